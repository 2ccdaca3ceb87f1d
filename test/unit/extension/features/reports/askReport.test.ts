import assert from 'node:assert/strict';
import { translator } from '../../../../../src/core/base/translate.ts';
import type { Services } from '../../../../../src/extension/services.ts';
import { exact } from '../../../../../src/planning/reports/rounding.ts';
import { screen, window } from '../../../../fakes/window/vscode.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { askReport } = await withFakeVscode(
  () => import('../../../../../src/extension/features/reports/askReport.ts'),
  new URL('../../../../fakes/window/vscode.ts', import.meta.url).href,
);

const rates = { shop: { rate: 80 } };

describe('the questions for a report', () => {
  const services = (settings: Record<string, unknown> = {}) =>
    ({
      t: translator(),
      readOptions: () => ({ now: Date.UTC(2026, 2, 4, 12), offset: 0, rules: { dayStartsAt: 0 } }),
      settings: { get: (key: string) => settings[key] ?? (key === 'reports.rates' ? {} : '') },
    }) as unknown as Services;
  const ask = (chosen: readonly string[], settings: Record<string, unknown> = {}) => {
    screen.chosen = [...chosen];
    screen.picks = [];
    return askReport(services(settings));
  };
  afterEach(() => {
    Object.assign(screen, { chosen: [], picks: [], typed: undefined });
  });

  it('lead to days of now or before', async () => {
    for (const [label, from, to] of [
      ['This week so far', '2026-03-02', '2026-03-04'],
      ['Last week', '2026-02-23', '2026-03-01'],
      ['This month so far', '2026-03-01', '2026-03-04'],
      ['Last month', '2026-02-01', '2026-02-28'],
      ['This year so far', '2026-01-01', '2026-03-04'],
      ['Last year', '2025-01-01', '2025-12-31'],
    ] as const)
      assert.deepEqual(await ask(['Summary', label]), {
        kind: 'summary',
        from,
        to,
        basis: 'measured',
        rounding: exact,
      });
    for (const [label, kind] of [
      ['Activity by project', 'projects'],
      ['Tasks done', 'tasks'],
    ] as const)
      assert.equal((await ask([label, 'Last year']))?.kind, kind);
  });

  it('lead to other days that are typed, ten years at most', async () => {
    const usual = window.showInputBox;
    let check: ((text: string) => string | undefined) | undefined;
    let value: string | undefined;
    window.showInputBox = (async (box: { validateInput: typeof check; value: string }) => {
      [check, value] = [box.validateInput, box.value];
      return screen.typed;
    }) as typeof usual;
    try {
      for (const [typed, range] of [
        ['2026-01-01 2026-03-31', ['2026-01-01', '2026-03-31']],
        ['2026-01-01 2026-01-01', ['2026-01-01', '2026-01-01']],
        ['from 2016-01-01 to 2026-01-07', ['2016-01-01', '2026-01-07']],
        ['2016-01-01 2026-01-08', undefined],
        ['2026-01-02 2026-01-01', undefined],
        ['2026-02-30 2026-03-01', undefined],
        ['2026-02-01 2026-02-30', undefined],
        ['2026-01-01', undefined],
        ['2026-01-01 2026-01-02 2026-01-03', undefined],
        [undefined, undefined],
      ] as const) {
        screen.typed = typed;
        const report = await ask(['Summary', 'Other Days…']);
        assert.deepEqual(report && [report.from, report.to], range, typed);
        if (typed !== undefined) assert.equal(check?.(typed) === undefined, range !== undefined, typed);
      }
      assert.equal(value, '2026-03-01 2026-03-04');
    } finally {
      window.showInputBox = usual;
    }
  });

  it('round a timesheet, of measured time or of entries', async () => {
    const report = (...chosen: string[]) => ask(['Timesheet', 'Last year', ...chosen]);
    const days = { kind: 'timesheet', from: '2025-01-01', to: '2025-12-31' };
    assert.deepEqual(await report('Exact Times'), { ...days, basis: 'measured', rounding: exact });
    assert.equal(screen.picks.length, 3, 'exact times need no basis');
    for (const minutes of [5, 6, 10, 15, 30])
      for (const [label, mode] of [
        [`Up to a multiple of ${minutes} min`, 'up'],
        [`To the nearest ${minutes} min`, 'nearest'],
      ] as const)
        assert.deepEqual(await report(label, 'Time in Entries'), {
          ...days,
          basis: 'entries',
          rounding: { minutes, mode },
        });
    assert.equal(screen.picks.at(2)?.length, 11);
    assert.equal((await report('Up to a multiple of 15 min', 'Measured Time'))?.basis, 'measured');
  });

  it('bill a timesheet where there are rates', async () => {
    const settings = { 'reports.rates': rates, 'reports.currency': 'EUR' };
    const report = await ask(['Timesheet', 'Last year', 'Exact Times', 'Time in Entries'], settings);
    assert.deepEqual([report?.billing, report?.basis], [{ currency: 'EUR', rates }, 'entries']);
    assert.equal((await ask(['Summary', 'Last year'], settings))?.billing, undefined);
  });

  it('can be left at any time', async () => {
    const all = ['Timesheet', 'Last year', 'Up to a multiple of 5 min', 'Time in Entries'];
    for (let count = 0; count < all.length; count++) {
      assert.equal(await ask(all.slice(0, count)), undefined);
      assert.equal(screen.picks.length, count + 1, 'nothing more is asked');
    }
  });
});
