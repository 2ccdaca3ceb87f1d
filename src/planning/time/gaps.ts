import { hourMs } from '../../core/time/days.ts';

/** `[start, end)` in ms since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The least time without a sign of the person that a running timer asks about. */
export const gapMs = hourMs;

/**
 * Finds the stretches of a running timer in which nothing was measured: the machine slept, VS Code was closed, or the person was away. Only
 * finished stretches count, since a person who is away can't answer.
 * @param start of the timer
 * @param measured disjoint stretches in order, of any project
 * @param kept stretches that the person has decided to keep
 */
export function unmeasuredGaps(
  start: number,
  measured: readonly Interval[],
  kept: readonly Interval[] = [],
): Interval[] {
  const gaps: Interval[] = [];
  let at = start;
  for (const stretch of measured) {
    if (stretch.start - at >= gapMs) gaps.push({ start: at, end: stretch.start });
    at = Math.max(at, stretch.end);
  }
  return gaps.filter((gap) => !kept.some((one) => one.start <= gap.start && one.end >= gap.end));
}

/** Returns the time (ms) of a disjoint, ordered list that lies within an interval. */
export function timeWithin({ start, end }: Interval, stretches: readonly Interval[]): number {
  return stretches.reduce((sum, one) => sum + Math.max(0, Math.min(end, one.end) - Math.max(start, one.start)), 0);
}

/** Joins intervals that overlap or touch, in order. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: Interval[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last && start <= last.end) union[union.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else if (end > start) union.push({ start, end });
  }
  return union;
}
