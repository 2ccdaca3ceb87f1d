import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { timeWithin, type Interval, unionOf } from '../../../../src/core/time/intervals.ts';
import { gapMs, unmeasuredGaps } from '../../../../src/planning/time/gaps.ts';

const hours = (start: number, end: number): Interval => ({ start: start * hourMs, end: end * hourMs });

const intervals = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 48 * 60 }), fc.integer({ min: 1, max: 120 })), { maxLength: 12 })
  .map((list) =>
    unionOf(list.map(([start, length]) => ({ start: start * minuteMs, end: (start + length) * minuteMs }))),
  );

describe('time in which nothing was measured', () => {
  it('is asked about when someone is back, such as after a night', () => {
    assert.deepEqual(unmeasuredGaps(9 * hourMs, [hours(9, 18), hours(31, 32)]), [hours(18, 31)]);
  });

  it('is not asked about while nobody is back', () => {
    assert.deepEqual(unmeasuredGaps(9 * hourMs, [hours(9, 18)]), []);
  });

  it('begins with the timer where nothing came after its start', () => {
    assert.deepEqual(unmeasuredGaps(9 * hourMs, [hours(6, 8), hours(11, 12)]), [hours(9, 11)]);
  });

  it('is not asked about again when it is kept, and is where more came to it', () => {
    const measured = [hours(9, 10), hours(12, 13)];
    assert.deepEqual(unmeasuredGaps(9 * hourMs, measured, [hours(10, 12)]), []);
    assert.deepEqual(unmeasuredGaps(9 * hourMs, measured, [hours(10, 11.5)]), [hours(10, 12)]);
  });

  it('holds no measured time, is at least an hour, and lies within the timer', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: 0, max: 48 * 60 }), (measured, minutes) => {
        const start = minutes * minuteMs;
        for (const gap of unmeasuredGaps(start, measured)) {
          assert.ok(gap.start >= start && gap.end - gap.start >= gapMs);
          assert.equal(timeWithin(gap, measured), 0);
        }
      }),
    );
  });
});
