import assert from 'node:assert/strict';
import { AppError, errorCode } from '../../../../../src/core/base/appError.ts';
import { translator } from '../../../../../src/core/base/translate.ts';
import { countDays, daysBetween, hourMs, type Day } from '../../../../../src/core/time/days.ts';
import { defaultTimeRules } from '../../../../../src/core/rules/rules.ts';
import type { ReportDay } from '../../../../../src/planning/reports/reportDays.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';
import { commands, screen } from '../../../../fakes/window/vscode.ts';

const { ReportDesk } = await withFakeVscode(
  () => import('../../../../../src/extension/features/reports/reportDesk.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

describe('a report of a year', () => {
  let asked: { readonly from: Day; readonly to: Day }[];
  const dayOf = (day: Day): ReportDay => ({
    day,
    measuredMs: hourMs,
    entriesMs: 0,
    rows: [{ project: '/p/a', projectName: 'a', title: '', tags: [], measuredMs: hourMs, entriesMs: 0 }],
    categories: [],
    done: [],
  });
  const makeDesk = () =>
    new ReportDesk({
      t: translator(),
      settings: { get: (name: string) => (name === 'reports.currency' ? '' : {}) },
      readOptions: () => ({ now: Date.UTC(2026, 10, 30, 12), offset: 0, rules: defaultTimeRules }),
      context: { extensionUri: { path: '/daymark' } },
      read: async (_: string, range: { readonly from: Day; readonly to: Day }) => {
        asked.push(range);
        return { days: daysBetween(range.from, range.to).map(dayOf) };
      },
    } as never);

  beforeEach(() => {
    asked = [];
    [screen.pages, screen.cancels] = [[], () => false];
    screen.chosen = ['Timesheet', 'Last year', 'Exact'];
    // VS Code renders Markdown to HTML.
    commands.executeCommand = async (...given: unknown[]) => given[1];
  });
  afterEach(() => {
    commands.executeCommand = async () => undefined;
    screen.cancels = () => false;
  });

  it('is read a month at a time, each day once, and says how far it is', async () => {
    await makeDesk().create();
    assert.equal(asked.length, 12);
    assert.ok(asked.every(({ from, to }) => countDays(from, to) <= 31));
    const days = asked.flatMap(({ from, to }) => daysBetween(from, to));
    assert.deepEqual(days, daysBetween('2025-01-01', '2025-12-31'));
    const said = screen.progress.reduce((sum, { increment = 0 }) => sum + increment, 0);
    assert.ok(Math.abs(said - 100) < 1e-6, `${said} %`);
    assert.match(screen.pages.at(-1)?.webview.html ?? '', /365:00/);
  });

  it('is left at once when it is canceled, and shows nothing', async () => {
    screen.cancels = () => asked.length === 3;
    const left = await makeDesk()
      .create()
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    assert.ok(left instanceof AppError);
    assert.deepEqual([errorCode(left), asked.length, screen.pages.length], ['cancelled', 3, 0]);
  });
});
