import { dayMs, hourMs, isDay, minuteMs } from '../time/days.ts';

/**
 * The limits of every value of a fact, whether it comes from a journal or from an import. A value outside of them was not observed. It
 * would make figures wrong, lists of days endless, or numbers too long to write.
 */

/** Facts are of the years 2000 to 2100: the first instant, and the first after them. */
export const [firstTime, endOfTimes] = [Date.UTC(2000, 0), Date.UTC(2101, 0)];
const [firstDay, lastDay] = ['2000-01-01', '2100-12-31'];
/** The last instant that is calculated with: a day before the last of a `Date`, so that any offset can be added. */
const lastInstant = 8.64e15 - dayMs;
/** No place is further from UTC, minutes: Kiritimati is 14 h ahead. */
export const farthestOffset = (14 * hourMs) / minuteMs;
/** No work lasts longer, ms. */
export const longestWork = 366 * dayMs;
/** No span lasts longer, ms. */
const longestSpan = 7 * dayMs;
/** The longest lifetime, in ms: an issue may be open for decades, a problem for years. */
export const longestLife = 100 * 366 * dayMs;

/** An instant at which something can have been recorded, ms since the epoch. */
export function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= firstTime && value < endOfTimes;
}

/** Like `isTime`, or 0 for what belongs to no time, such as the state of a sync. */
export function isTimeOrNone(value: unknown): value is number {
  return value === 0 || isTime(value);
}

/** Any instant that a `Date` can hold after the epoch, ms. */
export function isInstant(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= lastInstant;
}

/** A day on the calendar to which something can belong. */
export function isFactDay(value: unknown): value is string {
  return isDay(value) && value >= firstDay && value <= lastDay;
}

/** Tells whether a value is a duration, in ms. */
export function isLength(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= longestWork;
}

/** The length of a span, in ms. No observed span comes close to the limit, and longer ones slow every later query down. */
export function isSpanLength(value: unknown): value is number {
  return isLength(value) && value <= longestSpan;
}

/** Tells whether a value is a lifetime, such as that of an issue from opening to closing, in ms. */
export function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= longestLife;
}

/** Minutes east of UTC. */
export function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= farthestOffset;
}

/** A count, or a number of minutes. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** A number of any sign that can be kept exactly. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** A text that is no longer than any that was recorded; bodies of documents are the longest. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 4_000_000;
}

/** A name of a project, file, language, or branch: no path is longer, on Windows, in characters. */
export function isNameText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 32_767;
}

/** An id: a short text that is kept as it is. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 2000;
}
