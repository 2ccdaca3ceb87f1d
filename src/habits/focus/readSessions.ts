import type * as z from 'zod';
import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { RecordCollection } from '../../core/records/collection.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { dayMs, minuteMs, type TimeRange } from '../../core/time/days.ts';
import { foldSessions, phaseAt, type FocusPhase, type FocusSession } from './foldSessions.ts';
import { focusLimits, focusSessions, focusStops } from './sessions.ts';

/** No session is longer. */
const longestMs = focusLimits.minutes * minuteMs;

/** Returns the focus sessions that overlap a range, sorted by start. A running one overlaps everything before now. */
export function sessionsIn(read: Reading, { from, to }: TimeRange): FocusSession[] {
  // What ends a session (a stop, or the next one) comes before its automatic end; the stop of a break, soon after.
  const around = { from: from - longestMs, to: to + longestMs };
  const stored = recordsIn(read, focusSessions, around);
  if (stored.length === 0) return [];
  return foldSessions(stored, recordsIn(read, focusStops, around), read.now).filter(
    ({ start, end = Math.max(start, read.now) + 1 }) => start < to && end > from,
  );
}

function recordsIn<S extends z.ZodObject>(read: Reading, collection: RecordCollection<S>, range: TimeRange) {
  return allRecords(read, collection, range).map(({ id, values }) => ({ ...values, id }));
}

/** The current phase, and the latest `began` of the sessions around now. */
export type FocusNow = FocusPhase & { readonly lastBegan: number };

/** Returns the current phase. A row of Pomodoros longer than a day counts from there. */
export function focusNow(read: Reading): FocusNow {
  const sessions = sessionsIn(read, { from: read.now - dayMs, to: read.now + longestMs });
  return { ...phaseAt(sessions, read.now), lastBegan: Math.max(0, ...sessions.map(({ began }) => began)) };
}

/** The same for actions and the status bar. */
export const getFocusNow = internalQuery<object, FocusNow>('focus.now', focusNow);
