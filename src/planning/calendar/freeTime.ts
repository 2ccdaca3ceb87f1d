import { minuteMs } from '../../core/time/days.ts';
import { timeWithin, type Interval, unionOf } from '../../core/time/intervals.ts';

/** Shorter gaps between events are no free time, in ms. */
export const leastFreeMs = 15 * minuteMs;

/** Returns the total duration of stretches within another one, counting each instant once; in ms. */
export function timeTaken(within: Interval, taken: readonly Interval[]): number {
  return timeWithin(within, unionOf(taken));
}

/** Returns the rest of a stretch, without pieces shorter than `least` ms. */
export function freeWithin({ start, end }: Interval, taken: readonly Interval[], least: number): Interval[] {
  const free: Interval[] = [];
  let from = start;
  for (const one of unionOf(taken.filter((event) => event.end > event.start))) {
    if (one.end <= start || one.start >= end) continue;
    free.push({ start: from, end: one.start });
    from = Math.max(from, one.end);
  }
  free.push({ start: from, end });
  return free.filter((one) => one.end - one.start >= Math.max(1, least));
}
