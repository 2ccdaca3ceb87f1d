import * as z from 'zod';
import { categoryColors } from '../categories/categories.ts';
import { activityKinds } from '../facts/activity.ts';
import { dayLimits, groupings, namesAtMost } from './history.ts';
import { duration, instant, daySchema, scoreLevels, shareSchema, splitParts, timelineBlock } from './views.ts';

/** Schemas of what the view asks for besides the snapshot: ranges of days, one day in detail, habits. Durations in milliseconds. */

const part = z.object({
  /** `none` is time without a name, `rest` what the other names come to. */
  type: z.enum(['name', 'none', 'rest']),
  /** By which it is asked for again; empty for `none` and `rest`. */
  id: z.string(),
  /** Its name; for `source` and `kind`, the view has the words. */
  name: z.string(),
  ms: duration,
  /** Color of a category. */
  color: z.enum(categoryColors).optional(),
});
export type RangePart = z.infer<typeof part>;

export const activityRange = z.object({
  by: z.enum(groupings),
  /** Most time first, then `none` and `rest`. */
  parts: z.array(part).max(namesAtMost + 2),
  /** Oldest first, today last; `ms` is aligned with `parts`, and sums to the day's total. */
  days: z.array(z.object({ day: daySchema, ms: z.array(duration) })),
});
export type ActivityRange = z.infer<typeof activityRange>;

const dayTime = z.object({ day: daySchema, ms: duration });
export type DayDuration = z.infer<typeof dayTime>;

/** Time so far, and of the week or month before up to the same day and time of day. */
const soFar = z.object({ ms: duration, beforeMs: duration });

export const historyView = z.object({
  /** Whole weeks from a Monday, oldest first, today last. */
  days: z.array(dayTime),
  week: soFar,
  month: soFar,
  /** The week with the most time; `from` is its Monday. Null while nothing is recorded. */
  bestWeek: z.object({ from: daySchema, ms: duration }).nullable(),
});
export type HistoryView = z.infer<typeof historyView>;

export const patternsView = z.object({
  /** For Monday to Sunday, the time in each hour of the day. */
  hours: z.array(z.array(duration).length(24)).length(7),
  /** For Monday to Sunday, the number of days with any time. */
  worked: z.array(z.number().int().min(0)).length(7),
  /** Null while fewer than three days in the range have any time. */
  best: z
    .object({
      /** The two hours of the clock, from `from` on, that hold the most time together, and their share of it. */
      from: z.number().int().min(0).max(23),
      share: z.number().min(0).max(1),
      /** The fullest hour of the week: 0 for Monday, and its mean over the days worked. */
      weekday: z.number().int().min(0).max(6),
      hour: z.number().int().min(0).max(23),
      meanMs: duration,
    })
    .nullable(),
});
export type PatternsView = z.infer<typeof patternsView>;

export const topView = z.object({
  totalMs: duration,
  lists: z.object({
    project: z.array(part),
    category: z.array(part),
    language: z.array(part),
    file: z.array(part),
    branch: z.array(part),
  }),
});
export type TopView = z.infer<typeof topView>;

/** The days that a figure rests on: those with the most of it, and what the others come to. */
export const topDays = z.object({ days: z.array(dayTime), restDays: z.number().int().min(0), restMs: duration });
export type TopDays = z.infer<typeof topDays>;

const dayRun = z.object({
  start: instant,
  /** Null while it runs. */
  end: instant.nullable(),
  name: z.string(),
  kind: z.enum(activityKinds),
  outcome: z.enum(['passed', 'failed', 'running', 'unknown']),
});
export type DayRun = z.infer<typeof dayRun>;

const dayMark = z.object({
  at: instant,
  type: z.enum(['commit', 'github']),
  title: z.string(),
  detail: z.string().optional(),
  url: z.string().optional(),
});
export type DayMark = z.infer<typeof dayMark>;

const waitedFor = z.object({
  ms: duration,
  count: z.number().int().min(0),
  /** The longest of them, each with its page. */
  named: z.array(z.object({ id: z.string(), title: z.string(), url: z.string(), ms: duration })),
});
export type WaitedFor = z.infer<typeof waitedFor>;

/** Waiting on GitHub in a day. It is nobody's time: not a part of the total. */
const dayWaits = z.object({ ci: waitedFor, review: waitedFor });
export type DayWaits = z.infer<typeof dayWaits>;

/** A block of a day in detail. */
const dayBlock = timelineBlock.extend({
  /** For a page or an application: the name of its category. */
  category: z.string().optional(),
});
export type DayBlock = z.infer<typeof dayBlock>;

export const dayView = z.object({
  day: daySchema,
  /** Minutes east of UTC of the clock that held then. */
  offset: z.number(),
  /** Until when it is drawn: now for today. */
  now: instant.nullable(),
  totalMs: duration,
  goalMs: duration,
  bySplit: z.record(z.enum(splitParts), duration),
  score: z.object({ value: z.number().nullable(), level: z.enum(scoreLevels) }),
  byKind: z.array(shareSchema),
  /** Time on pages that connect to work in an editor; a part of the total. */
  researchMs: duration,
  timeline: z.array(dayBlock).max(dayLimits.blocks),
  runs: z.array(dayRun).max(dayLimits.runs),
  marks: z.array(dayMark).max(dayLimits.marks),
  /** Null where GitHub tells of none. */
  waits: dayWaits.nullable(),
  /** Days to continue to; null at the first recorded day, and at today. */
  before: daySchema.nullable(),
  after: daySchema.nullable(),
});
export type DayView = z.infer<typeof dayView>;
