import { sources } from '../../core/facts/activity.ts';
import { dayOf, daysBetween, minuteMs, type TimeRange } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { TimeRules } from '../../core/rules/rules.ts';
import { dayTotalOf, splitByDay } from '../../analytics/days.ts';
import { readRows } from '../../analytics/rows.ts';
import { timelineOf } from '../../analytics/timeline.ts';
import { csvRow } from '../../core/base/csv.ts';

/** The names of the columns of `daysCsv`. */
export const daysHead = csvRow(['day', 'minutes', ...sources.map((source) => `${source}Minutes`)]);

/**
 * The days of a month as CSV, one line for each with work: minutes in all and by source, as the dashboard counts them.
 * @param range whole days by UTC; the days that are called the same are taken
 */
export function daysCsv(reader: ActivityReader, range: TimeRange, rules: TimeRules): string {
  const [from, to] = [dayOf(range.from, 0), dayOf(range.to - 1, 0)];
  const byDay = splitByDay(timelineOf(readRows(reader, from, to), rules), rules.dayStartsAt);
  const lines = daysBetween(from, to).map((day) => {
    const { totalMs, bySource } = dayTotalOf(day, byDay.get(day) ?? []);
    const minutes = (ms = 0): number => Math.round((ms / minuteMs) * 10) / 10;
    return totalMs > 0 ? csvRow([day, minutes(totalMs), ...sources.map((source) => minutes(bySource[source]))]) : '';
  });
  return lines.join('');
}
