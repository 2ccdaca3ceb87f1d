import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { listTasks } from './listTasks.ts';
import { taskCategories } from './taskCategory.ts';
import { makeTaskIndex, presentOf, type TaskItem } from './taskIndex.ts';
import { taskDetails, taskListParams, taskPage, type TaskDetails } from './taskViews.ts';
import { taskGone } from '../unlessGone.ts';

export const listTasksQuery = query('tasks.list', {
  title: 'List tasks',
  description:
    "Returns a page of the user's tasks as JSON, filtered, sorted, and grouped: title, status, priority, due date, tags, project, estimate. By default those that are open. Read-only.",
  access: 'read',
  transports: ['view', 'chat', 'http', 'mcp', 'cli'],
  tool: {
    name: 'daymark_tasks',
    reference: 'daymarkTasks',
    icon: '$(tasklist)',
    userDescription: 'Your tasks: what is open, due, or done.',
  },
  params: taskListParams,
  result: taskPage,
  prepare: (read) => read.shared(makeTaskIndex).prepare(read),
  run: (read, params) =>
    listTasks(read.shared(makeTaskIndex).items(read), params, { ...presentOf(read), categoryOf: taskCategories(read) }),
});

export const getTask = query('tasks.get', {
  title: 'Task',
  description: 'Returns one task with its description, notes, and subtasks.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id: z.string() }),
  result: taskDetails,
  prepare: (read) => read.shared(makeTaskIndex).prepare(read),
  run: (read, { id }): TaskDetails => {
    const items = read.shared(makeTaskIndex).items(read);
    const item = items.find((one) => one.id === id);
    if (!item) throw taskGone(read);
    const { description, notes } = item.stored.values;
    const inCategory = taskCategories(read)(item.stored.values);
    return {
      ...item.view,
      ...(inCategory && { inCategory }),
      ...(description !== undefined && { markdown: description }),
      ...(notes !== undefined && { notes }),
      children: items.filter(({ view }) => view.parent?.id === id).map(({ view }) => view),
    };
  },
});

/** The tasks of some ids as they are now, with their stored fields; those that are gone are left out. For actions. */
export const findTasks = internalQuery(
  'tasks.find',
  (read: Reading, { ids }: { readonly ids: readonly string[] }): TaskItem[] => {
    const wanted = new Set(ids);
    return read
      .shared(makeTaskIndex)
      .items(read)
      .filter(({ id }) => wanted.has(id));
  },
);

/** The open task that links to a page. */
export const findLinkedTask = internalQuery(
  'tasks.linked',
  (read: Reading, { url }: { readonly url: string }): { id: string } | undefined =>
    read
      .shared(makeTaskIndex)
      .items(read)
      .find(
        ({ view: { status, links } }) =>
          (status === 'todo' || status === 'inProgress') && links.some((link) => 'url' in link && link.url === url),
      )?.view,
);

/** The positions of all tasks that are not archived, in their manual order. For moving one. */
export const taskPositions = internalQuery('tasks.positions', (read: Reading): { id: string; sort: number }[] => {
  const seen = new Map<string, number>();
  for (const { stored } of read.shared(makeTaskIndex).items(read))
    if (stored.values.status !== 'archived') seen.set(stored.id, stored.values.sort);
  return [...seen].map(([id, sort]) => ({ id, sort })).sort((a, b) => a.sort - b.sort || compareText(a.id, b.id));
});
