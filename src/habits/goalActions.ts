import * as z from 'zod';
import { checkDayRange } from '../core/operations/dayRange.ts';
import { action } from '../core/operations/operation.ts';
import { civilDay } from './civilDay.ts';
import { goalFields, goalInput, goalLimits, goals, restDays } from './goals.ts';

const id = z.string();
const empty = z.object({});

export const saveGoal = action('goals.save', {
  title: 'Save a goal',
  description: 'Adds a goal, or changes one when `id` is given.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: goalInput,
  result: z.object({ id }),
  run: async (app, { id: known, ...input }) => {
    const records = app.records(goals);
    if (known === undefined) return { id: (await records.create({ ...input, status: 'active' })).id };
    // What is absent now is cleared, such as the last day of a goal that goes on.
    await records.revise(known, { project: null, subject: null, lastDay: null, ...input });
    return { id: known };
  },
});

export const retargetGoal = action('goals.retarget', {
  title: 'Change the target of a goal',
  description: 'Changes how much a goal asks for, and nothing else.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id, target: goalFields.shape.target }),
  result: empty,
  run: async (app, { id: goal, target }) => (await app.records(goals).revise(goal, { target }), {}),
});

export const archiveGoal = action('goals.archive', {
  title: 'Archive a goal',
  description: 'Puts a goal aside with its history, or uses it again.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id, archived: z.boolean() }),
  result: empty,
  run: async (app, { id: goal, archived }) => {
    await app.records(goals).revise(goal, { status: archived ? 'archived' : 'active' });
    return {};
  },
});

export const deleteGoal = action('goals.delete', {
  title: 'Delete a goal',
  description: 'Deletes a goal. `goals.restore` takes that back.',
  access: 'destructive',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: goal }) => (await app.records(goals).remove(goal), {}),
});

export const restoreGoal = action('goals.restore', {
  title: 'Restore a goal',
  description: 'Brings a deleted goal back as it was.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: goal }) => (await app.records(goals).restore(goal), {}),
});

export const addRestDays = action('restDays.add', {
  title: 'Add days off',
  description: 'Plans days on which no goal is due, such as a vacation. Both days are included.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ from: civilDay, to: civilDay }),
  result: z.object({ id }),
  run: async (app, { from, to }) => {
    checkDayRange({ from, to }, goalLimits.restDays);
    return { id: (await app.records(restDays).create({ from, to })).id };
  },
});

export const deleteRestDays = action('restDays.delete', {
  title: 'Remove days off',
  description: 'Removes planned days off, so that goals are due on them again.',
  access: 'destructive',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ id }),
  result: empty,
  run: async (app, { id: span }) => (await app.records(restDays).remove(span), {}),
});
