import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { dayMs, minuteMs } from '../../../src/core/time/days.ts';
import type { WorkbenchWindow } from '../../harness/workbench.ts';
import { quickInput } from '../../harness/window.ts';

const offset = -new Date().getTimezoneOffset();
const sinceMidnight = (Date.now() + offset * minuteMs) % dayMs;
/** The day is long enough for the facts. */
const isLate = sinceMidnight >= 45 * minuteMs;
/** Some time ago, but today. */
const start = Date.now() - Math.min(sinceMidnight, 180 * minuteMs);

/** Ten minutes of work, a quarter of an hour of nothing, twenty minutes of work; none just after midnight. */
export const workOfToday: readonly SpanFact[] = isLate ? [span('why:1', 0, 10), span('why:2', 25, 20)] : [];

function span(id: string, minute: number, minutes: number): SpanFact {
  const from = start + minute * minuteMs;
  return {
    type: 'span',
    id,
    start: from,
    end: from + minutes * minuteMs,
    offset,
    kind: 'coding',
    source: 'editor',
    signals: 50,
    saves: 1,
    edits: {},
    project: '/p/grove',
    file: 'apple.ts',
    language: 'typescript',
  };
}

const quickly = { timeout: 2000 };

/**
 * Tests the account of a figure in a window whose only work today is `workOfToday`.
 * @param openWindow returns the window that other tests share
 */
export function testAccount(openWindow: () => WorkbenchWindow): void {
  describe('the account of a figure, by mouse and keyboard', function () {
    let window: WorkbenchWindow;
    let view: Frame;

    before(async function () {
      if (!isLate) this.skip();
      window = openWindow();
      view = await window.openView();
    });
    after(async () => {
      if (!window) return;
      assert.deepEqual(window.problems(), [], 'no console error, no CSP violation in our frames');
      await window.run('View: Close All Editors');
    });
    afterEach(async function () {
      if (!this.currentTest?.isFailed()) return;
      await window.screenshot('why-failed');
      // A second try begins without a correction.
      await takeBack().catch(() => undefined);
    });

    /** Does something with the account as it is now: it is another frame each time that it is read again. */
    async function inAccount(act: (account: Frame) => Promise<unknown>): Promise<void> {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const outcome = await act(await window.frame('editor')).catch((error: unknown) => error);
        if (!(outcome instanceof Error)) return;
        if (Date.now() > deadline) throw outcome;
      }
    }
    const total = (minutes: number) => view.getByRole('button', { name: `Today, ${minutes}m: why` });
    async function takeBack(): Promise<void> {
      await inAccount((account) => account.getByRole('link', { name: 'Undo' }).press('Enter', quickly));
      await sees(/^\d{4}-\d\d-\d\d: 30m$/);
      await total(30).waitFor();
    }
    const sees = (text: string | RegExp) =>
      inAccount((account) => account.getByText(text).first().waitFor({ timeout: 2000 }));

    it('opens from the total of the day; a gap marked as a meeting counts, until that is taken back', async () => {
      await total(30).click();
      await sees(/^\d{4}-\d\d-\d\d: 30m$/);
      await inAccount((account) =>
        account.getByRole('row').filter({ hasText: '(15m)' }).getByRole('link', { name: 'Meeting' }).click(quickly),
      );
      await sees(/^\d{4}-\d\d-\d\d: 45m$/);
      await total(45).waitFor();
      await window.screenshot('why-marked');
      await takeBack();
    });

    it('lets a stretch be excluded by keys alone, and counted again', async () => {
      await window.run('Daymark: Explain Today');
      await inAccount((account) =>
        account
          .getByRole('row')
          .filter({ hasText: '20m' })
          .getByRole('link', { name: 'This is wrong' })
          .press('Enter', quickly),
      );
      await window.page.locator(quickInput).getByText('What is correct?').waitFor();
      for (let i = 0; i < 3; i++) await window.page.keyboard.press('ArrowDown');
      await window.page.keyboard.press('Enter');
      await sees(': excluded');
      await total(10).waitFor();
      await window.screenshot('why-excluded');
      await takeBack();
    });
  }).timeout(60_000);
}
