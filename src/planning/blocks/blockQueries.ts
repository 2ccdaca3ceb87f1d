import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { listedInId } from '../../core/facts/plans.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { dayMs, daysBetween, rangeAround, type Day, type TimeRange } from '../../core/time/days.ts';
import { presentDay, rangeOfDay } from '../../core/time/presentDay.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { daySchema } from '../../core/views/views.ts';
import { blocksTime } from '../calendar/judgeMeetings.ts';
import { eventsIn, type ShownEvent } from '../calendar/readEvents.ts';
import type { Interval } from '../../core/time/intervals.ts';
import { blockLimits, planBlocks } from './blocks.ts';

const instant = z.number().describe(unitTexts.instant);

const blockView = z.object({
  id: z.string(),
  source: z.enum(['plan', 'calendar']).describe('`calendar`: an event of a calendar whose events are focus time.'),
  title: z.string(),
  task: z.string().optional().describe('The id of the task in the plan; absent for an event.'),
  start: instant,
  end: instant,
  done: z.boolean().describe('Its task is done.'),
  overlaps: z.string().optional().describe('The title of a meeting or other event that takes a part of its time.'),
});
export type BlockView = z.infer<typeof blockView>;

/** Lists the time blocks of days. */
export const listBlocks = query('blocks.list', {
  title: 'List time blocks',
  description:
    "The time blocks of each day: when to work on the plan's tasks, and focus time in the calendars that the user connected.",
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({
    from: daySchema,
    to: daySchema.describe(`At most ${blockLimits.listDays} days, both included.`),
  }),
  result: z.object({ days: z.array(z.object({ day: daySchema, blocks: z.array(blockView) })) }),
  run: (read, { from, to }) => {
    checkDayRange({ from, to }, blockLimits.listDays);
    return { days: daysBetween(from, to).map((day) => ({ day, blocks: blocksOf(read, day) })) };
  },
});

/** A block with what a focus session in it is for. */
export interface FocusBlock extends BlockView {
  readonly project?: string;
  /** The id of the task in the list, if the plan's task stands for one. */
  readonly listed?: string;
}

/** The blocks of the present day that aren't done, in order. */
export const getFocusBlocks = internalQuery('blocks.today', (read: Reading): FocusBlock[] =>
  blocksOf(read, presentDay(read))
    .filter(({ done, end }) => !done && end > read.now)
    .map((block) => {
      const task = block.task === undefined ? undefined : read.reader.planTask(block.task);
      const listed = task && listedInId(task.id);
      return { ...block, ...(task?.project !== undefined && { project: task.project }), ...(listed && { listed }) };
    }),
);

/** A block as it is stored. */
export interface StoredBlock extends Interval {
  readonly id: string;
  readonly task: string;
  readonly day: Day;
}

/** The stored blocks of a day, whether or not their tasks still exist. */
export const getStoredBlocks = internalQuery('blocks.stored', (read: Reading, { day }: { readonly day: Day }) =>
  storedBlocks(read, day),
);

/** The time that events of the calendars take from a range. */
export const getTakenBy = internalQuery('blocks.taken', (read: Reading, range: TimeRange): Interval[] =>
  takingIn(read, range).map(({ event: { start, end } }) => ({ start, end })),
);

function storedBlocks(read: Reading, day: Day): StoredBlock[] {
  const { records } = read.records(planBlocks, { ...rangeAround(day, day), limit: 1000 });
  return records.flatMap(({ id, values }) => (values.day === day ? [{ id, ...values }] : []));
}

function takingIn(read: Reading, range: TimeRange): ShownEvent[] {
  return eventsIn(read, range).filter(({ event, calendar }) => blocksTime(event, calendar));
}

function blocksOf(read: Reading, day: Day): BlockView[] {
  const found = [...plannedBlocks(read, day), ...focusEvents(read, day)];
  if (found.length === 0) return [];
  // A clock change may put a block outside of the day as it is counted now.
  const { from, to } = rangeOfDay(day, read);
  const taking = takingIn(read, { from: from - dayMs, to: to + dayMs });
  return found
    .map((block): BlockView => {
      const other = taking.find(({ event }) => event.start < block.end && event.end > block.start);
      return other ? { ...block, overlaps: other.event.title } : block;
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || compareText(a.id, b.id));
}

/** A task that was done before a block of it began needs that block no longer. */
function plannedBlocks(read: Reading, day: Day): BlockView[] {
  return storedBlocks(read, day).flatMap(({ id, task: of, start, end }) => {
    const task = read.reader.planTask(of);
    if (!task || task.day !== day || (task.doneAt !== undefined && task.doneAt <= start)) return [];
    const done = task.doneAt !== undefined;
    return [{ id, source: 'plan', title: task.title, task: of, start, end, done }];
  });
}

function focusEvents(read: Reading, day: Day): BlockView[] {
  return eventsIn(read, rangeOfDay(day, read)).flatMap(({ event, calendar }): BlockView[] => {
    const { id, title, start, end, allDay, state } = event;
    const isFocus = calendar.use === 'focus' && !allDay && state !== 'declined' && end > start;
    return isFocus ? [{ id, source: 'calendar', title, start, end, done: false }] : [];
  });
}
