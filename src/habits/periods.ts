import { addDays, mondayOf, type Day } from '../core/time/days.ts';
import type { GoalPeriod } from './goals.ts';

/** Days from `from` to `to`, both included. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/** Returns the day, the week from Monday to Sunday, or the calendar month that a day is in. */
export function periodOf(day: Day, period: GoalPeriod): DaySpan {
  if (period === 'day') return { from: day, to: day };
  if (period === 'week') {
    const monday = mondayOf(day);
    return { from: monday, to: addDays(monday, 6) };
  }
  const from = `${day.slice(0, 8)}01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 8)}01`, -1) };
}

/** Returns every period that has a day of `from` to `to`, in order. */
export function periodsBetween(from: Day, to: Day, period: GoalPeriod): DaySpan[] {
  const periods: DaySpan[] = [];
  for (let day = from; day <= to;) {
    const span = periodOf(day, period);
    periods.push(span);
    day = addDays(span.to, 1);
  }
  return periods;
}

/**
 * Misses that are excused without asking, so that one bad day doesn't end a streak: two days a month, one week a quarter, one month a year.
 * A stated reserve keeps people at a goal better than a strict goal or an easy one (Sharif and Shu, Journal of Marketing Research 54, 2017).
 */
export const reserve: Readonly<Record<GoalPeriod, number>> = { day: 2, week: 1, month: 1 };

/** Returns the id of the month, quarter, or year whose reserve a period uses. */
export function reserveOf({ to }: DaySpan, period: GoalPeriod): string {
  const [year = '', month = ''] = to.split('-');
  if (period === 'day') return `${year}-${month}`;
  return period === 'week' ? `${year}-Q${Math.ceil(Number(month) / 3)}` : year;
}
