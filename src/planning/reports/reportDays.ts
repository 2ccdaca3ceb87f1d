import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { categoryColors, fullName, type CategoryColor } from '../../core/categories/categories.ts';
import { readCategories } from '../../core/categories/categoryRecords.ts';
import { categorizer } from '../../core/categories/categorize.ts';
import { checkDayRange, type DayRange } from '../../core/operations/dayRange.ts';
import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { daysBetween, rangeAround, type Day } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import { daySchema } from '../../core/views/views.ts';
import { addTo, mostFirst, type CategoryBasis } from '../categories/categoryQueries.ts';
import { branchTasks } from '../tasks/taskBranches.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { dayPartsOf, intervalOf, type TimeBasis } from '../time/entryViewer.ts';
import type { TimeEntry } from '../time/foldEntries.ts';
import { entriesIn } from '../time/readEntries.ts';
import { attribute } from './attribute.ts';
import { reportDaysAtMost } from './report.ts';

const ms = z.number();

/** What a day's time was for. Times are in ms. */
export const reportDay = z.object({
  day: z.string(),
  measuredMs: ms.describe('Measured time, as the dashboard shows it. The rows sum to it.'),
  entriesMs: ms.describe('Time in entries; where they overlap, it counts once. The rows sum to it.'),
  rows: z.array(
    z.object({
      project: z.string().describe('Root of the project; empty where there is none.'),
      projectName: z.string(),
      title: z.string().describe('Title of the entries; empty for time without one.'),
      task: z.string().optional().describe('The id of a task.'),
      tags: z.array(z.string()),
      measuredMs: ms,
      entriesMs: ms,
      branchMs: ms
        .optional()
        .describe(
          "Of the measured time, what counts for the task because it was on the task's branch, outside of entries.",
        ),
    }),
  ),
  categories: z
    .array(z.object({ name: z.string(), color: z.enum(categoryColors), measuredMs: ms }))
    .describe('The measured time by category, most time first. It sums to the measured time.'),
  done: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        project: z.string().optional(),
        estimate: z.number().optional().describe('Minutes.'),
        createdAt: ms,
        doneAt: ms,
        dueDay: z.string().optional(),
        late: z.boolean().describe('It was done after its due day.'),
      }),
    )
    .describe('Tasks that were completed on the day.'),
});
export type ReportDay = z.infer<typeof reportDay>;
export type ReportRow = ReportDay['rows'][number];
export type DoneTask = ReportDay['done'][number];

/** The measured time, as rows and as what decides its category. */
export type ReportBasis = TimeBasis & Pick<CategoryBasis, 'subjects'>;

/** Makes the query for what time was for, by day; the catalog hands in the measured time. */
export function reportDaysQuery(basis: ReportBasis) {
  return query('reports.days', {
    title: 'What time was for',
    description:
      'For each day the measured time and the time in entries, by project, entry, task, and category. Measured time belongs to the entry that ran then, else to the task that is linked to its branch, else to its project alone. The measured times sum to what the dashboard shows.',
    access: 'read',
    transports: ['http', 'mcp', 'cli'],
    params: z.object({ from: daySchema, to: daySchema.describe(`At most ${reportDaysAtMost} days, both included.`) }),
    result: z.object({ days: z.array(reportDay) }),
    prepare: (read) => read.shared(makeTaskIndex).prepare(read),
    run: (read, { from, to }) => {
      checkDayRange({ from, to }, reportDaysAtMost);
      return { days: reportDaysOf(read, basis, daysBetween(from, to)) };
    },
  });
}

/** Works out what days were for. */
export function reportDaysOf(read: Reading, basis: ReportBasis, days: readonly Day[]): ReportDay[] {
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const byDay = basis.measured.days(read, from, to);
  const entries = entriesIn(read, rangeAround(from, to));
  const sums = new Map(days.map((day) => [day, new DaySum()]));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const measured = [...byDay].flatMap(([day, stretches]) => stretches.map((stretch) => ({ ...stretch, day })));
  measured.sort((a, b) => a.start - b.start);
  const claims = entries.map((entry) => ({ id: entry.id, ...intervalOf(entry, read.now) }));
  const items = read.shared(makeTaskIndex).items(read);
  const taskOfBranch = branchTasks(items);
  for (const { start, end, measured: stretch, entry: id } of attribute(measured, claims)) {
    const entry = id === undefined ? undefined : byId.get(id);
    if (stretch)
      sums
        .get((stretch as (typeof measured)[number]).day)
        ?.add(entry ?? { task: taskOfBranch(stretch) }, stretch, end - start);
    else if (entry)
      for (const part of dayPartsOf({ ...entry, start, end }, read))
        sums.get(part.day)?.add(entry, undefined, part.end - part.start);
  }
  const roots = new Set([...sums.values()].flatMap((sum) => sum.projects()));
  const nameOf = basis.projectNames(roots);
  const titles = new Map(items.map(({ id, view }) => [id, view.title]));
  const done = Map.groupBy(doneTasksOf(read), ({ day }) => day);
  const { categories, colorOf } = categoriesByDay(read, basis, { from, to });
  return days.map((day) => ({
    ...(sums.get(day) ?? new DaySum()).view(day, { nameOf, titles }),
    categories: mostFirst(categories.get(day) ?? new Map()).map(([name, measuredMs]) => ({
      name,
      color: colorOf(name),
      measuredMs,
    })),
    done: (done.get(day) ?? []).map(({ task }) => task),
  }));
}

