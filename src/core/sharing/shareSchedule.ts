import * as z from 'zod';
import { growingPause } from '../base/growingPause.ts';
import { type Day, addDays, hourMs, minuteMs } from '../time/days.ts';
import { shareLevels } from './shareBatch.ts';

/** Interval at which days are shared; `once` is tried until it succeeds, and then ends. */
export const shareIntervals = ['once', 'hour', 'day'] as const;
export type ShareInterval = (typeof shareIntervals)[number];

/** The days of a batch, up to today. */
const sharedDays = z.literal([7, 30, 90]);
export type SharedDays = z.infer<typeof sharedDays>;

/** Sharing that the user has set to happen by itself. It holds no names. Instants are ms since the epoch. */
const schedule = z.object({
  /** Address of the backend. */
  origin: z.string(),
  /** Id of the organization to share with. */
  organization: z.string(),
  isPersonal: z.boolean(),
  level: z.enum(shareLevels),
  every: z.enum(shareIntervals),
  /** The days that are shared at least. */
  days: sharedDays,
  /** Time at which the server last acknowledged a batch. */
  okAt: z.int().optional(),
  /** Since then. */
  failures: z.int(),
  /** Time and reason of the last failure. */
  failedAt: z.int().optional(),
  problem: z.string().optional(),
});
export type ShareSchedule = Readonly<z.infer<typeof schedule>>;

/** A batch that the server has acknowledged. It holds no names. */
const receipt = z.object({
  id: z.string(),
  /** Ms since the epoch. */
  at: z.int(),
  /** Address of the backend. */
  origin: z.string(),
  /** Id of the organization; earlier receipts don't have it. */
  organization: z.string().optional(),
  isPersonal: z.boolean(),
  level: z.enum(shareLevels),
  from: z.string(),
  to: z.string(),
  items: z.int(),
  isScheduled: z.boolean(),
});
export type KeptReceipt = Readonly<z.infer<typeof receipt>>;

const pauses = { firstMs: minuteMs, longestMs: hourMs };
/** Days before the last shared one that are shared again: a correction or a late entry may have changed them. */
const againDays = 6;

/** Returns true if a schedule has something to share now. @param dayAt the user's day of an instant */
export function isShareDue(schedule: ShareSchedule, now: number, dayAt: (at: number) => Day): boolean {
  const { every, okAt, failures, failedAt } = schedule;
  // A clock that was set back must not hold it up.
  if (failures > 0) return failedAt === undefined || Math.abs(now - failedAt) >= retryPauseMs(failures);
  if (okAt === undefined || every === 'once') return true;
  return every === 'hour' ? Math.abs(now - okAt) >= hourMs : dayAt(okAt) !== dayAt(now);
}

/** The pause after a number of failures in a row, in ms: it doubles from a minute to an hour. */
export function retryPauseMs(failures: number): number {
  return growingPause(failures, pauses);
}

/** The range that has every day since the last one that the server has, and some before it; at most 90 days. */
export function daysToShare({ okAt, days }: ShareSchedule, now: number, dayAt: (at: number) => Day): SharedDays {
  const from = okAt === undefined ? undefined : addDays(dayAt(okAt), -againDays);
  const fits = (count: number): boolean => from === undefined || addDays(dayAt(now), 1 - count) <= from;
  return ([7, 30, 90] as const).find((count) => fits(count) && (okAt !== undefined || count >= days)) ?? 90;
}

/** Reads schedules that were written as JSON. What isn't one is left out. */
export function parseSchedules(value: unknown): ShareSchedule[] {
  return parseList(value, schedule);
}

/** Reads receipts, as `parseSchedules`. */
export function parseReceipts(value: unknown): KeptReceipt[] {
  return parseList(value, receipt);
}

function parseList<T>(value: unknown, schema: z.ZodType<T>): T[] {
  return Array.isArray(value) ? value.flatMap((one) => schema.safeParse(one).data ?? []) : [];
}
