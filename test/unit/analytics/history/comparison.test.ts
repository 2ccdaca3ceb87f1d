import assert from 'node:assert/strict';
import { calendarDays, historyOf } from '../../../../src/analytics/history/comparison.ts';
import { daysBetween, hourMs, mondayOf } from '../../../../src/core/time/days.ts';
import { context } from '../given.ts';

/** An hour of work from 9:30 to 10:30. */
const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 || hour === 10 ? hourMs / 2 : 0));
const worked = (day: string) => ({ day, totalMs: hourMs, hours });
const idle = (day: string) => ({ day, totalMs: 0, hours: hours.map(() => 0) });
const everyDay = (today: string) => calendarDays(today).map(worked);
const at = (day: string, time = '18:00', dayStartsAt = 0) => {
  return { now: Date.parse(`${day}T${time}Z`), offset: 0, rules: { ...context().rules, dayStartsAt } };
};

describe('the comparison of weeks and months', () => {
  it('begins weeks on Mondays', () => {
    assert.equal(mondayOf('2026-11-16'), '2026-11-16');
    assert.equal(mondayOf('2026-11-22'), '2026-11-16');
    assert.equal(calendarDays('2026-11-20')[0], '2025-11-17');
  });

  it('compares as many days of both', () => {
    const { week, month } = historyOf(everyDay('2026-11-18'), at('2026-11-18'));
    assert.deepEqual(week, { ms: 3 * hourMs, beforeMs: 3 * hourMs });
    assert.deepEqual(month, { ms: 18 * hourMs, beforeMs: 18 * hourMs });
  });

  it('compares with the time that there was at the same time of day, so that no morning looks like a loss', () => {
    const before = (time: string, dayStartsAt = 0, day = '2026-11-16') => {
      const { week, month } = historyOf(everyDay(day), at(day, time, dayStartsAt));
      assert.equal(month.beforeMs - week.beforeMs, 15 * hourMs);
      return week.beforeMs / hourMs;
    };
    assert.deepEqual(
      ['00:00', '09:00', '09:30', '10:00', '10:30', '11:00'].map((time) => before(time)),
      [0, 0, 0.25, 0.5, 0.75, 1],
    );
    // A day that starts at 9:30 has the second half of its first hour at its end.
    assert.deepEqual([before('09:30', 570), before('10:00', 570), before('11:00', 570)], [0, 0, 0.5]);
    assert.equal(before('03:00', 240, '2026-11-17'), 1, 'before 4:00 it is still the day before');
  });

  it('compares the end of a long month with the whole of a short one before', () => {
    const { month } = historyOf(everyDay('2026-03-31'), at('2026-03-31'));
    assert.deepEqual(month, { ms: 31 * hourMs, beforeMs: 28 * hourMs });
  });

  it('goes back over the end of a year', () => {
    const { month } = historyOf(everyDay('2026-01-10'), at('2026-01-10'));
    assert.deepEqual(month, { ms: 10 * hourMs, beforeMs: 10 * hourMs });
  });

  it('finds the best week, the latest of equal ones, and none where there is no other week', () => {
    const days = daysBetween('2026-11-02', '2026-11-20').map((day) => (day < '2026-11-16' ? worked(day) : idle(day)));
    assert.deepEqual(historyOf(days, at('2026-11-20')).bestWeek, { from: '2026-11-09', ms: 7 * hourMs });
    assert.equal(historyOf([worked('2026-11-20')], at('2026-11-20')).bestWeek, null);
    assert.equal(historyOf([idle('2026-11-20')], at('2026-11-20')).bestWeek, null);
  });
});
