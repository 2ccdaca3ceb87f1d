import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minuteMs } from '../../../../src/core/time/days.ts';
import {
  breaksOf,
  decideBreak,
  lookAwayAt,
  workingSince,
  type BreakAnswer,
  type BreakState,
} from '../../../../src/habits/breaks/breakRules.ts';

const m = (minutes: number) => minutes * minuteMs;
const stretches = (...pairs: [number, number][]) => pairs.map(([start, end]) => ({ start: m(start), end: m(end) }));
const answered = (at: number, answer: BreakAnswer['answer']): BreakAnswer => ({ start: m(at), answer });
const state = (given: Partial<BreakState>): BreakState => ({
  now: m(60),
  since: 0,
  everyMs: m(60),
  answers: [],
  isBusy: false,
  lastTyped: 0,
  ...given,
});

describe('the time since the last real break', () => {
  const since = (list: [number, number][], now: number) => {
    const found = workingSince(stretches(...list), m(5), m(now));
    return found === undefined ? undefined : found / minuteMs;
  };

  it('begins after the last gap that is long enough', () => {
    assert.equal(
      since(
        [
          [0, 30],
          [33, 60],
          [66, 80],
          [84.9, 90],
        ],
        91,
      ),
      66,
    );
    assert.equal(
      since(
        [
          [0, 30],
          [33, 60],
        ],
        60,
      ),
      0,
    );
  });

  it('is none on a break, and before anything was measured', () => {
    assert.equal(since([[0, 30]], 35), undefined);
    assert.equal(since([[0, 30]], 34), 0);
    assert.equal(since([], 34), undefined);
    // A clock that was set back.
    assert.equal(since([[50, 60]], 34), undefined);
  });
});

describe('reminders of breaks', () => {
  it('come when it is time', () => {
    assert.deepEqual(decideBreak(state({ now: m(60) - 1 })), { kind: 'quiet' });
    assert.deepEqual(decideBreak(state({})), { kind: 'remind' });
    assert.deepEqual(decideBreak(state({ since: undefined })), { kind: 'quiet' });
  });

  it('wait while someone is busy, and come right after', () => {
    assert.deepEqual(decideBreak(state({ isBusy: true, now: m(200) })), { kind: 'due', lookAt: m(201) });
    assert.deepEqual(decideBreak(state({ now: m(201) })), { kind: 'remind' });
  });

  it('wait for a pause in typing, but no longer than two minutes', () => {
    assert.deepEqual(decideBreak(state({ lastTyped: m(60) })), { kind: 'due', lookAt: m(60) + 10_000 });
    assert.deepEqual(decideBreak(state({ now: m(62), lastTyped: m(62) })), { kind: 'remind' });
  });

  it('come again once after "in 5 minutes", and not at all after "not now", before the next break', () => {
    const snoozed = [answered(60, 'snooze')];
    assert.equal(decideBreak(state({ now: m(64), answers: snoozed })).kind, 'quiet');
    assert.equal(decideBreak(state({ now: m(65), answers: snoozed })).kind, 'remind');
    assert.equal(decideBreak(state({ now: m(300), answers: [...snoozed, answered(65, 'snooze')] })).kind, 'quiet');
    assert.equal(decideBreak(state({ now: m(300), answers: [answered(60, 'notNow')] })).kind, 'quiet');
    // After a break, an earlier answer no longer applies.
    assert.equal(decideBreak(state({ since: m(70), now: m(130), answers: [answered(60, 'notNow')] })).kind, 'remind');
  });

  it('hold these laws in any order of answers', () => {
    const answer = fc.record({
      start: fc.integer({ min: 0, max: 300 }).map(m),
      answer: fc.constantFrom('snooze', 'notNow'),
    });
    fc.assert(
      fc.property(
        fc.array(answer as fc.Arbitrary<BreakAnswer>, { maxLength: 4 }),
        fc.tuple(fc.integer({ min: 0, max: 300 }).map(m), fc.integer({ min: 0, max: 300 }).map(m)),
        fc.boolean(),
        (answers, [since, worked], isBusy) => {
          const now = since + worked;
          const given = { answers, since, now, isBusy, lastTyped: 0 };
          const decision = decideBreak(state(given));
          assert.deepEqual(decideBreak(state({ ...given, answers: answers.toReversed() })), decision);
          if (decision.kind === 'remind') {
            assert.ok(worked >= m(60) || answers.some((one) => one.start >= since && one.answer === 'snooze'));
            assert.equal(isBusy, false);
            assert.ok(!answers.some((one) => one.start >= since && one.answer === 'notNow'));
          }
          // A due reminder stays due until there is a break or an answer, so waiting loses nothing.
          if (decision.kind !== 'quiet')
            assert.notEqual(decideBreak(state({ ...given, now: now + m(30) })).kind, 'quiet');
        },
      ),
    );
  });

  it('to look away come every 20 minutes', () => {
    assert.equal(lookAwayAt(0, m(19)), undefined);
    assert.equal(lookAwayAt(0, m(20)), m(20));
    assert.equal(lookAwayAt(m(5), m(50)), m(45));
    assert.equal(lookAwayAt(undefined, m(50)), undefined);
  });
});

describe('how the breaks of a day went', () => {
  it('is their number, their median, and the longest time without one', () => {
    const day = stretches([0, 50], [53, 100], [110, 120], [180, 200]);
    assert.deepEqual(breaksOf(day, m(5)), { count: 2, medianMs: m(35), longestWorkMs: m(100) });
    assert.deepEqual(breaksOf([], m(5)), { count: 0, medianMs: 0, longestWorkMs: 0 });
    assert.deepEqual(breaksOf(stretches([10, 40]), m(5)), { count: 0, medianMs: 0, longestWorkMs: m(30) });
  });
});
