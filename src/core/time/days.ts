/** A calendar day of the person who worked: `YYYY-MM-DD`. */
export type Day = string;

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** Returns true for the date of a day that is in the calendar, as `YYYY-MM-DD`: February 30 is not, though `Date` takes it for March 2. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  // Each month has 28 days. Logs hold millions of instants, and a date costs more than all else about them.
  return !Number.isNaN(at) && (value.slice(-2) <= '28' || isoDay(at / dayMs) === value);
}

/**
 * Parses an ISO 8601 instant.
 * @returns milliseconds since the epoch; NaN for a text that is none, or has a day that is not in the calendar
 */
export function parseInstant(text: string): number {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  return date === undefined || isDay(date) ? Date.parse(text) : Number.NaN;
}

/**
 * The day an instant belongs to.
 * @param at milliseconds since the epoch
 * @param offset minutes east of UTC that held there and then
 * @param dayStartsAt minutes after local midnight at which a day begins (0 to 1439)
 */
export function dayOf(at: number, offset: number, dayStartsAt = 0): Day {
  return isoDay(Math.floor((at + (offset - dayStartsAt) * minuteMs) / dayMs));
}

/** The instant at which the day that holds `at` ends, with the offset that held at `at`. */
export function endOfDay(at: number, offset: number, dayStartsAt = 0): number {
  const shift = (offset - dayStartsAt) * minuteMs;
  return (Math.floor((at + shift) / dayMs) + 1) * dayMs - shift;
}

/** The day `count` days after (before, when negative). */
export function addDays(day: Day, count: number): Day {
  return isoDay(dayNumber(day) + count);
}

/** Days from `from` to `to`, both included, ascending; empty when `to` is before `from`. Check the count first where the days come from outside. */
export function daysBetween(from: Day, to: Day): Day[] {
  const first = dayNumber(from);
  return Array.from({ length: countDays(from, to) }, (_, i) => isoDay(first + i));
}

/** Returns the number of days from `from` to `to`, both included; 0 when `to` is before `from`. */
export function countDays(from: Day, to: Day): number {
  return Math.max(0, dayNumber(to) - dayNumber(from) + 1);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  // The epoch's first day, 1970-01-01, was a Thursday.
  return (((dayNumber(day) + 4) % 7) + 7) % 7;
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

/** Instants that surely hold every fact of the days `from` to `to`, whatever its offset (−12 h to +14 h) and the start of the day. */
export function rangeAround(from: Day, to: Day): TimeRange {
  return { from: (dayNumber(from) - 1) * dayMs, to: (dayNumber(to) + 3) * dayMs };
}

/** `[from, to)` in milliseconds since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Returns true if an instant (ms since the epoch) is in a range. */
export function isWithin({ from, to }: TimeRange, at: number): boolean {
  return at >= from && at < to;
}

function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
}

/** The last result, since most facts that are looked at one after the other are of one day, and a date takes a microsecond to write. */
let last: { readonly number: number; readonly day: Day } | undefined;

function isoDay(number: number): Day {
  if (last?.number !== number) last = { number, day: new Date(number * dayMs).toISOString().slice(0, 10) };
  return last.day;
}
