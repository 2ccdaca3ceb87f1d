import * as z from 'zod';
import { instant } from '../../core/records/timeFields.ts';
import { collection } from '../../core/records/collection.ts';
import { minuteMs } from '../../core/time/days.ts';
import { daySchema } from '../../core/views/views.ts';

/** Limits of time blocks, in minutes. */
export const blockLimits = { least: 1, most: 12 * 60, listDays: 31 } as const;

/** The times of blocks are placed on this grid, in ms. */
export const gridMs = 5 * minuteMs;

/**
 * Time blocks: when a task of a plan should be worked on. The title and project are those of the task, and nothing of them is kept here. A block
 * of a task that was moved to another day than `day`, or deleted, isn't shown.
 */
export const planBlocks = collection(
  'planBlocks',
  z.object({
    /** The id of the plan's task. */
    task: z.string().min(1).max(300),
    day: daySchema,
    start: instant,
    end: instant,
  }),
);
