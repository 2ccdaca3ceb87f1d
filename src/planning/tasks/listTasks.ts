import { compareText } from '../../core/base/compareText.ts';
import { baseName } from '../../core/base/baseName.ts';
import { addDays, type Day } from '../../core/time/days.ts';
import type { LocalPresent } from './due.ts';
import { normalized, type TaskItem } from './taskIndex.ts';
import { taskPriorities, taskStatuses, type Task } from './tasks.ts';
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

/** The maximum number of tags, projects, and categories in a filter. */
const choicesAtMost = 200;

/** Everything that listing tasks depends on besides the tasks. */
export interface TaskListing extends LocalPresent {
  readonly categoryOf: (task: Task) => TaskView['inCategory'];
}

/** Filters, sorts, and groups tasks, and returns a page of them. */
export function listTasks(items: readonly TaskItem[], params: TaskListParams, present: TaskListing): TaskPage {
  const { groupBy, sortBy, offset, limit } = params;
  const found = items.filter(fitsFilter(params, present)).sort(byOrder(sortBy));
  const { rows, groups } = grouped(found, groupBy, present);
  const page = rows.slice(offset, offset + limit);
  const next = offset + page.length;
  return {
    tasks: page.map(({ item, group }) => {
      const inCategory = present.categoryOf(item.stored.values);
      return { ...item.view, ...(inCategory && { inCategory }), ...(group !== undefined && { group }) };
    }),
    groups,
    total: rows.length,
    ...(next < rows.length && { next }),
    ...choicesOf(items, present),
  };
}

/** Returns whether a task is among those that are wanted. */
function fitsFilter(filter: TaskFilter, { today, categoryOf }: TaskListing): (item: TaskItem) => boolean {
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
    (category === undefined || isCategory(categoryOf(stored.values), category)) &&
    (parent === undefined || view.parent?.id === parent) &&
    words.every((word) => stored.text.includes(word));
}

function isCategory(found: TaskView['inCategory'], wanted: string): boolean {
  return found !== undefined && (found.id === wanted || found.name.toLowerCase() === wanted.toLowerCase());
}

/** A project fits by its folder, or by its name: that is the last part of the folder. */
function projectTest(wanted: string): (project: string | undefined) => boolean {
  const name = wanted.toLowerCase();
  return (project) => project !== undefined && (project === wanted || baseName(project).toLowerCase() === name);
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

const manual: Compare = (a, b) => a.stored.values.sort - b.stored.values.sort || compareText(a.id, b.id);
const byDue: Compare = (a, b) =>
  compareText(a.view.dueDay ?? '9999', b.view.dueDay ?? '9999') ||
  compareText(a.view.due?.time ?? '99', b.view.due?.time ?? '99');
const byPriority: Compare = (a, b) => rankOf(b) - rankOf(a);

const orders: Readonly<Record<TaskOrder, Compare>> = {
  manual,
  due: (a, b) => byDue(a, b) || byPriority(a, b),
  priority: (a, b) => byPriority(a, b) || byDue(a, b),
  created: (a, b) => b.view.createdAt - a.view.createdAt,
  updated: (a, b) => b.view.updatedAt - a.view.updatedAt,
  done: (a, b) => (b.view.doneAt ?? 0) - (a.view.doneAt ?? 0),
  title: (a, b) => compareText(a.stored.titleKey, b.stored.titleKey),
};

function byOrder(order: TaskOrder): Compare {
  const compare = orders[order];
  return (a, b) => compare(a, b) || manual(a, b);
}

function rankOf({ view }: TaskItem): number {
  return taskPriorities.indexOf(view.priority);
}

interface Row {
  readonly item: TaskItem;
  readonly group?: string;
}

interface GroupedTasks {
  readonly rows: readonly Row[];
  readonly groups: TaskPage['groups'];
}

function grouped(found: readonly TaskItem[], by: TaskGrouping, listing: TaskListing): GroupedTasks {
  if (by === 'none') return { rows: found.map((item) => ({ item })), groups: [] };
  const groups = new Map<string, TaskItem[]>();
  const groupsOf = groupsBy(by, listing);
  for (const item of found) {
    for (const group of groupsOf(item)) {
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

/** Returns the groups of a task; the empty text for one that has none. A category is called by its name, which is all that a list shows of it. */
function groupsBy(
  by: Exclude<TaskGrouping, 'none'>,
  { today, categoryOf }: TaskListing,
): (item: TaskItem) => readonly string[] {
  const bucketOf = bucketsFrom(today);
  const ways: Readonly<Record<typeof by, (item: TaskItem) => readonly string[]>> = {
    status: ({ view }) => [view.status],
    due: ({ view }) => [bucketOf(view)],
    priority: ({ view }) => [view.priority],
    project: ({ view }) => [view.project ?? ''],
    category: ({ stored }) => [categoryOf(stored.values)?.name ?? ''],
    tag: ({ view }) => (view.tags.length > 0 ? view.tags.map((tag) => tag.toLowerCase()) : ['']),
  };
  return ways[by];
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
  const keyOf = (group: string) => normalized(by === 'project' ? baseName(group) : group);
  return compareText(keyOf(a), keyOf(b));
}

/** Tags, projects, and categories of all tasks that are not archived, most tasks first. */
function choicesOf(
  items: readonly TaskItem[],
  { categoryOf }: TaskListing,
): Pick<TaskPage, 'tags' | 'projects' | 'categories'> {
  const [tags, projects, categories] = [new Map(), new Map(), new Map<string, number>()];
  const names = new Map<string, string>();
  const count = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { view, stored } of items) {
    if (view.status === 'archived') continue;
    for (const tag of view.tags) count(tags, tag.toLowerCase());
    if (view.project !== undefined) count(projects, view.project);
    const category = categoryOf(stored.values);
    if (category) {
      count(categories, category.id);
      names.set(category.id, category.name);
    }
  }
  return {
    tags: mostFirst(tags),
    projects: mostFirst(projects),
    categories: mostFirst(categories).map((one) => ({ ...one, name: names.get(one.id) ?? one.id })),
  };
}

function mostFirst(counts: ReadonlyMap<string, number>): { id: string; count: number }[] {
  return [...counts]
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareText(a, b))
    .slice(0, choicesAtMost)
    .map(([id, count]) => ({ id, count }));
}
