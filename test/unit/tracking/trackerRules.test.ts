import assert from 'node:assert/strict';
import { problemCausesIn } from '../../../src/core/facts/problemCauses.ts';
import { minuteMs } from '../../../src/core/time/days.ts';
import type { Problem, Signal } from '../../../src/core/facts/signal.ts';
import { Presence } from '../../../src/tracking/heartbeats/presence.ts';
import { watchedSpan } from '../../../src/tracking/heartbeats/watchedSpan.ts';
import { hiddenFile, PrivacyFilter } from '../../../src/tracking/privacyFilter.ts';
import { TestOutput } from '../../../src/tracking/testCounts.ts';
import { edit, fileA, fileB, focus, lastById, move, problem, startTracker } from './recorded.ts';

const report = (problems: readonly Problem[]): Signal => ({ type: 'diagnostics', where: fileA, problems });

describe('a problem', () => {
  it('that was fixed and comes back is another one', () => {
    const { accept, clock, facts } = startTracker();
    for (const problems of [[problem(5)], [], [problem(5)], []]) {
      accept(report(problems));
      clock.advance(10_000);
    }
    const found = lastById(facts, 'diagnostic').map(({ introduced, fixed = 0 }) => fixed - introduced);
    assert.deepEqual(found, [10_000, 10_000]);
  });

  it('moves with its line, and to the last new line where its own was replaced', () => {
    const lineAfter = (line: number, removed: number, added: number): number | undefined => {
      const { accept, clock, facts } = startTracker();
      accept(report([problem(line)]), { type: 'lines', where: fileA, line: 8, removed, added });
      clock.advance(2_000);
      return lastById(facts, 'diagnostic')[0]?.line;
    };
    assert.deepEqual([lineAfter(7, 5, 2), lineAfter(8, 5, 2), lineAfter(10, 5, 2)], [7, 8, 9]);
    assert.deepEqual([lineAfter(12, 5, 2), lineAfter(13, 5, 2), lineAfter(10, 5, 0)], [9, 10, 8]);
    assert.deepEqual([lineAfter(10, 5, 5), lineAfter(10, 5, 9), lineAfter(20, 5, 9)], [10, 10, 24]);
  });

  it('is caused by typing that goes on, however long ago that began', () => {
    const { accept, clock, facts, tracker } = startTracker();
    accept(focus(true), edit());
    for (let i = 0; i < 60; i++) {
      clock.advance(1_000);
      if (!tracker.acceptAgain(clock.now())) accept(edit());
    }
    clock.advance(20_000);
    accept(report([problem(1)]));
    clock.advance(3_000);
    tracker.flush();
    assert.deepEqual(problemCausesIn(lastById(facts, 'document')).error, { introduced: { typed: 1 }, fixed: {} });
  });
});

describe('a window that is used without a sign', () => {
  it('is used in the project and on the branch of the last sign, and in no file', () => {
    const { accept, clock, spans, tracker } = startTracker();
    accept(focus(true), move());
    clock.advance(10 * minuteMs);
    tracker.flush();
    const used = spans().filter(({ kind }) => kind === 'other');
    assert.deepEqual(
      used.map(({ project, branch, file, language }) => [project, branch, file, language]),
      [['/p', 'main', undefined, undefined]],
    );
  });
});

