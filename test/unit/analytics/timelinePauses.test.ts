import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { durationOf } from '../../../src/analytics/segment.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import { explainFigure } from '../../../src/analytics/why/explain.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { minuteMs } from '../../../src/core/time/days.ts';
import { day, rows, span, t } from './given.ts';

const rules = { idleLimitMs: 2 * minuteMs, thinkingLimitMs: 4 * minuteMs, dayStartsAt: 0 };

/** Spans of a minute with the given pauses (min) between them. */
function typing(pauses: readonly number[], of: (i: number) => Partial<SpanFact> = () => ({})): SpanFact[] {
  let at = 0;
  return [0, ...pauses].map((pause, i) => {
    at += pause;
    const one = span(at, at + 1, of(i));
    at += 1;
    return one;
  });
}

/** Minutes that count of the pauses alone. */
const counted = (spans: readonly SpanFact[], changes: object = {}): number =>
  durationOf(timelineOf(rows({ spans }), { ...rules, ...changes })) / minuteMs - spans.length;

describe('the thinking limit', () => {
  it('counts a pause of four minutes before the same project is gone on with, and none of five', () => {
    assert.equal(counted(typing([3])), 3);
    assert.equal(counted(typing([4])), 4);
    assert.equal(counted(typing([4.1])), 0);
    assert.equal(counted(typing([5])), 0);
  });

  it('counts in another file of the project, and not in another project', () => {
    assert.equal(counted(typing([3], (i) => ({ file: `${i}.ts` }))), 3);
    assert.equal(counted(typing([3], (i) => ({ project: `/${i}` }))), 0);
  });

  it('counts up to five minutes where another pause lies within half an hour of it', () => {
    assert.equal(counted(typing([5, 3])), 8);
    assert.equal(counted(typing([3, 5])), 8);
    assert.equal(counted(typing([5, 5, 5])), 15);
    assert.equal(counted(typing([5.1, 3])), 3);
    // Two minutes are no pause.
    assert.equal(counted(typing([5, 2])), 2);
    const spans = (later: number) => [span(0, 1), span(6, later), span(later + 3, later + 4)];
    const inAll = (later: number) => durationOf(timelineOf(rows({ spans: spans(later) }), rules)) / minuteMs;
    assert.deepEqual([inAll(31), inAll(31.1)], [35, 30.1]);
  });

  it('takes a coffee an hour for a coffee', () => {
    const hours = [0, 60, 120, 180].flatMap((from) => [span(from, from + 55.5)]);
    assert.equal(durationOf(timelineOf(rows({ spans: hours }), rules)) / minuteMs, 4 * 55.5);
  });

  it('is off at 0', () => {
    assert.equal(counted(typing([3, 3, 3]), { thinkingLimitMs: 0 }), 0);
  });

  it('never counts less where a limit is longer', () => {
    const limit = fc.integer({ min: 0, max: 8 }).map((minutes) => minutes * minuteMs);
    const made = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('/a', '/b')), { maxLength: 20 });
    fc.assert(
      fc.property(
        made,
        fc.tuple(limit, limit),
        fc.tuple(limit, limit),
        (pauses, [idle, moreIdle], [thinking, moreThinking]) => {
          const spans = typing(
            pauses.map(([pause]) => pause),
            (i) => ({ project: pauses[i - 1]?.[1] ?? '/a' }),
          );
          const less = counted(spans, { idleLimitMs: idle, thinkingLimitMs: thinking });
          const longer = { idleLimitMs: Math.max(idle, moreIdle), thinkingLimitMs: Math.max(thinking, moreThinking) };
          assert.ok(counted(spans, longer) >= less);
        },
      ),
    );
  });

  it('is explained: what counts as thinking, and why a gap does not', () => {
    const spans = [
      span(0, 10),
      span(13, 20),
      span(25, 30, { project: '/b' }),
      span(33, 40),
      span(80, 85),
      span(89.5, 95),
    ];
    const { entries } = explainFigure(rows({ spans }), { figure: { day }, rules, t });
    assert.deepEqual(
      entries.map((one) => (one.type === 'gap' ? one.reason : one.byBasis)),
      [
        { observed: 17 * minuteMs, thinking: 3 * minuteMs },
        'idle',
        { observed: 5 * minuteMs },
        'elsewhere',
        { observed: 7 * minuteMs },
        'idle',
        { observed: 5 * minuteMs },
        'seldom',
        { observed: 5.5 * minuteMs },
      ],
    );
  });
});
