import { addMonths } from '../../../src/core/time/civil.ts';
import { addDays, type Day, dayOf, daysBetween, hourMs, mondayOf } from '../../../src/core/time/days.ts';

/** The periods of leaderboards: a day, a week from Monday, or a calendar month. */
export const periods = ['day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

/** Time after its end in the last time zone for which a period still accepts shared days, in ms. Then its standings are final. */
export const settlingMs = 36 * hourMs;

export interface PeriodDays {
  readonly period: Period;
  /** First and last day. */
  readonly start: Day;
  readonly end: Day;
}

/** The period that holds a day. */
export function periodOf(period: Period, day: Day): PeriodDays {
  if (period === 'day') return { period, start: day, end: day };
  if (period === 'week') return { period, start: mondayOf(day), end: addDays(mondayOf(day), 6) };
  return { period, start: `${day.slice(0, 7)}-01`, end: addDays(addMonths(day, 1, 1), -1) };
}

/**
 * Returns the periods whose standings still change: current ones in any time zone, and those that just ended.
 * @param now milliseconds since the epoch
 */
export function openPeriods(now: number): PeriodDays[] {
  // A day ends last 12 hours west of UTC, and begins first 14 hours east.
  const days = daysBetween(dayOf(now - settlingMs, -12 * 60), dayOf(now, 14 * 60));
  const found = periods.flatMap((period) => days.map((day) => periodOf(period, day)));
  return [...new Map(found.map((one) => [`${one.period} ${one.start}`, one])).values()];
}
