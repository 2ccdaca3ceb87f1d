import { addDays, daysBetween, mondayOf, type Day } from '../../core/time/days.ts';
import type { DayDuration, HistoryView } from '../../core/views/historyViews.ts';

/** Weeks of the year calendar, the present one included. */
const weeks = 53;

/** Days of the year calendar: whole weeks, up to today. */
export function calendarDays(today: Day): Day[] {
  return daysBetween(addDays(mondayOf(today), -7 * (weeks - 1)), today);
}

/** Compares this week and this month with as many days of the previous ones, and finds the best week. */
export function historyOf(days: readonly DayDuration[], today: Day): HistoryView {
  const times = new Map(days.map(({ day, ms }) => [day, ms]));
  const sum = (from: Day, to: Day) => daysBetween(from, to).reduce((total, day) => total + (times.get(day) ?? 0), 0);
  const monday = mondayOf(today);
  const first = `${today.slice(0, 8)}01`;
  const before = monthBefore(first);
  const sameDay = addDays(before, Number(today.slice(8)) - 1);
  return {
    days: [...days],
    week: { ms: sum(monday, today), beforeMs: sum(addDays(monday, -7), addDays(today, -7)) },
    // A longer month than the one before is compared with all of that.
    month: { ms: sum(first, today), beforeMs: sum(before, sameDay < first ? sameDay : addDays(first, -1)) },
    bestWeek: bestWeekOf(days),
  };
}

function monthBefore(first: Day): Day {
  return `${addDays(first, -1).slice(0, 8)}01`;
}

/** The best of at least two weeks with time; a single one is neither good nor bad. */
function bestWeekOf(days: readonly DayDuration[]): HistoryView['bestWeek'] {
  const sums = new Map<Day, number>();
  for (const { day, ms } of days) sums.set(mondayOf(day), (sums.get(mondayOf(day)) ?? 0) + ms);
  const worked = [...sums].filter(([, ms]) => ms > 0);
  if (worked.length < 2) return null;
  let best: HistoryView['bestWeek'] = null;
  // The latest of equal ones.
  for (const [from, ms] of worked) if (ms >= (best?.ms ?? 0)) best = { from, ms };
  return best;
}
