import { compareText } from '../base/compareText.ts';
import { isCount, isRecordName } from './recordChecks.ts';

/** The last instant that a `Date` can hold, ms since the epoch (ECMA-262, Time Values). */
const latestTime = 8.64e15;
const countLimit = 2 ** 31 - 1;

/**
 * A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): the wall clock of the writer in ms since the epoch, moved forward
 * where the writer had already seen a later clock, a counter within one `time`, and the writer's name, which makes the order total.
 */
export interface RecordClock {
  readonly time: number;
  readonly count: number;
  readonly writer: string;
}

/** Returns true for a clock that a patch can carry. */
export function isRecordClock(value: unknown): value is RecordClock {
  const clock = value as Partial<RecordClock> | null | undefined;
  return isCount(clock?.time, latestTime) && isCount(clock?.count, countLimit) && isRecordName(clock?.writer);
}

/** Orders clocks the same way on every machine: negative when `a` is earlier, 0 only for equal clocks. Compares UTF-16 units, not by locale. */
export function compareClocks(a: RecordClock, b: RecordClock): number {
  return a.time - b.time || a.count - b.count || compareText(a.writer, b.writer);
}

/**
 * Makes the clock of a change. It is later than every clock in `seen`, whatever the wall clock says, so an edit always wins over what the person
 * saw when they made it. Pass only the clocks of the fields that change: then a clock that is a year ahead stays with the fields it wrote, and
 * never reaches other records. (A clock kept for each writer would spread it; a clamp on arrival would make the result depend on when a patch arrived.)
 * Nothing is later than the very last clock: an edit of what carries it has the same time and count.
 * @param now the wall clock, ms since the epoch
 */
export function nextClock(seen: Iterable<RecordClock>, now: number, writer: string): RecordClock {
  const time = Math.min(Math.max(0, Math.trunc(now)), latestTime);
  let next: RecordClock = { time, count: 0, writer };
  for (const clock of seen) if (compareClocks(clock, next) >= 0) next = after(clock, writer);
  return next;
}

function after({ time, count }: RecordClock, writer: string): RecordClock {
  if (count < countLimit) return { time, count: count + 1, writer };
  return time < latestTime ? { time: time + 1, count: 0, writer } : { time, count, writer };
}