describe('the filter for privacy', () => {
  const filtered = (again?: (at: number) => boolean) => {
    const seen: Signal[] = [];
    const filter = new PrivacyFilter({
      judge: ({ file }) => (file === 'b.ts' ? 'excluded' : 'open'),
      accept: (signal) => void seen.push(signal),
      ...(again && { acceptAgain: again }),
    });
    return { filter, seen };
  };

  it('shows a window without focus while someone is in an excluded file, and its focus afterwards', () => {
    const { filter, seen } = filtered();
    for (const signal of [edit(fileB), edit(fileB), edit(fileA)]) filter.accept(signal);
    assert.deepEqual(seen, [focus(false, true, {}), focus(true, true, fileA), edit(fileA)]);
  });

  it('keeps what the window really was', () => {
    const { filter, seen } = filtered();
    for (const signal of [focus(true, false), move(fileB), move(fileA)]) filter.accept(signal);
    assert.deepEqual(seen.slice(1), [focus(false, false, {}), focus(true, false, fileA), move(fileA)]);
  });

  it('takes no tool in an excluded file for a person who is there', () => {
    const { filter, seen } = filtered();
    for (const provenance of ['outside', 'bulk'] as const) filter.accept(edit(fileB, { provenance }));
    assert.deepEqual(seen, []);
  });

  it('repeats an edit that it let through, and nothing else', () => {
    const { filter } = filtered(() => true);
    const again = (signal: Signal): boolean => {
      filter.accept(signal);
      return filter.acceptAgain(0);
    };
    assert.deepEqual([again(edit(fileA)), again(edit(fileB)), again(move(fileA))], [true, false, false]);
    filter.accept(edit(fileA));
    filter.judgeAgain();
    assert.equal(filter.acceptAgain(0), false);
    for (const other of [filtered(), filtered(() => false)]) {
      other.filter.accept(edit(fileA));
      assert.equal(other.filter.acceptAgain(0), false);
    }
  });
});

describe('what watchers of windows saw', () => {
  const of = (verdict: 'open' | 'nameless' | 'excluded', name = 'Slack.exe') =>
    watchedSpan(
      { scheme: 'app', start: 1_000, end: 5_000, machine: 'desk', name },
      { offset: 60, judge: () => verdict },
    );

  it('is one span of one signal', () => {
    const { id, ...span } = of('open') as Exclude<ReturnType<typeof of>, string>;
    assert.match(id, /^hub-/);
    assert.deepEqual(span, {
      type: 'span',
      start: 1_000,
      end: 5_000,
      offset: 60,
      kind: 'meeting',
      source: 'hub',
      signals: 1,
      saves: 0,
      edits: {},
      scheme: 'app',
      file: 'Slack',
    });
  });

  it('has no name where names are hidden, and is nothing where it is excluded', () => {
    const hidden = of('nameless');
    assert.equal(typeof hidden === 'string' ? hidden : hidden.file, hiddenFile);
    assert.equal(of('excluded'), 'excluded');
  });

  it('counts the half hour of a call between two signs, and not a moment more', () => {
    const listened = (gap: number) => {
      const presence = new Presence('desk');
      presence.here({ start: 0, end: 1_000 });
      presence.here({ start: 1_000 + gap, end: 2_000 + gap });
      return presence
        .application({ start: 0, end: 10_000_000, name: 'zoom.us' })
        .map(({ start, end }) => end - start)
        .includes(gap);
    };
    assert.deepEqual([listened(30 * minuteMs), listened(30 * minuteMs + 1), listened(1)], [true, false, true]);
  });

  it('has no listening between signs that touch or overlap', () => {
    for (const start of [1_000, 500]) {
      const presence = new Presence('desk');
      presence.here({ start: 0, end: 1_000 });
      presence.here({ start, end: 2_000 });
      const found = presence.application({ start: 0, end: 5_000, name: 'zoom.us' });
      assert.deepEqual(
        found.map((one) => [one.start, one.end]),
        [
          [0, 1_000],
          [start, 2_000],
        ],
      );
    }
  });
});

describe('counts of tests', () => {
  it('are none passed where all failed, even where more failed than there are', () => {
    const of = (text: string) => {
      const output = new TestOutput();
      output.add(`${text}\n`);
      return output.end();
    };
    assert.deepEqual(of('3 examples, 3 failures'), { passed: 0, failed: 3, skipped: 0 });
    assert.deepEqual(of('3 runs, 2 assertions, 3 failures, 1 errors, 1 skips'), { passed: 0, failed: 4, skipped: 1 });
    assert.deepEqual(of('9 tests, 3 assertions, 1 failures, 1 errors, 1 pendings, 2 omissions'), {
      passed: 4,
      failed: 2,
      skipped: 3,
    });
  });
});
