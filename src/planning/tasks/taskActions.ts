import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import { escapeMarkdown } from '../../core/base/markdown.ts';
import { action, type Confirmation } from '../../core/operations/operation.ts';
import { parseParams } from '../../core/operations/parseParams.ts';
import { restoration } from '../../core/records/recordActions.ts';
import type { App } from '../../core/operations/app.ts';
import { tasks as taskRecords } from './tasks.ts';
import {
  completeTask,
  createTask,
  deleteTask,
  findTask,
  moveTask,
  reopenTask,
  reviseTask,
  setStatus,
  skipOccurrence,
  linkBranch,
} from './changeTasks.ts';
import { plannedDay } from '../../core/views/plannedDay.ts';
import { planTask } from './planTasks.ts';
import { linkOfUrl } from './links.ts';
import { findLinkedTask } from './taskQueries.ts';
import { newTask, taskChanges, taskFields, taskLimits, taskStatuses } from './tasks.ts';

const id = z.string().max(300);
const empty = z.object({});
const occurrence = plannedDay
  .optional()
  .describe('Of a task that repeats, the day of the occurrence. Default: the open one.');
const everywhere = ['view', 'http', 'mcp', 'cli'] as const;
const withChat = [...everywhere, 'chat'] as const;

export const createTaskAction = action('tasks.create', {
  title: 'Add a task',
  description: 'Adds a task to the list. The user is asked to confirm. Use only when the user asks for it.',
  access: 'write',
  transports: withChat,
  tool: {
    name: 'daymark_add_task',
    reference: 'daymarkAddTask',
    icon: '$(add)',
    userDescription: 'Adds a task after you confirm.',
  },
  params: newTask,
  result: z.object({ id }),
  confirm: ({ t }, { title, priority, dueOn, tags = [], description }) => ({
    title: t('Add a task to Daymark?'),
    message: [
      escapeMarkdown(title),
      t('Priority: {0}', priority),
      dueOn ? t('Due: {0}', [dueOn.day, dueOn.time, dueOn.zone].filter(Boolean).join(' ')) : t('No due date'),
      ...(tags.length > 0 ? [t('Tags: {0}', escapeMarkdown(tags.join(', ')))] : []),
      ...(description ? [escapeMarkdown(description)] : []),
    ].join('\n\n'),
  }),
  run: (app, task) => createTask(app, task),
});

export const addLinkedTask = action('tasks.addLinked', {
  title: 'Add a task from elsewhere',
  description:
    'Adds a task for an issue, a pull request, or a run that failed, with a link to its page. If an open task already has that link, that task is returned and none is added.',
  access: 'write',
  transports: everywhere,
  params: z.object({
    title: z.string().trim().min(1).describe('Cut to the length of a title.'),
    url: newTask.shape.links.unwrap().element.options[0].shape.url.optional(),
    project: newTask.shape.project,
    notes: newTask.shape.notes,
  }),
  result: z.object({ id, isNew: z.boolean() }),
  run: async (app, { title, url, ...rest }) => {
    const known = url === undefined ? undefined : await app.read(findLinkedTask, { url });
    if (known) return { id: known.id, isNew: false };
    const links = url === undefined ? undefined : [linkOfUrl(url)];
    const task = newTask.parse({ ...rest, links, title: title.slice(0, taskLimits.title) });
    return { id: (await createTask(app, task)).id, isNew: true };
  },
});

export const reviseTaskAction = action('tasks.revise', {
  title: 'Change a task',
  description: 'Changes the given fields of a task; null clears a field. The user is asked to confirm.',
  access: 'write',
  transports: withChat,
  tool: {
    name: 'daymark_change_task',
    reference: 'daymarkChangeTask',
    icon: '$(edit)',
    userDescription: 'Changes a task after you confirm.',
  },
  params: taskChanges.extend({ id }),
  result: empty,
  confirm: (app, { id: task, ...changes }) =>
    ofTask(app, task, (title) => ({
      title: app.t('Change "{0}"?', title),
      message: Object.entries(changes)
        .map(([field, value]) => `${field}: ${escapeMarkdown(JSON.stringify(value))}`)
        .join('\n\n'),
    })),
  run: async (app, { id: task, ...changes }) => (await reviseTask(app, task, changes), {}),
});

export const completeTaskAction = action('tasks.complete', {
  title: 'Complete a task',
  description:
    'Marks a task as done. A repeating task comes back on its next day. The user is asked to confirm. Use only when the user asks for it.',
  access: 'write',
  transports: withChat,
  tool: {
    name: 'daymark_complete_task',
    reference: 'daymarkCompleteTask',
    icon: '$(check)',
    userDescription: 'Marks a task as done after you confirm.',
  },
  params: z.object({ id, occurrence }),
  result: empty,
  confirm: (app, { id: task, occurrence: day }) =>
    ofTask(app, task, (title) => ({ title: app.t('Complete "{0}"?', title), message: day ?? '' })),
  run: async (app, { id: task, occurrence: day }) => (await completeTask(app, task, day), {}),
});

