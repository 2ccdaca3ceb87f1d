import * as z from 'zod';
import { checkDayRange } from '../core/operations/dayRange.ts';
import { action } from '../core/operations/operation.ts';
import { deletion, restoration } from '../core/records/recordActions.ts';
import { plannedDay } from '../core/views/plannedDay.ts';
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
    // Absent fields are cleared, such as the last day of an open-ended goal.
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

export const deleteGoal = deletion('goals.delete', goals, {
  title: 'Delete a goal',
  description: 'Deletes a goal. `goals.restore` undoes that.',
  transports: ['view', 'http', 'mcp', 'cli'],
});

export const restoreGoal = restoration('goals.restore', goals, {
  title: 'Restore a goal',
  description: 'Brings a deleted goal back as it was.',
  transports: ['view', 'http', 'mcp', 'cli'],
});

export const addRestDays = action('restDays.add', {
  title: 'Add days off',
  description: 'Plans days on which no goal is due, such as a vacation. Both days are included.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ from: plannedDay, to: plannedDay }),
  result: z.object({ id }),
  run: async (app, { from, to }) => {
    checkDayRange({ from, to }, goalLimits.restDays);
    return { id: (await app.records(restDays).create({ from, to })).id };
  },
});

export const deleteRestDays = deletion('restDays.delete', restDays, {
  title: 'Remove days off',
  description: 'Removes planned days off, so that goals are due on them again.',
  transports: ['view', 'http', 'mcp', 'cli'],
});
