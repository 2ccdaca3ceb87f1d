import * as z from 'zod';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { daysBetween, rangeAround, type Day } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import { daySchema } from '../../core/views/views.ts';
import { entryLimits } from './entries.ts';
import type { TimeEntry } from './foldEntries.ts';
import { dayOfEntry, dayPartsOf, measuredIn, viewerOf, type TimeBasis } from './entryViewer.ts';
import { timeWithin, unionOf } from '../../core/time/intervals.ts';
import { unmeasuredGaps } from './gaps.ts';
import { currentTimer, entriesIn, keptOf } from './readEntries.ts';
import { dayEntriesView, timersView, type DayEntriesView, type TimersView } from './timeViews.ts';

/** The longest range of days in one request. */
const daysAtMost = 31;
/** The number of recent entries that can be started again. */
const recentAtMost = 12;
const transports = ['view', 'http', 'mcp', 'cli'] as const;

/** Makes the query for the timer; the catalog hands in the measured time, which is another room's. */
export function timersQuery(basis: TimeBasis) {
  return query('timers.get', {
    title: 'Timer',
    description:
      'The running or paused timer, stretches of it in which nothing was measured, and what timers were used for lately.',
    access: 'read',
    transports,
    params: z.object({}),
    result: timersView,
    run: (read): TimersView => timersOf(read, basis),
  });
}

/** Makes the query for entries by day. */
export function entriesQuery(basis: TimeBasis) {
  return query('entries.list', {
    title: 'Time entries',
    description:
      'Time entries by day, each with how long it ran and how much of that was measured. An entry belongs to the day of its start; sums are split where a day ends.',
    access: 'read',
    transports,
    params: z.object({ from: daySchema, to: daySchema.describe(`At most ${daysAtMost} days, both included.`) }),
    result: z.object({ days: z.array(dayEntriesView) }),
    run: (read, { from, to }) => {
      checkDayRange({ from, to }, daysAtMost);
      return { days: daysOf(read, basis, daysBetween(from, to)) };
    },
  });
}

function timersOf(read: Reading, basis: TimeBasis): TimersView {
  const { running, paused } = currentTimer(read);
  const recent = recentOf(read);
  const measured = running ? measuredIn(read, basis, { start: running.start, end: read.now }) : [];
  const view = viewerOf(
    [running, paused, ...recent].filter((entry) => entry !== undefined),
    { read, basis, measured },
  );
  const kept = running ? keptOf(read, running) : [];
  return {
    ...(running && { running: view(running) }),
    ...(paused && { paused: view(paused) }),
    gaps: running ? unmeasuredGaps(running.start, measured, kept).map((gap) => ({ entry: running.id, ...gap })) : [],
    recent: recent.map(view).map(({ id, title, project, projectName, task, tags }) => ({
      id,
      title,
      tags,
      ...(project !== undefined && { project, projectName }),
      ...(task !== undefined && { task }),
    })),
  };
}

/** Returns the distinct purposes of timers and entries in the last four weeks, latest first. */
function recentOf(read: Reading): TimeEntry[] {
  const { now } = read;
  const latest = new Map<string, TimeEntry>();
  const entries = entriesIn(read, { from: now - 4 * entryLimits.durationMs, to: now + entryLimits.durationMs });
  for (const entry of entries.reverse()) {
    const key = JSON.stringify([entry.title, entry.project, entry.task]);
    if ((entry.title !== '' || entry.task !== undefined) && !latest.has(key)) latest.set(key, entry);
  }
  return [...latest.values()].slice(0, recentAtMost);
}

function daysOf(read: Reading, basis: TimeBasis, days: readonly Day[]): DayEntriesView[] {
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const entries = entriesIn(read, rangeAround(from, to));
  const parts = entries.flatMap((entry) => dayPartsOf(entry, read));
  const shown = entries.filter((entry) => days.includes(dayOfEntry(entry, read)));
  const lastEnd = Math.max(0, ...shown.map(({ end = read.now }) => end));
  const until = userDay(read, lastEnd);
  const byDay = basis.measured.days(read, from, until > to ? until : to);
  const view = viewerOf(shown, { read, basis, measured: [...byDay.values()].flat(), all: entries });
  return days.map((day) => {
    const measured = byDay.get(day) ?? [];
    const ran = unionOf(parts.filter((part) => part.day === day));
    return {
      day,
      entries: shown.filter((entry) => dayOfEntry(entry, read) === day).map(view),
      ranMs: ran.reduce((sum, { start, end }) => sum + end - start, 0),
      measuredMs: measured.reduce((sum, { start, end }) => sum + end - start, 0),
      bothMs: ran.reduce((sum, one) => sum + timeWithin(one, measured), 0),
    };
  });
}
