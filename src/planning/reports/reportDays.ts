import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { categoryColors, fullName, type Category } from '../../core/categories/categories.ts';
import { readCategories } from '../../core/categories/categoryRecords.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import type { CategorizedStretch, MeasuredStretch, MeasuredTime } from '../../core/facts/measuredTime.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { daysBetween, rangeAround, type Day, type TimeRange } from '../../core/time/days.ts';
import { userDay } from '../../core/time/presentDay.ts';
import { daySchema, instant } from '../../core/views/views.ts';
import { addTo, mostFirst } from '../categories/categoryQueries.ts';
import { branchTasks, type BranchTasks } from '../tasks/taskBranches.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { dayPartsOf, intervalOf, type TimeBasis } from '../time/entryViewer.ts';
import type { TimeEntry } from '../time/foldEntries.ts';
import { entriesIn } from '../time/readEntries.ts';
import { attribute } from './attribute.ts';
import { reportDaysAtMost } from './report.ts';

const ms = z.number();

/** A day's time by purpose. Times are in ms. */
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
        createdAt: instant,
        doneAt: instant,
        dueDay: z.string().optional(),
        late: z.boolean().describe('It was done after its due day.'),
      }),
    )
    .describe('Tasks that were completed on the day.'),
});
export type ReportDay = z.infer<typeof reportDay>;
export type ReportRow = ReportDay['rows'][number];
export type DoneTask = ReportDay['done'][number];

/** Everything that reports need besides entries and tasks: the measured time with its categories. */
export interface ReportBasis extends TimeBasis {
  readonly measured: MeasuredTime<CategorizedStretch>;
}

