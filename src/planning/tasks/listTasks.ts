import { addDays, type Day } from '../../core/time/days.ts';
import type { Present } from './due.ts';
import { normalized, type TaskItem } from './taskIndex.ts';
import { taskPriorities, taskStatuses } from './tasks.ts';
import {
  dueBuckets,
  type DueBucket,
  type TaskFilter,
  type TaskGrouping,
  type TaskListParams,
  type TaskOrder,
  type TaskPage,
  type TaskView,
} from './taskViews.ts';

/** How many tags and projects a filter offers. */
const choicesAtMost = 200;

/** Filters, sorts, and groups tasks, and returns a page of them. */
export function listTasks(items: readonly TaskItem[], params: TaskListParams, present: Present): TaskPage {
  const { groupBy, sortBy, offset, limit } = params;
  const found = items.filter(fitsFilter(params, present)).sort(byOrder(sortBy));
  const { rows, groups } = grouped(found, groupBy, present);
  const page = rows.slice(offset, offset + limit);
  const next = offset + page.length;
  return {
    tasks: page.map(({ item, group }) => ({ ...item.view, ...(group !== undefined && { group }) })),
    groups,
    total: rows.length,
    ...(next < rows.length && { next }),
    ...choicesOf(items),
  };
}

/** Returns whether a task is among those that are wanted. */
export function fitsFilter(filter: TaskFilter, { today }: Present): (item: TaskItem) => boolean {
  const { status, due, priority, category, parent } = filter;
  const words = normalized(filter.text ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const tag = filter.tag?.toLowerCase();
  const isProject = filter.project === undefined ? undefined : projectTest(filter.project);
  const bucketOf = bucketsFrom(today);
  return ({ stored, view }) =>
    status.includes(view.status) &&
    (due === undefined || due.includes(bucketOf(view))) &&
    (priority === undefined || priority.includes(view.priority)) &&
    (tag === undefined || view.tags.some((one) => one.toLowerCase() === tag)) &&
    (isProject === undefined || isProject(view.project)) &&
    (category === undefined || view.category === category) &&
    (parent === undefined || view.parent?.id === parent) &&
    words.every((word) => stored.text.includes(word));
}

/** A project fits by its folder, or by its name: that is the last part of the folder. */
function projectTest(wanted: string): (project: string | undefined) => boolean {
  const name = wanted.toLowerCase();
  return (project) => project !== undefined && (project === wanted || projectName(project).toLowerCase() === name);
}

/** The last part of a project's folder, which is how people call it. */
export function projectName(project: string): string {
  return project.split(/[\\/]/).filter(Boolean).at(-1) ?? project;
}

/** Returns when a task is due, as lists group it. */
function bucketsFrom(today: Day): (task: Pick<TaskView, 'overdue' | 'dueDay'>) => DueBucket {
  const [tomorrow, lastOfWeek] = [addDays(today, 1), addDays(today, 8)];
  return ({ overdue, dueDay }) => {
    if (dueDay === undefined) return 'none';
    if (overdue || dueDay < today) return 'overdue';
    if (dueDay === today) return 'today';
    if (dueDay === tomorrow) return 'tomorrow';
    return dueDay <= lastOfWeek ? 'week' : 'later';
  };
}

type Compare = (a: TaskItem, b: TaskItem) => number;

const manual: Compare = (a, b) => a.stored.values.sort - b.stored.values.sort || compareTexts(a.id, b.id);
const byDue: Compare = (a, b) =>
  compareTexts(a.view.dueDay ?? '9999', b.view.dueDay ?? '9999') ||
  compareTexts(a.view.due?.time ?? '99', b.view.due?.time ?? '99');
const byPriority: Compare = (a, b) => rankOf(b) - rankOf(a);

const orders: Readonly<Record<TaskOrder, Compare>> = {
  manual,
  due: (a, b) => byDue(a, b) || byPriority(a, b),
  priority: (a, b) => byPriority(a, b) || byDue(a, b),
  created: (a, b) => b.view.createdAt - a.view.createdAt,
  updated: (a, b) => b.view.updatedAt - a.view.updatedAt,
  done: (a, b) => (b.view.doneAt ?? 0) - (a.view.doneAt ?? 0),
  title: (a, b) => compareTexts(a.stored.titleKey, b.stored.titleKey),
};

function byOrder(order: TaskOrder): Compare {
  const compare = orders[order];
  return (a, b) => compare(a, b) || manual(a, b);
}

function rankOf({ view }: TaskItem): number {
  return taskPriorities.indexOf(view.priority);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Row {
  readonly item: TaskItem;
  readonly group?: string;
}

interface Grouped {
  readonly rows: readonly Row[];
  readonly groups: TaskPage['groups'];
}

function grouped(found: readonly TaskItem[], by: TaskGrouping, { today }: Present): Grouped {
  if (by === 'none') return { rows: found.map((item) => ({ item })), groups: [] };
  const groups = new Map<string, TaskItem[]>();
  const bucketOf = bucketsFrom(today);
  for (const item of found) {
    for (const group of groupsOf(item, by, bucketOf)) {
      const known = groups.get(group);
      if (known) known.push(item);
      else groups.set(group, [item]);
    }
  }
  const ordered = [...groups].sort(([a], [b]) => compareGroups(a, b, by));
  return {
    rows: ordered.flatMap(([group, items]) => items.map((item) => ({ item, group }))),
    groups: ordered.map(([id, items]) => ({ id, count: items.length })),
  };
}

/** The groups of a task; the empty text for one that has none. */
function groupsOf(
  { view }: TaskItem,
  by: Exclude<TaskGrouping, 'none'>,
  bucketOf: ReturnType<typeof bucketsFrom>,
): readonly string[] {
  if (by === 'status') return [view.status];
  if (by === 'due') return [bucketOf(view)];
  if (by === 'priority') return [view.priority];
  if (by === 'project') return [view.project ?? ''];
  return view.tags.length > 0 ? view.tags.map((tag) => tag.toLowerCase()) : [''];
}

/** Groups of a fixed set come in its order, others by name; those without come last. */
function compareGroups(a: string, b: string, by: TaskGrouping): number {
  const fixed: Partial<Record<TaskGrouping, readonly string[]>> = {
    status: ['inProgress', ...taskStatuses.filter((status) => status !== 'inProgress')],
    due: dueBuckets,
    priority: taskPriorities.toReversed(),
  };
  const order = fixed[by];
  if (order) return order.indexOf(a) - order.indexOf(b);
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  return compareTexts(normalized(projectName(a)), normalized(projectName(b)));
}

/** Tags and projects of all tasks that are not archived, most tasks first. */
function choicesOf(items: readonly TaskItem[]): Pick<TaskPage, 'tags' | 'projects'> {
  const [tags, projects] = [new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { view } of items) {
    if (view.status === 'archived') continue;
    for (const tag of view.tags) count(tags, tag.toLowerCase());
    if (view.project !== undefined) count(projects, view.project);
  }
  return { tags: mostFirst(tags), projects: mostFirst(projects) };
}

function mostFirst(counts: ReadonlyMap<string, number>): { id: string; count: number }[] {
  return [...counts]
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareTexts(a, b))
    .slice(0, choicesAtMost)
    .map(([id, count]) => ({ id, count }));
}
