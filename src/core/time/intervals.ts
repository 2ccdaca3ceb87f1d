/** `[start, end)` in ms since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Joins intervals that overlap or touch. An instant outside of the others stays. @returns disjoint intervals, in order */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: { start: number; end: number }[] = [];
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (end >= start) union.push({ start, end });
  }
  return union;
}

/** Returns the sum of the lengths of intervals, in ms; what several cover counts for each. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Returns how much of disjoint intervals lies within another one, in ms. */
export function timeWithin({ start, end }: Interval, intervals: readonly Interval[]): number {
  return intervals.reduce((sum, one) => sum + Math.max(0, Math.min(end, one.end) - Math.max(start, one.start)), 0);
}