/** Makes the query for what time was for, by day; the catalog hands in the measured time. */
export function reportDaysQuery(basis: ReportBasis) {
  return query('reports.days', {
    title: 'What time was for',
    description:
      'For each day the measured time and the time in entries, by project, entry, task, and category. Measured time belongs to the entry that ran then, else to the task that is linked to its branch, else to its project alone. The measured times add up to what the dashboard shows.',
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
  const range = rangeAround(from, to);
  const byDay = basis.measured.days(read, from, to);
  const items = read.shared(makeTaskIndex).items(read);
  const sums = rowsByDay(read, { byDay, entries: entriesIn(read, range), taskOfBranch: branchTasks(items) });
  const nameOf = basis.projectNames(new Set([...sums.values()].flatMap((sum) => sum.projects())));
  const titles = new Map(items.map(({ id, view }) => [id, view.title]));
  const done = Map.groupBy(doneTasksOf(read, range), ({ day }) => day);
  const categoriesOf = categorySumsOf(readCategories(read.reader, read.t).categories);
  return days.map((day) => ({
    ...(sums.get(day) ?? new DaySum()).view(day, { nameOf, titles }),
    categories: categoriesOf(byDay.get(day) ?? []),
    done: (done.get(day) ?? []).map(({ task }) => task),
  }));
}

interface RowSources {
  readonly byDay: ReadonlyMap<Day, readonly MeasuredStretch[]>;
  readonly entries: readonly TimeEntry[];
  readonly taskOfBranch: BranchTasks;
}

function rowsByDay(read: Reading, { byDay, entries, taskOfBranch }: RowSources): Map<Day, DaySum> {
  const sums = new Map<Day, DaySum>();
  const sumOf = (day: Day): DaySum => {
    const sum = sums.get(day) ?? new DaySum();
    sums.set(day, sum);
    return sum;
  };
  const ofStretch = new Map<MeasuredStretch, DaySum>();
  for (const [day, stretches] of byDay) for (const stretch of stretches) ofStretch.set(stretch, sumOf(day));
  const measured = [...ofStretch.keys()].sort((a, b) => a.start - b.start);
  const ofEntry = new Map(entries.map((entry) => [entry.id, { entry, purpose: purposeOf(entry) }]));
  const ofTask = new Map<string | undefined, Purpose>();
  const claims = entries.map((entry) => ({ id: entry.id, ...intervalOf(entry, read.now) }));
  for (const { start, end, measured: stretch, entry: id } of attribute(measured, claims)) {
    const found = id === undefined ? undefined : ofEntry.get(id);
    if (stretch) {
      const task = found ? undefined : taskOfBranch(stretch);
      const purpose = found?.purpose ?? ofTask.get(task) ?? purposeOf({ task });
      if (!found) ofTask.set(task, purpose);
      ofStretch.get(stretch)?.add(purpose, stretch, end - start);
    } else if (found)
      for (const part of dayPartsOf({ ...found.entry, start, end }, read))
        sumOf(part.day).add(found.purpose, undefined, part.end - part.start);
  }
  return sums;
}

/** Returns how a day's measured time is summed up by category, most time first. Categories of one name are one. */
function categorySumsOf(
  categories: readonly Category[],
): (stretches: readonly CategorizedStretch[]) => ReportDay['categories'] {
  const names = new Map(categories.map(({ id }) => [id, fullName(categories, id)]));
  const colors = new Map(categories.map(({ id, color }) => [names.get(id), color]));
  return (stretches) => {
    const sums = new Map<string, number>();
    for (const { category, start, end } of stretches) addTo(sums, names.get(category) ?? '', end - start);
    return mostFirst(sums).map(([name, measuredMs]) => ({ name, color: colors.get(name) ?? 'gray', measuredMs }));
  };
}

/**
 * Completed tasks with the person's day on which they were completed, the first first.
 * @param range of the instants at which they were completed; default: all
 */
export function doneTasksOf(read: Reading, range?: TimeRange): { readonly day: Day; readonly task: DoneTask }[] {
  const items = read.shared(makeTaskIndex).items(read);
  const all = items.flatMap(
    ({ doneOn, view: { id, title, project, estimate, createdAt, doneAt, dueDay, ...more } }) => {
      // The occurrences of a series were done; the series itself doesn't count once more.
      if (doneAt === undefined || (more.repeat && more.occurrence === undefined)) return [];
      if (range && (doneAt < range.from || doneAt >= range.to)) return [];
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

/** Purpose of some time: that of an entry, or what is known about time without one. */
interface Purpose {
  /** Distinguishes purposes by everything but their project. */
  readonly key: string;
  readonly isEntry: boolean;
  readonly title: string;
  readonly tags: readonly string[];
  readonly task: string | undefined;
  readonly project: string | undefined;
}

function purposeOf(of: TimeEntry | { readonly task: string | undefined }): Purpose {
  const isEntry = 'id' in of;
  const { title = '', tags = [], project } = isEntry ? of : {};
  return { key: JSON.stringify([title, of.task, tags]), isEntry, title, tags, task: of.task, project };
}

/** Sums up a day. */
class DaySum {
  readonly #rows = new Map<
    string,
    Purpose & { project: string; measuredMs: number; entriesMs: number; branchMs: number }
  >();

  add(purpose: Purpose, stretch: MeasuredStretch | undefined, duration: number): void {
    const project = purpose.project ?? stretch?.project ?? '';
    const key = purpose.key + project;
    const row = this.#rows.get(key) ?? { ...purpose, project, measuredMs: 0, entriesMs: 0, branchMs: 0 };
    this.#rows.set(key, row);
    if (stretch) row.measuredMs += duration;
    if (purpose.isEntry) row.entriesMs += duration;
    else if (purpose.task !== undefined) row.branchMs += duration;
  }

  projects(): string[] {
    return [...this.#rows.values()].map(({ project }) => project);
  }

  /** The rows with the most time first. */
  view(day: Day, { nameOf, titles }: Names): Omit<ReportDay, 'categories' | 'done'> {
    const rows = [...this.#rows.values()].map(({ project, title, task, tags, measuredMs, entriesMs, branchMs }) => ({
      project,
      projectName: project === '' ? '' : nameOf(project),
      // A task is called by its present title.
      title: (task === undefined ? undefined : titles.get(task)) ?? title,
      ...(task !== undefined && { task }),
      tags: [...tags],
      measuredMs,
      entriesMs,
      ...(branchMs > 0 && { branchMs }),
    }));
    rows.sort((a, b) => b.measuredMs - a.measuredMs || b.entriesMs - a.entriesMs || compareText(a.title, b.title));
    const sum = (of: 'measuredMs' | 'entriesMs') => rows.reduce((all, row) => all + row[of], 0);
    return { day, measuredMs: sum('measuredMs'), entriesMs: sum('entriesMs'), rows };
  }
}
