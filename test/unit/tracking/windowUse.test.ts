import assert from 'node:assert/strict';
import { minuteMs } from '../../../src/core/time/days.ts';
import { activeLagMs, useAloneMs } from '../../../src/tracking/windowUse.ts';
import { edit, fileA, focus, move, startTracker } from './recorded.ts';

const command = {
  type: 'runStart',
  key: 'c',
  source: 'terminal',
  group: 'other',
  name: 'vim',
  where: { project: '/ops' },
} as const;

/** The spans of the person: project, kind and length in seconds. */
function told({ spans, tracker }: ReturnType<typeof startTracker>): [string | undefined, string, number][] {
  tracker.flush();
  return spans().flatMap((span) =>
    span.signals > 0 ? [[span.project, span.kind, (span.end - span.start) / 1000] as [string, string, number]] : [],
  );
}

describe('a window that is used without a sign', () => {
  it('counts as long as it stays active, less what VS Code is slow to notice', () => {
    const run = startTracker();
    run.accept(focus(true), move());
    run.clock.advance(10 * minuteMs);
    const [, ...used] = told(run);
    const seconds = used.reduce((sum, [, , length]) => sum + length, 0);
    assert.ok(Math.abs(seconds - (10 * minuteMs - activeLagMs) / 1000) <= 30, String(seconds));
    assert.deepEqual(new Set(used.map(([, kind]) => kind)), new Set(['other']));
  });

  it('counts as terminal after a command, in the project of the command', () => {
    const run = startTracker();
    run.accept(focus(true), command);
    run.clock.advance(5 * minuteMs);
    run.accept(focus(true, false));
    assert.deepEqual(told(run), [['/ops', 'terminal', 245]]);
  });

  it('counts as reading in the output panel, and as reviewing in a tab of many diffs', () => {
    const kinds = ['output', 'diff'].map((scheme) => {
      const run = startTracker();
      run.accept(focus(true), { type: 'move', how: 'editor', where: { project: '/p', scheme } });
      run.clock.advance(5 * minuteMs);
      run.accept(focus(true, false));
      return told(run);
    });
    assert.deepEqual(kinds, [[['/p', 'reading', 245]], [['/p', 'reviewing', 245]]]);
  });

  it('counts nothing once it is not active, or without the focus', () => {
    for (const signal of [focus(true, false), focus(false)]) {
      const run = startTracker();
      run.accept(focus(true), edit(), signal);
      run.clock.advance(20 * minuteMs);
      assert.equal(
        told(run).reduce((sum, [, , length]) => sum + length, 0),
        0,
      );
      assert.equal(run.clock.pending, 0);
    }
  });

  it('counts an hour in a chat while an agent changes files, and two hours in a program in the terminal', () => {
    const chat = startTracker();
    chat.accept(focus(true), move());
    for (let i = 0; i < 360; i++) {
      chat.clock.advance(10_000);
      chat.accept(edit(fileA, { provenance: 'outside' }));
    }
    chat.accept(focus(true, false));
    assert.deepEqual(told(chat), [
      ['/p', 'reading', 0],
      ['/p', 'other', 3600 - 55],
    ]);
    const vim = startTracker();
    vim.accept(focus(true), command);
    vim.clock.advance(120 * minuteMs);
    vim.accept(focus(true, false));
    assert.deepEqual(told(vim), [['/ops', 'terminal', 7200 - 55]]);
  });

  it('counts nothing beside an agent once nobody presses a key', () => {
    const run = startTracker();
    run.accept(focus(true), edit(), focus(true, false));
    for (let i = 0; i < 360; i++) {
      run.clock.advance(10_000);
      run.accept(edit(fileA, { provenance: 'outside' }));
    }
    assert.deepEqual(told(run), [['/p', 'coding', 0]]);
  });

  it('is not believed for ever', () => {
    const run = startTracker();
    run.accept(focus(true), edit());
    run.clock.advance(600 * minuteMs);
    const seconds = told(run).reduce((sum, [, , length]) => sum + length, 0);
    assert.ok(seconds * 1000 > useAloneMs - 2 * minuteMs && seconds * 1000 <= useAloneMs, String(seconds));
  });

  it('was asleep where a timer comes late, or the clocks disagree', () => {
    for (const sleep of ['sleep', 'suspend'] as const) {
      const run = startTracker();
      run.accept(focus(true), edit());
      run.clock.advance(10_000);
      run.clock[sleep](20 * minuteMs);
      run.clock.advance(30_000);
      run.accept(edit());
      const seconds = told(run).reduce((sum, [, , length]) => sum + length, 0);
      assert.ok(seconds <= 60, `${sleep}: ${seconds}`);
    }
  });
});
