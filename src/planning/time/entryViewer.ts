import type { MeasuredStretch, MeasuredTime } from '../../core/facts/measuredTime.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { dayOf, endOfDay, type Day } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import type { TimeEntry } from './foldEntries.ts';
import { timeWithin, type Interval } from '../../core/time/intervals.ts';
import type { EntryView } from './timeViews.ts';

/** Everything that viewing entries needs for comparison and names; provided by analytics. */
export interface TimeBasis {
  readonly measured: MeasuredTime;
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
}

interface EntryContext {
  readonly read: Reading;
  readonly basis: TimeBasis;
  /** Disjoint stretches in order, at least those within the entries. */
  readonly measured: readonly Interval[];
  /** All entries that may overlap those that are shown. */
  readonly all?: readonly TimeEntry[];
}

/** Returns how an entry is shown: with the time that was measured while it ran, and whether it overlaps another. */
export function viewerOf(
  shown: readonly TimeEntry[],
  { read, basis, measured, all = [] }: EntryContext,
): (entry: TimeEntry) => EntryView {
  const nameOf = basis.projectNames(new Set(shown.flatMap(({ project }) => project ?? [])));
  const overlapping = overlapsOf(all, read.now);
  return (entry) => {
    const { id, title, project, task, tags, note, start, end, offset, began } = entry;
    const interval = intervalOf(entry, read.now);
    return {
      id,
      title,
      tags,
      start,
      offset,
      ...(project !== undefined && { project, projectName: nameOf(project) }),
      ...(task !== undefined && { task }),
      ...(note !== undefined && { note }),
      ...(end !== undefined && { end }),
      isTimer: began !== undefined,
      ms: interval.end - interval.start,
      measuredMs: timeWithin(interval, measured),
      overlaps: overlapping.has(id),
    };
  };
}

/** Returns the ids of the entries that share time with another. */
export function overlapsOf(entries: readonly TimeEntry[], now: number): ReadonlySet<string> {
  const found = new Set<string>();
  let last: { readonly id: string; readonly end: number } | undefined;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    const { start, end } = intervalOf(entry, now);
    if (end === start) continue;
    if (last && start < last.end) found.add(last.id).add(entry.id);
    if (!last || end > last.end) last = { id: entry.id, end };
  }
  return found;
}

/** Returns when an entry ran; one that still runs, up to now. */
export function intervalOf({ start, end }: TimeEntry, now: number): Interval {
  return { start, end: end ?? Math.max(start, now) };
}

/** Returns the day on which an entry started, where it was made. */
export function dayOfEntry({ start, offset }: TimeEntry, { rules }: Reading): Day {
  return dayOf(start, offset, rules.dayStartsAt);
}

/** Splits an entry where days end. */
export function dayPartsOf(entry: TimeEntry, { now, rules }: Reading): (Interval & { readonly day: Day })[] {
  const { start, end } = intervalOf(entry, now);
  const parts: (Interval & { readonly day: Day })[] = [];
  for (let at = start; at < end;) {
    const until = Math.min(end, endOfDay(at, entry.offset, rules.dayStartsAt));
    parts.push({ day: dayOf(at, entry.offset, rules.dayStartsAt), start: at, end: until });
    at = until;
  }
  return parts;
}

/** Returns the stretches that were measured within an interval and around it, in order. */
export function measuredIn(read: Reading, { measured }: TimeBasis, { start, end }: Interval): MeasuredStretch[] {
  const days = measured.days(read, userDay(read, start), userDay(read, end));
  return [...days.values()].flat().filter((stretch) => stretch.end > start && stretch.start < end);
}
