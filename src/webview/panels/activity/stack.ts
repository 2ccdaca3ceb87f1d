import { hourMs } from '../../../core/time/days.ts';
import type { Source } from '../../../core/facts/activity.ts';
import type { ActivityRange, RangePart } from '../../../core/views/historyViews.ts';
import type { DayTotal } from '../../../core/views/views.ts';

/** Each source's position in the stack, from the bottom up. */
const places: Readonly<Record<Source, number>> = {
  editor: 0,
  debug: 1,
  task: 2,
  terminal: 3,
  hub: 4,
  github: 5,
  manual: 6,
};
const order = (Object.keys(places) as Source[]).sort((a, b) => places[a] - places[b]);

/** The days of the snapshot as a range, which needs no request. */
export function rangeOfDays(days: readonly DayTotal[]): ActivityRange {
  const parts = order.flatMap((source): RangePart[] => {
    const ms = days.reduce((sum, { bySource }) => sum + (bySource[source] ?? 0), 0);
    return ms > 0 ? [{ type: 'name', id: source, name: source, ms }] : [];
  });
  return {
    by: 'source',
    parts,
    days: days.map(({ day, bySource }) => ({ day, ms: parts.map(({ id }) => bySource[id as Source] ?? 0) })),
  };
}

/** Milliseconds of a day, all parts together. */
export function totalOf({ ms }: { readonly ms: readonly number[] }): number {
  return ms.reduce((sum, one) => sum + one, 0);
}

/** The tone of each part: sources and kinds have their own, names those of a series. */
export function toneOf({ by, parts }: ActivityRange, index: number): string {
  const part = parts[index];
  if (part?.type !== 'name') return part?.type === 'none' ? 'none' : 'other';
  return by === 'source' || by === 'kind' ? part.id : `series${index + 1}`;
}

/** For each part, its upper edge in hours on each day; the last one's are the whole bars. */
export function stack({ parts, days }: ActivityRange): number[][] {
  const heights = days.map(() => 0);
  return parts.map((_, part) =>
    days.map(({ ms }, index) => (heights[index] = (heights[index] ?? 0) + (ms[part] ?? 0) / hourMs)),
  );
}

/**
 * Weeks in the place of days, for where a day would have less than a couple of pixels: each with its mean day. The first one has the
 * days that make the others end today.
 */
export function weekMeans({ by, parts, days }: ActivityRange): ActivityRange {
  const weeks: (typeof days)[] = [];
  for (let end = days.length; end > 0; end -= 7) weeks.unshift(days.slice(Math.max(0, end - 7), end));
  return {
    by,
    parts,
    days: weeks.map((week) => ({
      day: week[0]?.day ?? '',
      ms: parts.map((_, part) => week.reduce((sum, { ms }) => sum + (ms[part] ?? 0), 0) / week.length),
    })),
  };
}

/** Pixels that a day's bar takes at least. */
const leastColumn = 2;

/** Returns true if the days of a range are too many for a width, so that weeks are drawn. */
export function drawsWeeks(count: number, width: number): boolean {
  return count >= manyDays && width / count < leastColumn;
}

/**
 * Returns the ticks of the hour axis: 0 and up to four more, evenly spaced, the last one at or above the highest value.
 * @param highest in hours
 */
export function hourMarks(highest: number): number[] {
  const step = [0.25, 0.5, 1, 2, 3, 4, 6].find((candidate) => highest / candidate <= 4) ?? 8;
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** From this many days on, labels below the bars name months rather than days. */
export const manyDays = 45;

/**
 * Returns which days have a label below their bar: today and every nth before it, or, for many days, the first of each month.
 * @param room pixels for each day
 * @param labelWidth pixels that a label takes
 */
export function labelledDays(days: readonly { readonly day: string }[], room: number, labelWidth: number): boolean[] {
  const last = days.length - 1;
  if (days.length < manyDays) {
    const every = Math.max(1, Math.ceil(labelWidth / room));
    return days.map((_, index) => (last - index) % every === 0);
  }
  let free = 0;
  return days.map(({ day }, index) => {
    const x = index * room;
    const fits = day.endsWith('-01') && x >= free && x + labelWidth <= days.length * room;
    if (fits) free = x + labelWidth * 1.4;
    return fits;
  });
}
