import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  dayMs,
  dayOf,
  daysBetween,
  endOfDay,
  hourMs,
  rangeAround,
  weekdayOf,
} from '../../../src/core/time/days.ts';

const instants = fc.integer({ min: -2 * 366 * dayMs, max: 200 * 366 * dayMs });
const offsets = fc.integer({ min: -12 * 60, max: 14 * 60 });
const starts = fc.integer({ min: 0, max: 1439 });

describe('days', () => {
  it('belong to the place where the work was done', () => {
    const at = Date.parse('2026-03-29T23:30:00Z');
    assert.equal(dayOf(at, 0), '2026-03-29');
    assert.equal(dayOf(at, 120), '2026-03-30');
    assert.equal(dayOf(at, -600), '2026-03-29');
  });

  it('begin when the person says so', () => {
    const at = Date.parse('2026-11-21T02:30:00Z');
    assert.equal(dayOf(at, 0, 180), '2026-11-20');
    assert.equal(dayOf(at, 0, 150), '2026-11-21');
  });

  it('know weekdays and leap days', () => {
    assert.equal(weekdayOf('2026-11-21'), 6);
    assert.equal(weekdayOf('1969-12-31'), 3);
    assert.equal(addDays('2028-02-28', 1), '2028-02-29');
    assert.deepEqual(daysBetween('2027-02-28', '2027-03-01'), ['2027-02-28', '2027-03-01']);
    assert.deepEqual(daysBetween('2027-03-01', '2027-02-28'), []);
  });

  it('end where the next begins', () => {
    fc.assert(
      fc.property(instants, offsets, starts, (at, offset, start) => {
        const end = endOfDay(at, offset, start);
        assert.ok(end > at && end - at <= dayMs);
        assert.equal(dayOf(end - 1, offset, start), dayOf(at, offset, start));
        assert.equal(dayOf(end, offset, start), addDays(dayOf(at, offset, start), 1));
      }),
    );
  });

  it('are all within the range around them', () => {
    fc.assert(
      fc.property(instants, offsets, starts, (at, offset, start) => {
        const day = dayOf(at, offset, start);
        const { from, to } = rangeAround(day, day);
        assert.ok(from <= at && at < to);
      }),
    );
  });

  it('of a 25-hour night hold an hour more', () => {
    // Berlin, 2026-10-25: 03:00 summer time is 02:00 winter time.
    const before = Date.parse('2026-10-24T22:00:00Z');
    const after = Date.parse('2026-10-25T22:59:59Z');
    assert.equal(dayOf(before, 120), '2026-10-25');
    assert.equal(dayOf(after, 60), '2026-10-25');
    assert.ok(after - before > 24 * hourMs);
  });
});
