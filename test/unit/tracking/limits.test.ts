import assert from 'node:assert/strict';
import { hourMs } from '../../../src/core/time/days.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { Presence } from '../../../src/tracking/heartbeats/presence.ts';
import { IgnoreRules } from '../../../src/tracking/ignoreRules.ts';
import { provenanceOf, type TextChange } from '../../../src/tracking/provenance.ts';
import { SpanRecorder } from '../../../src/tracking/spans.ts';
import { TestOutput } from '../../../src/tracking/testCounts.ts';
import { WindowUse } from '../../../src/tracking/windowUse.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { edit, fileA, focus, lastById, move, problem, startTracker } from './recorded.ts';

describe('a key that is counted again', () => {
  const doing = { where: fileA, kind: 'coding', source: 'editor', rule: 'edit' } as const;
  function recorder() {
    const clock = new FakeClock();
    const facts: Fact[] = [];
    let id = 0;
    const spans = new SpanRecorder({ clock, nextId: () => `w:${++id}`, record: (fact) => void facts.push(fact) });
    const again = (ms: number): boolean => (clock.advance(ms), spans.countAgain(clock.now()));
    const type = () => (spans.touch(doing), spans.countEdit(edit()));
    return { clock, spans, again, type, last: () => (spans.flush(), lastById(facts, 'span').at(-1)) };
  }

  it('comes up to 0.9 s after the last, on a clock that was not set back, and after an edit', () => {
    const { clock, spans, again, type, last } = recorder();
    assert.equal(again(0), false, 'nothing grows');
    spans.touch(doing);
    assert.equal(again(0), false, 'nothing was edited');
    type();
    assert.deepEqual([again(0), again(900), again(901)], [true, true, false]);
    const span = last();
    assert.deepEqual([span?.edits.typed?.edits, span?.signals, span && span.end - span.start], [3, 4, 900]);
    type();
    clock.jump(-1);
    assert.equal(again(0), false);
  });

  it('is looked at as a whole every three seconds', () => {
    const { again, type } = recorder();
    type();
    for (const ms of [900, 900, 900, 300]) assert.equal(again(ms), true);
    assert.equal(again(1), false);
  });

  it('writes nothing that has not grown', () => {
    const { facts, accept, tracker } = startTracker();
    accept(edit());
    tracker.flush();
    const { length } = facts;
    tracker.flush();
    assert.equal(facts.length, length);
  });
});

describe('spans', () => {
  it('bear clocks that disagree by a second, and no more', () => {
    const count = (ms: number): number => {
      const { accept, clock, spans, tracker } = startTracker();
      accept(edit());
      clock.advance(1000);
      clock.jump(ms);
      accept(edit());
      tracker.flush();
      return spans().length;
    };
    assert.deepEqual([1000, -1000, 1001, -1001].map(count), [1, 1, 2, 2]);
  });

  it('are of the terminal again when the window comes back to it', () => {
    const { accept, clock, spans, tracker } = startTracker();
    const where = { project: '/ops' };
    accept(focus(true), move(), { type: 'runStart', key: 'c', source: 'terminal', group: 'other', name: 'vim', where });
    clock.advance(1000);
    accept(focus(false, true, {}), focus(true, true, {}));
    clock.advance(1000);
    tracker.flush();
    assert.deepEqual([spans().at(-1)?.project, spans().at(-1)?.kind], ['/ops', 'terminal']);
  });
});

describe('a cause of problems', () => {
  it('is an edit up to half a minute ago', () => {
    const causes = (ms: number) => {
      const { accept, clock, facts, tracker } = startTracker();
      accept(edit(fileA, { provenance: 'pasted' }));
      clock.advance(ms);
      accept({ type: 'diagnostics', where: fileA, problems: [problem(3)] });
      clock.advance(3000);
      tracker.flush();
      return JSON.stringify(lastById(facts, 'document'));
    };
    assert.match(causes(30_000), /pasted/);
    assert.doesNotMatch(causes(30_001), /pasted/);
  });

  it('is looked for of 500 problems of a file', () => {
    const { accept, clock, facts, tracker } = startTracker();
    accept({ type: 'diagnostics', where: fileA, problems: Array.from({ length: 501 }, (_, line) => problem(line)) });
    clock.advance(60_000);
    tracker.flush();
    assert.equal(lastById(facts, 'diagnostic').length, 500);
  });
});

