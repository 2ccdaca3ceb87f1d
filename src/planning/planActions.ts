import * as z from 'zod';
import { action } from '../core/operations/operation.ts';
import { limits } from '../core/base/limits.ts';
import { daySchema } from '../core/views/views.ts';
import { deleteTask, moveTask, revisePlan, saveTask } from './plans.ts';
import { tickPlanned } from './tasks/planTasks.ts';
import { taskInput } from './taskInput.ts';
import { startTask, stopTasks } from './taskStarts.ts';

const id = z.string();
const empty = z.object({});

export const savePlanTask = action('plan.saveTask', {
  title: 'Save a task',
  description: 'Adds a task to the plan of a day, or changes one. A day without a plan gets an empty one.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: taskInput,
  result: z.object({ id }),
  run: (app, task) => saveTask(app, task),
});

export const tickPlanTask = action('plan.tick', {
  title: 'Mark a task as done',
  description: 'Marks a task as done, and stops it when it was started; or marks it as open again.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id, done: z.boolean() }),
  result: empty,
  run: async (app, { id: task, done }) => {
    if (done) await stopTasks(app, task);
    await tickPlanned(app, task, done);
    return {};
  },
});

export const startPlanTask = action('plan.start', {
  title: 'Start a task',
  description:
    "Counts time on the task's branch or project toward it from now on. Stops the task that was started before.",
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id: id.describe("A task of today's plan.") }),
  result: empty,
  run: async (app, { id: task }) => (await startTask(app, task), {}),
});

export const stopPlanTask = action('plan.stop', {
  title: 'Stop a task',
  description: 'Stops counting time toward a task. Does nothing when it was not started.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: task }) => (await stopTasks(app, task), {}),
});

export const movePlanTask = action('plan.move', {
  title: 'Move a task',
  description: 'Puts a task before another one of its day.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id, before: id.nullable().describe('The task to put it before; null puts it last.') }),
  result: empty,
  run: async (app, { id: task, before }) => (await moveTask(app, task, before), {}),
});

export const deletePlanTask = action('plan.deleteTask', {
  title: 'Delete a task',
  description: 'Deletes a task from its plan.',
  access: 'destructive',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: task }) => {
    await stopTasks(app, task);
    await deleteTask(app, task);
    return {};
  },
});

export const tickLearning = action('plan.tickLearning', {
  title: 'Mark the learning goal as done',
  description: 'Marks the learning goal of a plan as done, or as open again.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ day: daySchema, done: z.boolean() }),
  result: empty,
  run: async (app, { day, done }) => {
    await revisePlan(app, { day, part: 'learning' }, { done });
    return {};
  },
});

export const answerReflection = action('plan.answer', {
  title: 'Answer the reflection',
  description: 'Saves the answer to the question that a plan asks about the day before.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ day: daySchema, answer: z.string().max(limits.answerLength) }),
  result: empty,
  run: async (app, { day, answer }) => {
    await revisePlan(app, { day, part: 'reflection' }, { answer });
    return {};
  },
});
