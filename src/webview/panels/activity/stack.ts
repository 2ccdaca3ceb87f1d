import type { Source } from '../../../shared/activity.ts';
import type { DayTotal } from '../../../shared/views.ts';

const hourMs = 3_600_000;

/** Where each source stands in the stack, from the bottom up. */
const places: Readonly<Record<Source, number>> = { editor: 0, debug: 1, task: 2, terminal: 3, github: 4, manual: 5 };
const order = (Object.keys(places) as Source[]).sort((a, b) => places[a] - places[b]);

/** The sources that have any time in these days, from the bottom of the stack up. */
export function sourcesOf(days: readonly DayTotal[]): Source[] {
  return order.filter((source) => totalOf(days, source) > 0);
}

/** Milliseconds of a source over all days. */
export function totalOf(days: readonly DayTotal[], source: Source): number {
  return days.reduce((sum, { bySource }) => sum + (bySource[source] ?? 0), 0);
}

/** For each source the height in hours at which its part of each day ends; the last one's are the whole bars. */
export function stack(days: readonly DayTotal[], sources: readonly Source[]): number[][] {
  const heights = days.map(() => 0);
  return sources.map((source) =>
    days.map(({ bySource }, index) => (heights[index] = (heights[index] ?? 0) + (bySource[source] ?? 0) / hourMs)),
  );
}

/**
 * Where the hour axis has its marks: 0 and up to four more, evenly, the last one at or above the highest value.
 * @param highest in hours
 */
export function hourMarks(highest: number): number[] {
  const step = [0.25, 0.5, 1, 2, 3, 4, 6].find((candidate) => highest / candidate <= 4) ?? 8;
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
