import assert from 'node:assert/strict';
import { calendarDays, historyOf } from '../../../../src/analytics/history/comparison.ts';
import { daysBetween, hourMs, mondayOf } from '../../../../src/core/time/days.ts';

const everyDay = (today: string) => calendarDays(today).map((day) => ({ day, ms: hourMs }));

describe('the comparison of weeks and months', () => {
  it('begins weeks on Mondays', () => {
    assert.equal(mondayOf('2026-11-16'), '2026-11-16');
    assert.equal(mondayOf('2026-11-22'), '2026-11-16');
    assert.equal(calendarDays('2026-11-20')[0], '2025-11-17');
  });

  it('compares as many days of both', () => {
    const { week, month } = historyOf(everyDay('2026-11-18'), '2026-11-18');
    assert.deepEqual(week, { ms: 3 * hourMs, beforeMs: 3 * hourMs });
    assert.deepEqual(month, { ms: 18 * hourMs, beforeMs: 18 * hourMs });
  });

  it('compares the end of a long month with the whole of a short one before', () => {
    const { month } = historyOf(everyDay('2026-03-31'), '2026-03-31');
    assert.deepEqual(month, { ms: 31 * hourMs, beforeMs: 28 * hourMs });
  });

  it('goes back over the end of a year', () => {
    const { month } = historyOf(everyDay('2026-01-10'), '2026-01-10');
    assert.deepEqual(month, { ms: 10 * hourMs, beforeMs: 10 * hourMs });
  });

  it('finds the best week, the latest of equal ones, and none where there is no other week', () => {
    const days = daysBetween('2026-11-02', '2026-11-20').map((day) => ({ day, ms: day < '2026-11-16' ? hourMs : 0 }));
    assert.deepEqual(historyOf(days, '2026-11-20').bestWeek, { from: '2026-11-09', ms: 7 * hourMs });
    assert.equal(historyOf([{ day: '2026-11-20', ms: hourMs }], '2026-11-20').bestWeek, null);
    assert.equal(historyOf([{ day: '2026-11-20', ms: 0 }], '2026-11-20').bestWeek, null);
  });
});
