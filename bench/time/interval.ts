import { dayOf, endOfDay } from '../../src/core/time/days.ts';

/** `[start, end)` in ms since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Intervals that may overlap, as minutes of the union on one day of a calendar. */
export function minutesOn(
  day: string,
  intervals: readonly Interval[],
  { offsetAt, dayStartsAt = 0 }: { offsetAt: (at: number) => number; dayStartsAt?: number },
): number {
  let total = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    for (let at = Math.max(start, until); at < end;) {
      const offset = offsetAt(at);
      const stop = Math.min(end, endOfDay(at, offset, dayStartsAt));
      if (dayOf(at, offset, dayStartsAt) === day) total += stop - at;
      at = stop;
    }
    until = Math.max(until, end);
  }
  return total / 60_000;
}
