import { addDays, dayMs, daysBetween, hourMs, minuteMs, mondayOf, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { DayDuration, HistoryView } from '../../core/views/historyViews.ts';
import type { Context } from '../context.ts';
import type { DaySum } from '../rollups/daySum.ts';

/** Weeks of the year calendar, the present one included. */
const weeks = 53;

/** Days of the year calendar: whole weeks, up to today. */
export function calendarDays(today: Day): Day[] {
  return daysBetween(addDays(mondayOf(today), -7 * (weeks - 1)), today);
}

/**
 * Compares this week and this month with the previous ones up to the same day and time of day, and finds the best week.
 * @param sums of the days of the calendar
 */
export function historyOf(
  sums: readonly Pick<DaySum, 'day' | 'totalMs' | 'hours'>[],
  context: Pick<Context, 'now' | 'offset' | 'rules'>,
): HistoryView {
  const today = presentDay(context);
  const days = sums.map(({ day, totalMs }) => ({ day, ms: totalMs }));
  const hours = new Map(sums.map((one) => [one.day, one.hours]));
  const times = new Map(days.map(({ day, ms }) => [day, ms]));
  const sum = (from: Day, to: Day) => daysBetween(from, to).reduce((total, day) => total + (times.get(day) ?? 0), 0);
  const before = (from: Day, to: Day) => sum(from, addDays(to, -1)) + timeUpTo(hours.get(to) ?? [], context);
  const monday = mondayOf(today);
  const first = `${today.slice(0, 8)}01`;
  const firstBefore = monthBefore(first);
  const sameDay = addDays(firstBefore, Number(today.slice(8)) - 1);
  return {
    days,
    week: { ms: sum(monday, today), beforeMs: before(addDays(monday, -7), addDays(today, -7)) },
    // A longer month than the one before is compared with all of that.
    month: {
      ms: sum(first, today),
      beforeMs: sameDay < first ? before(firstBefore, sameDay) : sum(firstBefore, addDays(first, -1)),
    },
    bestWeek: bestWeekOf(days),
  };
}

/** The part of a day's time before the present time of day, in ms; of an hour that isn't over, the share that has passed. */
function timeUpTo(hours: readonly number[], { now, offset, rules }: Pick<Context, 'now' | 'offset' | 'rules'>): number {
  const sinceStart = (ms: number) => (((ms - rules.dayStartsAt * minuteMs) % dayMs) + dayMs) % dayMs;
  const passed = sinceStart(now + offset * minuteMs);
  const shares = hours.map((ms, hour) => ms * Math.min(1, Math.max(0, (passed - sinceStart(hour * hourMs)) / hourMs)));
  return Math.round(shares.reduce((total, ms) => total + ms, 0));
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
