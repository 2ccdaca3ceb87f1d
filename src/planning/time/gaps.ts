import { hourMs } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';

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
