import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import type { App } from '../../core/operations/app.ts';
import { action } from '../../core/operations/operation.ts';
import { deletion, restoration } from '../../core/records/recordActions.ts';
import { addDays, minuteMs, type Day } from '../../core/time/days.ts';
import { instantOf, startOfDay } from '../../core/time/zone.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { daySchema } from '../../core/views/views.ts';
import { clockSchema, minutesOf } from '../calendar/clockInput.ts';
import { freeWithin, leastFreeMs } from '../calendar/freeTime.ts';
import { placeTasks } from '../calendar/planIcs.ts';
import { getStoredPlan } from '../planQueries.ts';
import { findTask } from '../plans.ts';
import type { Interval } from '../../core/time/intervals.ts';
import { getStoredBlocks, getTakenBy, type StoredBlock } from './blockQueries.ts';
import { blockLimits, gridMs, planBlocks } from './blocks.ts';

const id = z.string();
const transports = ['view', 'http', 'mcp', 'cli'] as const;
const minutes = z.number().int().min(blockLimits.least).max(blockLimits.most);
const instant = z.number().int().describe(unitTexts.instant);

export const placeBlocks = action('blocks.place', {
  title: 'Place a plan into free time',
  description:
    "Gives the open tasks of a day's plan time blocks, in their order, in the free time of that day's working hours. Existing blocks stay, and count for their tasks until they end, so placing a plan twice changes nothing.",
  access: 'write',
  transports,
  params: z.object({
    day: daySchema,
    workFrom: clockSchema.default('09:00').describe('When the working day begins.'),
    workTo: clockSchema.default('17:00').describe('When the working day ends.'),
  }),
  result: z.object({
    placed: z.number().describe('How many blocks were added.'),
    minutesLeft: z.number().describe('For these minutes of the tasks there was no free time.'),
  }),
  run: async (app, { day, workFrom, workTo }) => {
    const { tasks } = await app.read(getStoredPlan, { day });
    const open = tasks.filter(({ doneAt }) => doneAt === undefined);
    const shown = new Set(open.map((task) => task.id));
    const stored = await app.read(getStoredBlocks, { day });
    const now = app.clock.now();
    const ahead = stored.filter(({ task, end }) => end > now && shown.has(task));
    const needed = open.flatMap((task) => {
      const missing = Math.round(task.minutes - minutesIn(ahead.filter((block) => block.task === task.id)));
      return missing > 0 ? [{ id: task.id, title: task.title, minutes: missing }] : [];
    });
    const free = await freeTime(app, { day, from: minutesOf(workFrom), to: minutesOf(workTo) }, ahead);
    const { placed, left } = placeTasks(needed, free);
    const known = new Set(stored.map((block) => block.id));
    for (const { id: task, start, end } of placed)
      await app.records(planBlocks).put(newId(known, task, start), { task, day, start, end });
    return { placed: placed.length, minutesLeft: left.reduce((sum, one) => sum + one.minutes, 0) };
  },
});

export const saveBlock = action('blocks.save', {
  title: 'Save a time block',
  description:
    'Adds a time block for a task of a plan, or moves one. Blocks may overlap, with each other and with meetings; a block must be within the day of its plan.',
  access: 'write',
  transports,
  params: z.object({
    id: id.optional().describe('The block to change; without it, one is added.'),
    task: id.describe('The id of a task of a plan.'),
    start: instant,
    minutes,
  }),
  result: z.object({ id }),
  run: async (app, { id: wantedId, task, start, minutes: length }) => {
    const { day } = await findTask(app, task);
    const values = { task, day, start, end: start + length * minuteMs };
    checkWithin(app, values);
    if (wantedId !== undefined) return { id: (await app.records(planBlocks).revise(wantedId, values)).id };
    const known = new Set((await app.read(getStoredBlocks, { day })).map((block) => block.id));
    const blockId = newId(known, task, start);
    await app.records(planBlocks).put(blockId, values);
    return { id: blockId };
  },
});

export const deleteBlock = deletion('blocks.delete', planBlocks, {
  title: 'Remove a time block',
  description: 'Removes a time block; its task stays. `blocks.restore` undoes that.',
  transports,
});

export const restoreBlock = restoration('blocks.restore', planBlocks, {
  title: 'Restore a time block',
  description: 'Brings a removed time block back as it was.',
  transports,
});

export const clearBlocks = action('blocks.clear', {
  title: 'Remove the time blocks of a day',
  description: 'Removes the time blocks of a day that have not begun. Tasks stay.',
  access: 'destructive',
  transports,
  params: z.object({ day: daySchema }),
  result: z.object({ removed: z.array(id).describe('For `blocks.restore`.') }),
  run: async (app, { day }) => {
    const now = app.clock.now();
    const ahead = (await app.read(getStoredBlocks, { day })).filter(({ start }) => start > now);
    for (const block of ahead) await app.records(planBlocks).remove(block.id);
    return { removed: ahead.map((block) => block.id) };
  },
});

function minutesIn(blocks: readonly Interval[]): number {
  return blocks.reduce((sum, { start, end }) => sum + (end - start) / minuteMs, 0);
}

/** An id that two windows which place the same plan choose alike. One that was given to a block that was moved since is not taken from it. */
function newId(known: Set<string>, task: string, start: number): string {
  let id = `${task}#${Math.floor(start / minuteMs)}`;
  while (known.has(id)) id += '+';
  known.add(id);
  return id;
}

interface WorkTime {
  readonly day: Day;
  /** Minutes after midnight. */
  readonly from: number;
  readonly to: number;
}

/** Free time by the clock that holds on the day, from now on. @throws AppError `invalid-input` for hours that end before they begin */
async function freeTime(app: App, { day, from, to }: WorkTime, blocks: readonly StoredBlock[]): Promise<Interval[]> {
  const { clock, t } = app;
  if (to <= from) throw new AppError('invalid-input', t('The working hours must end after they begin.'));
  const at = (minute: number) => instantOf(Date.parse(day) + minute * minuteMs, (when) => clock.utcOffset(when));
  const soon = Math.ceil(clock.now() / gridMs) * gridMs;
  const hours = { start: Math.max(at(from), soon), end: at(to) };
  if (hours.start >= hours.end) return [];
  const taken = await app.read(getTakenBy, { from: hours.start, to: hours.end });
  return freeWithin(hours, [...taken, ...blocks], leastFreeMs);
}

function checkWithin(app: App, { day, start, end }: Pick<StoredBlock, 'day' | 'start' | 'end'>): void {
  const { dayStartsAt } = app.readOptions().rules;
  const beginning = (of: Day) => startOfDay(of, (at) => app.clock.utcOffset(at), dayStartsAt);
  if (start < beginning(day) || end > beginning(addDays(day, 1)))
    throw new AppError('invalid-input', app.t('A time block must be within the day of its plan, {0}.', day));
}
