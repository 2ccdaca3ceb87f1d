import { dayMs, minuteMs } from '../../core/time/days.ts';

/**
 * What a fact can be, wherever it comes from: a line of a journal, an import. Whatever is outside was not observed, and would make
 * figures wrong, a day list endless, or a number too long to write.
 */

/** The last instant of a fact: a day before the last of a `Date`, so that any offset can be added. */
const lastTime = 8.64e15 - dayMs;
/** No work lasts longer, ms. */
const longest = 366 * dayMs;
/** Nothing that waits lasts longer, ms: an issue may be open for decades, a problem for years. */
const longestLife = 100 * 366 * dayMs;

/** An instant, ms since the epoch. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= lastTime;
}

/** How long something took, ms. */
export function isLength(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= longest;
}

/** How long something was there that nobody worked on all the time, from its beginning to its end, ms. */
export function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= longestLife;
}

/** Minutes east of UTC. */
export function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= dayMs / minuteMs;
}

/** How many of something, or minutes. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** A number of any sign that can be kept exactly. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** A day as it is written. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** A text that is no longer than any that was recorded; bodies of documents are the longest. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4_000_000;
}

/** An id, or another short text that is kept as it is. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2000;
}
