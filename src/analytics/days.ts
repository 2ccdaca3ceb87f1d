import { dayOf, endOfDay } from '../core/time/days.ts';
import type { Day } from '../core/time/days.ts';
import type { DayTotal } from '../core/views/views.ts';
import { clip, durationOf } from './segment.ts';
import type { Segment } from './segment.ts';

/**
 * Segments by the day of the person who worked: each by its own offset, those over midnight (or `dayStartsAt`) split there.
 * @param dayStartsAt minutes after local midnight
 */
export function splitByDay(segments: readonly Segment[], dayStartsAt: number): Map<Day, Segment[]> {
  const days = new Map<Day, Segment[]>();
  let current: { list: Segment[]; offset: number; from: number; until: number } | undefined;
  for (const segment of segments) {
    const { offset } = segment;
    for (let at = segment.start; at < segment.end;) {
      if (current?.offset !== offset || at < current.from || at >= current.until) {
        const day = dayOf(at, offset, dayStartsAt);
        current = { list: listOf(days, day), offset, from: at, until: endOfDay(at, offset, dayStartsAt) };
      }
      const end = Math.min(segment.end, current.until);
      current.list.push(at === segment.start && end === segment.end ? segment : clip(segment, at, end));
      at = end;
    }
  }
  return days;
}

function listOf(days: Map<Day, Segment[]>, day: Day): Segment[] {
  const known = days.get(day);
  if (known) return known;
  const list: Segment[] = [];
  days.set(day, list);
  return list;
}

/** The total of a day, and by source. */
export function dayTotalOf(day: Day, segments: readonly Segment[]): DayTotal {
  const bySource: DayTotal['bySource'] = {};
  for (const { source, start, end } of segments) bySource[source] = (bySource[source] ?? 0) + end - start;
  return { day, totalMs: durationOf(segments), bySource };
}
