import { dayMs, minuteMs } from '../time/days.ts';
import type { RecordFields } from '../records/recordState.ts';

/** The time of a record that counts in the totals of its days: `[start, end)` in ms since the epoch, `offset` in minutes east of UTC. */
export interface RecordTime {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** The last instant of a fact: a day before the last of a `Date`, so that any offset can be added. */
const lastTime = 8.64e15 - dayMs;
const longest = { work: 366 * dayMs, any: 100 * 366 * dayMs } as const;

/** Returns the time of a record's fields; undefined if it is missing, ends before it begins, or is longer than `of` can be. */
export function timeOf(fields: RecordFields, of: keyof typeof longest): RecordTime | undefined {
  const { start, end, utcOffset: offset } = fields;
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  if (!isNumber(start) || !isNumber(end) || !isNumber(offset)) return undefined;
  const isPossible = start >= 0 && start <= lastTime && end >= start && end - start <= longest[of];
  return isPossible && Math.abs(offset) <= dayMs / minuteMs ? { start, end, offset } : undefined;
}
