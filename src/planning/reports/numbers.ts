import * as z from 'zod';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import { addDays, dayMs, daysBetween, minuteMs, mondayOf } from '../../core/time/days.ts';
import { userOffsets } from '../../core/time/presentDay.ts';
import { daySchema } from '../../core/views/views.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { addTo, mostFirst } from '../categories/categoryQueries.ts';
import { ofProject } from './billing.ts';
import { reportDaysOf, type DoneTask, type ReportBasis, type ReportDay, type ReportRow } from './reportDays.ts';

/** The longest range, in days: a quarter. */
const daysAtMost = 92;
/** Longer lists are cut. */
const namesAtMost = 20;

const ms = z.number();
/** The sums of some days. */
export const periodSums = z.object({
  measuredMs: ms.describe('Measured time, as the dashboard shows it.'),
  entriesMs: ms.describe('Time in entries. It overlaps the measured time, so never add them.'),
  tasksDone: z.number(),
});
/** Counts of done tasks by whether they kept to their due days. */
export const punctualityShape = {
  onTime: z.number().describe('Done by their due day.'),
  late: z.number(),
  averageDays: z.number().optional().describe('From creation until done, in days; absent where none was done.'),
};
const named = z.array(z.object({ name: z.string(), measuredMs: ms, entriesMs: ms })).describe('Most time first.');

/** The figures of a range of days. Times are in ms. */
export const numbersView = periodSums.extend({
  before: periodSums.describe('The same of as many days right before.'),
  tasks: z.object({
    ...punctualityShape,
    estimateMs: ms.describe('Of the done tasks that have both an estimate and time.'),
    spentMs: ms.describe(
      'Time in entries of the same tasks in the range, and time on their branches outside of entries.',
    ),
  }),
  byProject: named,
  byTask: named,
  byTag: named,
  byCategory: z.array(z.object({ name: z.string(), measuredMs: ms })).describe('Most time first.'),
  byClient: named.describe(
    'Most time first, by the client of each project in `daymark.reports.rates`; the name is empty for projects without one. Empty where no client is set.',
  ),
  doneByHour: z
    .array(z.object({ hour: z.number().describe('0 to 23, by the clock of the user.'), tasksDone: z.number() }))
    .describe('The hours of the day in which tasks were done, the most first.'),
  weeks: z
    .array(periodSums.extend({ monday: z.string() }))
    .describe('By week; the first and last may be cut by the range.'),
  months: z
    .array(periodSums.extend({ month: z.string().describe('As `2026-03`.') }))
    .describe('By calendar month, the earliest first; the first and last may be cut by the range.'),
});
export type NumbersView = z.infer<typeof numbersView>;

/** Makes the query for the numbers of a range; the catalog hands in the measured time. */
export function numbersQuery(basis: ReportBasis) {
  return query('reports.numbers', {
    title: 'Numbers of a range of days',
    description:
      'Measured time, time in entries, and tasks done of a range of days, with the days before for comparison; tasks done on time and late, estimates against time spent; the hours in which tasks were done; by project, task, tag, category, client, week, and month.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ from: daySchema, to: daySchema.describe(`At most ${daysAtMost} days, both included.`) }),
    result: numbersView,
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    run: (read, { from, to }): NumbersView => {
      const count = checkDayRange({ from, to }, daysAtMost);
      const before = daysBetween(addDays(from, -count), addDays(from, -1));
      const days = reportDaysOf(read, basis, daysBetween(from, to));
      const offsetAt = userOffsets(read);
      const hourOf = (at: number) => new Date(at + offsetAt(at) * minuteMs).getUTCHours();
      return numbersOf(days, reportDaysOf(read, basis, before), { clients: read.clients, hourOf });
    },
  });
}

interface NumbersContext {
  /** By the folder or name of a project; `*` is for all others. */
  readonly clients?: Readonly<Record<string, string>> | undefined;
  /** The hour on the user's clock at an instant. */
  readonly hourOf: (at: number) => number;
}