/** Measured time of each day by the full name of its category, ms, and the colors of these. */
function categoriesByDay(read: Reading, basis: ReportBasis, range: DayRange) {
  const list = readCategories(read.reader, read.t);
  const categoryOf = categorizer(list);
  const colors = new Map(list.categories.map(({ id, color }) => [fullName(list.categories, id), color]));
  const days = new Map<Day, Map<string, number>>();
  for (const { day, subject, ms: time } of basis.subjects(read, range)) {
    const sums = days.get(day) ?? new Map<string, number>();
    addTo(sums, fullName(list.categories, categoryOf(subject)?.category ?? ''), time);
    days.set(day, sums);
  }
  return { categories: days, colorOf: (name: string): CategoryColor => colors.get(name) ?? 'gray' };
}

/** Completed tasks with the person's day on which they were completed, the first first. */
export function doneTasksOf(read: Reading): { readonly day: Day; readonly task: DoneTask }[] {
  const items = read.shared(makeTaskIndex).items(read);
  const all = items.flatMap(
    ({ doneOn, view: { id, title, project, estimate, createdAt, doneAt, dueDay, ...more } }) => {
      // Of a series, each occurrence was done, and not the series once more.
      if (doneAt === undefined || (more.repeat && more.occurrence === undefined)) return [];
      const day = doneOn ?? userDay(read, doneAt);
      const task = {
        id,
        title,
        createdAt,
        doneAt,
        late: dueDay !== undefined && day > dueDay,
        ...(project !== undefined && { project }),
        ...(estimate !== undefined && { estimate }),
        ...(dueDay !== undefined && { dueDay }),
      };
      return [{ day, task }];
    },
  );
  return all.sort((a, b) => a.task.doneAt - b.task.doneAt);
}

interface Names {
  readonly nameOf: (root: string) => string;
  /** Titles of tasks, by id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** Sums up a day. */
class DaySum {
  readonly #rows = new Map<string, Omit<ReportRow, 'projectName'>>();

  /** @param purpose an entry, or what is known about time without one */
  add(
    purpose: TimeEntry | { readonly task: string | undefined },
    stretch: MeasuredStretch | undefined,
    duration: number,
  ): void {
    const entry = 'id' in purpose ? purpose : undefined;
    const { task } = purpose;
    const { title = '', tags = [] } = entry ?? {};
    const project = entry?.project ?? stretch?.project ?? '';
    const key = JSON.stringify([project, title, task, tags]);
    const onBranch = !entry && task !== undefined ? duration : 0;
    const row = this.#rows.get(key) ?? {
      project,
      title,
      tags: [...tags],
      measuredMs: 0,
      entriesMs: 0,
      ...(task !== undefined && { task }),
    };
    this.#rows.set(key, {
      ...row,
      measuredMs: row.measuredMs + (stretch ? duration : 0),
      entriesMs: row.entriesMs + (entry ? duration : 0),
      ...(onBranch > 0 && { branchMs: (row.branchMs ?? 0) + onBranch }),
    });
  }

  projects(): string[] {
    return [...this.#rows.values()].map(({ project }) => project);
  }

  /** The rows with the most time first. */
  view(day: Day, { nameOf, titles }: Names): Omit<ReportDay, 'categories' | 'done'> {
    const rows = [...this.#rows.values()].map((row) => ({
      ...row,
      // A task is called by its present title.
      title: (row.task === undefined ? undefined : titles.get(row.task)) ?? row.title,
      projectName: row.project === '' ? '' : nameOf(row.project),
    }));
    rows.sort((a, b) => b.measuredMs - a.measuredMs || b.entriesMs - a.entriesMs || compareText(a.title, b.title));
    const sum = (of: 'measuredMs' | 'entriesMs') => rows.reduce((all, row) => all + row[of], 0);
    return { day, measuredMs: sum('measuredMs'), entriesMs: sum('entriesMs'), rows };
  }
}
