import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { RecordCollection } from '../../core/records/collection.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type * as z from 'zod';
import { entryLimits, keptGaps, timeEntries, timerStops } from './entries.ts';
import { foldEntries, timerStateOf, type TimeEntry, type TimerState } from './foldEntries.ts';
import type { Interval } from '../../core/time/intervals.ts';

/** Returns the entries that overlap a range, sorted by start. A running one overlaps everything before now. */
export function entriesIn(read: Reading, { from, to }: TimeRange): TimeEntry[] {
  // No entry is longer than the limit: beyond it, nothing can begin that reaches into the range, or end what began there.
  const around = { from: from - entryLimits.durationMs, to: to + entryLimits.durationMs };
  const stored = recordsIn(read, timeEntries, around);
  const stops = recordsIn(read, timerStops, around);
  return foldEntries(stored, stops, read.now).filter(
    ({ start, end = Math.max(start, read.now) + 1 }) => start < to && end > from,
  );
}

/** Returns the stretches of running timers that the person decided to keep, for one entry. */
export function keptOf(read: Reading, { id, start }: TimeEntry): Interval[] {
  return recordsIn(read, keptGaps, { from: start, to: read.now }).filter(({ entry }) => entry === id);
}

function recordsIn<S extends z.ZodObject>(read: Reading, collection: RecordCollection<S>, range: TimeRange) {
  return allRecords(read, collection, range).map(({ id, values }) => ({ ...values, id }));
}

/** Returns the entries of the last seven days and of the next, where a clock was ahead: everything that a timer can still be. */
function currentEntries(read: Reading): TimeEntry[] {
  return entriesIn(read, { from: read.now - entryLimits.durationMs, to: read.now + entryLimits.durationMs });
}

/** Returns what the timer is doing now. */
export function currentTimer(read: Reading): TimerState {
  return timerStateOf(currentEntries(read));
}

/** Returns the state of the timer, for actions and the status bar. */
export const getTimerState = internalQuery<object, TimerState>('timers.state', currentTimer);

/** One entry as it is now. */
export const getEntry = internalQuery(
  'entries.get',
  (read: Reading, { id }: { readonly id: string }): TimeEntry | undefined => {
    const stored = read.records(timeEntries, { ids: [id] }).records[0];
    if (!stored) return undefined;
    const { start } = stored.values;
    // One that was stopped at once has no length, and ends where it starts.
    const around = { from: start - 1, to: start + entryLimits.durationMs };
    return entriesIn(read, around).find((entry) => entry.id === id);
  },
);