describe('a window in use', () => {
  /** The instants that are reported as used, in ms since the beginning. */
  function used(act: (clock: FakeClock, use: WindowUse) => void): number[] {
    const clock = new FakeClock();
    const start = clock.now();
    const reported: number[] = [];
    const use = new WindowUse({ clock, used: (until) => void reported.push(until - start) });
    use.begin();
    act(clock, use);
    use.dispose();
    return reported;
  }

  it('is believed for four hours without another sign', () => {
    const reported = used((clock) => clock.advance(5 * hourMs));
    assert.ok((reported.at(-1) ?? 0) <= 4 * hourMs && (reported.at(-1) ?? 0) > 4 * hourMs - 30_000);
    const exact = (alone: number) =>
      used((clock, use) => {
        for (let left = alone; left > 0; left -= 30_000) clock.advance(Math.min(30_000, left));
        use.end(true);
      }).includes(alone);
    assert.deepEqual([exact(4 * hourMs), exact(4 * hourMs + 1)], [true, false]);
    assert.deepEqual([exact(90_000), exact(89_999)], [true, false]);
  });

  it('was asleep where it is looked at more than five seconds late', () => {
    const after = (late: number) =>
      used((clock, use) => {
        clock.advance(120_000);
        // The timer is held up: both clocks go on.
        const look = clock.after;
        clock.after = () => ({ dispose: () => undefined });
        clock.advance(30_000);
        clock.after = look;
        clock.advance(late);
        use.end(true);
      }).length;
    assert.ok(after(5000) > 0);
    assert.ok(after(35_001 - 30_000) <= after(5000));
  });
});

describe('counts of tests', () => {
  const passed = (output: string) => {
    const reader = new TestOutput();
    reader.add(output);
    return reader.end()?.passed;
  };

  it('are ten million at most', () => {
    const of = (count: number) => passed(`=== ${count} passed in 1s ===\n`);
    assert.deepEqual([of(10_000_000), of(10_000_001)], [10_000_000, undefined]);
  });

  it('are what a progress bar left on the line', () => {
    assert.equal(passed('working 1\r  12 passing (3s)\r\n'), 12);
    assert.equal(passed('  12 passing (3s)\r\r'), 12);
    assert.equal(passed('\r\r'), undefined);
  });
});

describe('lines of an ignore file', () => {
  const excludes = (lines: readonly string[], file: string) => new IgnoreRules(lines, false).excludes(file);

  it('are of spaces alone, comments, or up to twenty patterns', () => {
    assert.equal(excludes(['   ', '#a', '\t'], 'a'), false);
    const list = (count: number) => Array.from({ length: count }, (_, at) => `f${at}`).join(', ');
    assert.deepEqual([excludes([list(20)], 'f19'), excludes([list(21)], 'f20')], [true, false]);
    assert.equal(excludes(['a ,  b  ; c'], 'b'), true);
  });

  it('are 500 at most: with more, everything is excluded, folders and files', () => {
    const many = (count: number) => [...Array<string>(count - 1).fill('x'), '!y'];
    const most = 500;
    const rules = new IgnoreRules(many(most + 1), false);
    assert.deepEqual(rules.problems, [{ fault: 'many' }]);
    for (const file of ['y', 'src/y', 'z']) assert.equal(rules.excludes(file), true, file);
  });

  it('name an exception that is empty or too long as a fault', () => {
    for (const [line, fault] of [
      ['!', 'empty'],
      [`!${'x'.repeat(100_000)}`, 'long'],
    ] as const) {
      const rules = new IgnoreRules(['secret', line], false);
      assert.deepEqual(rules.problems, [{ item: 1, fault }]);
      assert.equal(rules.excludes('secret'), true);
    }
  });
});

describe('what watchers saw at one instant', () => {
  it('is together where one ends as the other begins', () => {
    const seen = (from: number, to: number) => {
      const presence = new Presence('desk');
      presence.application({ start: 100, end: 200, name: 'Code' });
      return presence.here({ start: from, end: to }).map(({ start, end }) => [start, end]);
    };
    assert.deepEqual([seen(200, 300), seen(0, 100), seen(201, 300), seen(0, 99)], [[[200, 200]], [[100, 100]], [], []]);
  });

  it('is a page only while its browser and the person were there', () => {
    const pages = (here: readonly [number, number]) => {
      const presence = new Presence('desk');
      presence.application({ start: 100, end: 200, name: 'Firefox' });
      presence.page({ start: 150, end: 400, name: 'https://example.org/a', browser: 'firefox' });
      const [start, end] = here;
      return presence.here({ start, end }).flatMap((one) => (one.scheme === 'web' ? [[one.start, one.end]] : []));
    };
    assert.deepEqual([pages([120, 180]), pages([120, 150]), pages([120, 149])], [[[150, 180]], [[150, 150]], []]);
  });
});

describe('a change away from the caret', () => {
  const change = (line: number, text: string): TextChange =>
    ({ range: { start: { line, character: 0 }, end: { line, character: 0 } }, rangeLength: 0, text }) as TextChange;
  const caret = { line: 5, character: 0, sinceTypedMs: Infinity, sinceCompletedMs: Infinity };
  const of = (...changes: readonly TextChange[]): string =>
    provenanceOf({ changes, dirty: true, saving: false, visible: true, active: true, caret: () => caret });

  it('is formatting also where one of several is at the caret', () => {
    assert.equal(of(change(5, '    '), change(7, '      ')), 'formatted');
    assert.notEqual(of(change(5, '    ')), 'formatted');
  });
});
