import type { ActivityReader } from '../core/facts/reader.ts';
import { dayMs, rangeAround, type TimeRange } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { Context } from './context.ts';
import { readRowsIn, type Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import { timelineOf } from './timeline.ts';

/** A clock that was set back leaves facts up to this long (ms) in the future, as far as they are read. */
export const futureMs = 5 * dayMs;

/** Facts, and the person's time in them. */
export interface Work {
  readonly rows: Rows;
  readonly timeline: readonly Segment[];
}

/** The work around the present day, from which come both that day and the first page of the feed. */
export interface RecentWork extends Work {
  readonly range: TimeRange;
}

/** Reads from the day before the present one on. */
export function readRecent(reader: ActivityReader, context: Context): RecentWork {
  const day = presentDay(context);
  const { from, to } = rangeAround(day, day);
  const range = { from, to: to + futureMs };
  const rows = readRowsIn(reader, range, reader.planTasks(day, day));
  return { range, rows, timeline: timelineOf(rows, context.rules) };
}
