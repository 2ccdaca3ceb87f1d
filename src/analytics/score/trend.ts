import { addDays, daysBetween } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';

/** Weeks that the usual score of a weekday is taken from. */
export const trendWeeks = 8;

/** The same weekday of the weeks before, latest first. */
export function sameWeekdaysBefore(day: Day): Day[] {
  return Array.from({ length: trendWeeks }, (_, week) => addDays(day, -7 * (week + 1)));
}

/** The days of the sparkline: a week, `day` last. */
export function sparklineDays(day: Day): Day[] {
  return daysBetween(addDays(day, -6), day);
}

/**
 * Compares a score with earlier ones of the same weekday, in whole percent of their average. Null without a score or anything to compare
 * with.
 */
export function trendOf(value: number | null, before: readonly (number | null)[]): number | null {
  const known = before.filter((one) => one !== null);
  const average = known.reduce((sum, one) => sum + one, 0) / known.length;
  return value === null || known.length === 0 || average === 0 ? null : Math.round((100 * (value - average)) / average);
}
