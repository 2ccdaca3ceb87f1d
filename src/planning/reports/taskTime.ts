import * as z from 'zod';
import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import type { DayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { addDays, rangeAround, type Day } from '../../core/time/days.ts';
import { presentDay, userDay } from '../../core/time/presentDay.ts';
import { branchTasks } from '../tasks/taskBranches.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { dayPartsOf, intervalOf } from '../time/entryViewer.ts';
import type { TimeEntry } from '../time/foldEntries.ts';
import { entriesIn } from '../time/readEntries.ts';
import { attribute } from './attribute.ts';
import { taskGone } from '../unlessGone.ts';

/** Days that it looks back at most: a quarter. */
const daysAtMost = 92;
const ms = z.number().describe('Milliseconds.');

/** A stretch of measured time; with a connection, it is on a page that connects to work in an editor. */
type TaskStretch = MeasuredStretch & { readonly connection?: string };

/** Returns the stretches of days that are both included, by day. */
type StretchesByDay = (read: Reading, from: Day, to: Day) => ReadonlyMap<Day, readonly TaskStretch[]>;

/** Makes the query for the time that a task took. @param measured the measured time, which the catalog hands in */
export function taskTimeQuery(measured: StretchesByDay) {
  return query('tasks.time', {
    title: 'Time of a task',
    description: `Time spent on a task in the last ${daysAtMost} days: in its time entries, and on its branches outside of any entry. No time counts twice.`,
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ id: z.string().max(200) }),
    result: z.object({
      entriesMs: ms.describe('In its time entries.'),
      branchMs: ms.describe('Measured on the branches that it is linked to, outside of entries.'),
      totalMs: ms,
      researchMs: ms.describe(
        'Of the total, time on pages that connect to the task: visited during its entries, or around work on its branches.',
      ),
    }),
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    run: (read, { id }) => {
      const item = read
        .shared(makeTaskIndex)
        .items(read)
        .find((one) => one.id === id);
      if (!item) throw taskGone(read);
      const to = presentDay(read);
      const earliest = addDays(to, 1 - daysAtMost);
      const created = userDay(read, item.stored.values.createdAt);
      // A branch or an entry may be older than its task, by some days.
      const from = addDays(created, -7) > earliest ? addDays(created, -7) : earliest;
      const range = { from, to };
      return timeOfTask(read, { id: item.stored.id, range, stretches: measured(read, from, to) });
    },
  });
}

interface TaskTime {
  readonly id: string;
  readonly range: DayRange;
  readonly stretches: ReadonlyMap<Day, readonly TaskStretch[]>;
}

/** Attributes each stretch once, to the entry that ran then or to the task of its branch. */
function timeOfTask(read: Reading, { id, range, stretches }: TaskTime) {
  const measuredTime = [...stretches.values()].flat().sort((a, b) => a.start - b.start);
  const entries = new Map(entriesIn(read, rangeAround(range.from, range.to)).map((entry) => [entry.id, entry]));
  const claims = [...entries.values()].map((entry) => ({ id: entry.id, ...intervalOf(entry, read.now) }));
  const taskOfBranch = branchTasks(read.shared(makeTaskIndex).items(read));
  let [entriesMs, branchMs, researchMs] = [0, 0, 0];
  for (const { start, end, measured, entry: claim } of attribute(measuredTime, claims)) {
    const entry = claim === undefined ? undefined : entries.get(claim);
    if (id !== (entry ? entry.task : measured && taskOfBranch(measured))) continue;
    if (entry) entriesMs += measured ? end - start : withinDays(read, { ...entry, start, end }, range);
    else branchMs += end - start;
    if (measured && (measured as TaskStretch).connection !== undefined) researchMs += end - start;
  }
  return { entriesMs, branchMs, totalMs: entriesMs + branchMs, researchMs };
}

/** Returns the time (ms) of an entry that lies on some days. */
function withinDays(read: Reading, entry: TimeEntry, { from, to }: DayRange): number {
  const parts = dayPartsOf(entry, read).filter(({ day }) => day >= from && day <= to);
  return parts.reduce((sum, { start, end }) => sum + end - start, 0);
}