export const reopenTaskAction = action('tasks.reopen', {
  title: 'Reopen a task',
  description: 'Reopens a completed task. Also accepts the id of a completed occurrence.',
  access: 'write',
  transports: everywhere,
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: task }) => (await reopenTask(app, task), {}),
});

export const skipTaskAction = action('tasks.skip', {
  title: 'Skip an occurrence',
  description: 'Skips the open occurrence of a repeating task, and continues with the next one.',
  access: 'write',
  transports: everywhere,
  params: z.object({ id, occurrence }),
  result: empty,
  run: async (app, { id: task, occurrence: day }) => (await skipOccurrence(app, task, day), {}),
});

export const setTaskStatusAction = action('tasks.setStatus', {
  title: 'Set the status of a task',
  description: 'Starts, completes, reopens, or archives a task.',
  access: 'write',
  transports: everywhere,
  params: z.object({ id, status: z.enum(taskStatuses) }),
  result: empty,
  run: async (app, { id: task, status }) => (await setStatus(app, task, status), {}),
});

export const moveTaskAction = action('tasks.move', {
  title: 'Move a task',
  description: 'Puts a task before another one in the manual order.',
  access: 'write',
  transports: everywhere,
  params: z.object({ id, before: id.nullable().describe('The task to put it before; null puts it last.') }),
  result: empty,
  run: async (app, { id: task, before }) => (await moveTask(app, task, before), {}),
});

export const planTaskAction = action('tasks.plan', {
  title: "Add a task to today's plan",
  description: "Puts a task into today's plan, once. From then on, completing it in either place completes it in both.",
  access: 'write',
  transports: everywhere,
  params: z.object({ id }),
  result: z.object({ id: id.describe("Of the plan's task.") }),
  run: (app, { id: task }) => planTask(app, task),
});

export const linkBranchAction = action('tasks.linkBranch', {
  title: 'Link a task to a branch',
  description:
    'Links a task to a branch. Measured time on that branch counts toward the task without a timer; if a time entry says what the time was for, that counts instead.',
  access: 'write',
  transports: everywhere,
  params: z.object({
    id,
    branch: z.string().min(1).max(500),
    project: z.string().min(1).max(1000).describe('Root of the project.'),
  }),
  result: empty,
  run: async (app, { id: task, ...where }) => (await linkBranch(app, task, { kind: 'branch', ...where }), {}),
});

export const deleteTaskAction = action('tasks.delete', {
  title: 'Delete a task',
  description: 'Deletes a task. Its subtasks stay as separate tasks. `tasks.restore` undoes that.',
  access: 'destructive',
  transports: everywhere,
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: task }) => (await deleteTask(app, task), {}),
});

export const restoreTaskAction = restoration('tasks.restore', taskRecords, {
  title: 'Restore a task',
  description: 'Brings a deleted task back as it was.',
  transports: everywhere,
});

/** The most that a person would select; the rest can be changed in another call. */
const bulkAtMost = 500;
const { shape } = taskFields;
const tagsOnly = taskFields.pick({ tags: true });

export const changeManyTasks = action('tasks.changeMany', {
  title: 'Change several tasks',
  description: 'Sets the status, priority, due date, or project of several tasks, or adds and removes tags.',
  access: 'write',
  transports: everywhere,
  params: z.object({
    ids: z.array(id).min(1).max(bulkAtMost),
    status: z.enum(taskStatuses).optional(),
    priority: shape.priority.optional(),
    dueOn: shape.dueOn.nullable(),
    project: shape.project.nullable(),
    addTags: shape.tags,
    removeTags: shape.tags,
  }),
  result: z.object({
    changed: z.number(),
    failed: z.array(z.object({ id, reason: z.string() })).describe('Those that could not be changed, and why.'),
  }),
  run: async (app, { ids, status, addTags = [], removeTags = [], ...changes }) => {
    const failed: { id: string; reason: string }[] = [];
    const removed = new Set(removeTags.map((tag) => tag.toLowerCase()));
    const hasTags = addTags.length + removed.size > 0;
    for (const task of new Set(ids)) {
      try {
        const before = hasTags ? ((await findTask(app, task)).stored.values.tags ?? []) : [];
        const tags = [...before.filter((tag) => !removed.has(tag.toLowerCase())), ...addTags];
        const all = { ...changes, ...(hasTags && { tags: parseParams(tagsOnly, { tags }).tags ?? null }) };
        if (Object.values(all).some((value) => value !== undefined)) await reviseTask(app, task, all);
        if (status !== undefined) await setStatus(app, task, status);
      } catch (error) {
        if (!(error instanceof AppError) || error.code.startsWith('storage')) throw error;
        failed.push({ id: task, reason: error.message });
      }
    }
    return { changed: new Set(ids).size - failed.length, failed };
  },
});

/** Uses the title, since the id means nothing to a person. */
async function ofTask(app: App, id: string, ask: (title: string) => Confirmation): Promise<Confirmation> {
  const { view } = await findTask(app, id);
  return ask(escapeMarkdown(view.title));
}