/** Works out what days come to. */
export function numbersOf(
  days: readonly ReportDay[],
  before: readonly ReportDay[],
  { clients, hourOf }: NumbersContext,
): NumbersView {
  const rows = days.flatMap((day) => day.rows);
  const done = days.flatMap((day) => day.done);
  const weeks = Map.groupBy(days, ({ day }) => mondayOf(day));
  const months = Map.groupBy(days, ({ day }) => day.slice(0, 7));
  const clientOf = (row: ReportRow): string => (clients && ofProject(row, clients)) ?? '';
  return {
    ...sumsOf(days),
    before: sumsOf(before),
    tasks: tasksOf(done, rows),
    doneByHour: [...Map.groupBy(done, ({ doneAt }) => hourOf(doneAt))]
      .map(([hour, of]) => ({ hour, tasksDone: of.length }))
      .sort((a, b) => b.tasksDone - a.tasksDone || a.hour - b.hour),
    byProject: namedBy(rows, ({ project, projectName }) => [[project, projectName]]),
    byTask: namedBy(rows, ({ task, title }) => (task === undefined ? [] : [[task, title]])),
    byTag: namedBy(rows, ({ tags }) => tags.map((tag) => [tag, tag])),
    byCategory: categorySums(days).slice(0, namesAtMost),
    byClient: clients ? namedBy(rows, (row) => [[clientOf(row), clientOf(row)]]) : [],
    weeks: [...weeks].map(([monday, part]): NumbersView['weeks'][number] => ({ monday, ...sumsOf(part) })),
    months: [...months].map(([month, part]): NumbersView['months'][number] => ({ month, ...sumsOf(part) })),
  };
}

function sumsOf(days: readonly ReportDay[]): Pick<NumbersView, 'measuredMs' | 'entriesMs' | 'tasksDone'> {
  return {
    measuredMs: days.reduce((sum, day) => sum + day.measuredMs, 0),
    entriesMs: days.reduce((sum, day) => sum + day.entriesMs, 0),
    tasksDone: days.reduce((sum, day) => sum + day.done.length, 0),
  };
}

/** The measured time of some days by category, most time first. */
export function categorySums(days: readonly ReportDay[]): NumbersView['byCategory'] {
  const sums = new Map<string, number>();
  for (const { categories } of days) for (const { name, measuredMs } of categories) addTo(sums, name, measuredMs);
  return mostFirst(sums).map(([name, measuredMs]) => ({ name, measuredMs }));
}

function tasksOf(done: readonly DoneTask[], rows: readonly ReportRow[]): NumbersView['tasks'] {
  const spent = new Map<string, number>();
  for (const { task, entriesMs, branchMs = 0 } of rows)
    if (task !== undefined) spent.set(task, (spent.get(task) ?? 0) + entriesMs + branchMs);
  const both = done.filter(({ id, estimate }) => estimate !== undefined && (spent.get(id) ?? 0) > 0);
  return {
    ...punctuality(done),
    estimateMs: both.reduce((sum, { estimate = 0 }) => sum + estimate * minuteMs, 0),
    spentMs: both.reduce((sum, { id }) => sum + (spent.get(id) ?? 0), 0),
  };
}

/** Counts the tasks that were done by their due day, and averages how long they took. */
export function punctuality(done: readonly DoneTask[]): Pick<NumbersView['tasks'], 'onTime' | 'late' | 'averageDays'> {
  const due = done.filter(({ dueDay }) => dueDay !== undefined);
  const open = done.reduce((sum, { doneAt, createdAt }) => sum + Math.max(0, doneAt - createdAt), 0);
  return {
    onTime: due.filter(({ late }) => !late).length,
    late: due.filter(({ late }) => late).length,
    ...(done.length > 0 && { averageDays: Math.round((open / done.length / dayMs) * 10) / 10 }),
  };
}

type NamedNumbers = NumbersView['byTag'][number];

/** Sums rows by names; a row may have several. @param namesOf key and name of each */
function namedBy(
  rows: readonly ReportRow[],
  namesOf: (row: ReportRow) => readonly (readonly [key: string, name: string])[],
): NamedNumbers[] {
  const found = new Map<string, NamedNumbers>();
  for (const row of rows)
    for (const [key, name] of namesOf(row)) {
      const { measuredMs = 0, entriesMs = 0 } = found.get(key) ?? {};
      found.set(key, { name, measuredMs: measuredMs + row.measuredMs, entriesMs: entriesMs + row.entriesMs });
    }
  const inOrder = [...found.values()].sort((a, b) => b.measuredMs - a.measuredMs || b.entriesMs - a.entriesMs);
  return inOrder.slice(0, namesAtMost);
}
