import { type Day, addDays, hourMs, minuteMs } from '../time/days.ts';
import { type ShareLevel, shareLevels } from './shareBatch.ts';

/** How often days are shared; `once` is tried until it succeeds, and then ends. */
export const shareIntervals = ['once', 'hour', 'day'] as const;
export type ShareInterval = (typeof shareIntervals)[number];

/** The days of a batch, up to today. */
export type SharedDays = 7 | 30 | 90;

/** Sharing that the user has set to happen by itself. It holds no names. */
export interface ShareSchedule {
  /** Address of the backend. */
  readonly origin: string;
  /** Id of the organization to share with. */
  readonly organization: string;
  readonly isPersonal: boolean;
  readonly level: ShareLevel;
  readonly every: ShareInterval;
  /** The days that are shared at least. */
  readonly days: SharedDays;
  /** When the server last acknowledged a batch, in ms since the epoch. */
  readonly okAt?: number;
  /** Since then. */
  readonly failures: number;
  /** When the last one was, in ms since the epoch, and why. */
  readonly failedAt?: number;
  readonly problem?: string;
}

const longestPauseMs = hourMs;
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
  return Math.min(longestPauseMs, minuteMs * 2 ** Math.min(failures - 1, 10));
}

/** The range that has every day since the last one that the server has, and some before it; at most 90 days. */
export function daysToShare({ okAt, days }: ShareSchedule, now: number, dayAt: (at: number) => Day): SharedDays {
  const from = okAt === undefined ? undefined : addDays(dayAt(okAt), -againDays);
  const fits = (count: number): boolean => from === undefined || addDays(dayAt(now), 1 - count) <= from;
  return ([7, 30, 90] as const).find((count) => fits(count) && (okAt !== undefined || count >= days)) ?? 90;
}

/** Reads schedules that were written as JSON. What isn't one is left out. */
export function parseSchedules(value: unknown): ShareSchedule[] {
  return Array.isArray(value) ? value.filter(isSchedule) : [];
}

function isSchedule(value: unknown): value is ShareSchedule {
  const one = (value ?? {}) as Partial<Record<keyof ShareSchedule, unknown>>;
  return (
    [one.origin, one.organization].every((text) => typeof text === 'string') &&
    typeof one.isPersonal === 'boolean' &&
    (shareLevels as readonly unknown[]).includes(one.level) &&
    (shareIntervals as readonly unknown[]).includes(one.every) &&
    [7, 30, 90].includes(one.days as number) &&
    Number.isSafeInteger(one.failures) &&
    [one.okAt, one.failedAt].every((at) => at === undefined || Number.isSafeInteger(at))
  );
}
