import { dayMs, minuteMs, parseInstant, type Day } from './days.ts';

/** Minutes east of UTC that hold at an instant (ms since the epoch), somewhere. */
export type OffsetAt = (at: number) => number;

/** Returns true if `Intl` knows a time zone of this name, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The name of this process's zone. */
export function processZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Offsets change at full quarters of an hour only. */
const quarterMs = 15 * minuteMs;

/** Zones kept at most. */
const mostZones = 50;
/** The offsets of zones that were asked for, since making them takes as long as thousands of answers; undefined for no zone. */
const zones = new Map<string, OffsetAt | undefined>();

/**
 * The offsets of a time zone, daylight saving time included.
 * @param name as in the IANA database; undefined for the zone of this process
 * @throws RangeError for a zone that `Intl` doesn't know
 */
export function offsetsOf(name: string | undefined): OffsetAt {
  if (name === undefined) return (at) => -new Date(at).getTimezoneOffset();
  const found = knownZone(name);
  if (!found) throw new RangeError(`There is no time zone ${name}`);
  return found;
}

/** Like `offsetsOf`, with other offsets for a zone that `Intl` doesn't know, and for none (an empty name). */
export function offsetsIn(name: string, otherwise: OffsetAt): OffsetAt {
  return (name === '' ? undefined : knownZone(name)) ?? otherwise;
}

function knownZone(name: string): OffsetAt | undefined {
  if (!zones.has(name)) {
    if (zones.size >= mostZones) zones.clear();
    zones.set(name, isTimeZone(name) ? makeOffsets(name) : undefined);
  }
  return zones.get(name);
}

function makeOffsets(name: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' });
  let [quarter, offset] = [Number.NaN, 0];
  return (at) => {
    if (Math.floor(at / quarterMs) === quarter) return offset;
    quarter = Math.floor(at / quarterMs);
    offset = minutesIn(format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '');
    return offset;
  };
}

/** `GMT+05:30` is 330, `GMT` is 0. Seconds, which zones had in the 19th century, are left out. */
function minutesIn(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d{1,2}):?(\d{2})?/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0;
}

const zoneless = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?$/;

/**
 * Parses an ISO 8601 date and time. One without an offset is of the clocks of a place, where `Date.parse` takes this process's.
 * @returns milliseconds since the epoch; NaN for a text that is none
 */
export function parseTime(text: string, offsetAt: OffsetAt): number {
  const bare = text.trim();
  if (!zoneless.test(bare)) return parseInstant(bare);
  const wall = bare.length === 10 ? `${bare}T00:00` : bare.replace(' ', 'T').replace(',', '.');
  const at = parseInstant(`${wall}Z`);
  return Number.isNaN(at) ? at : instantOf(at, offsetAt);
}

/** Parses an ISO 8601 date and time, which is in UTC where it has no offset. */
export function parseUtc(text: string): number {
  return parseTime(text, () => 0);
}

/**
 * The instant at which clocks show a time. Of two, where clocks were set back, it is the first; where they were set forward over it, it
 * is as long after the change as the time says (02:30 is then 03:30), as `Temporal` and Java have it.
 * @param wall milliseconds since the epoch of the same time in UTC
 */
export function instantOf(wall: number, offsetAt: OffsetAt): number {
  const candidates = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)].map((offset) => wall - offset * minuteMs);
  const valid = candidates.filter((at) => at + offsetAt(at) * minuteMs === wall);
  return valid.length > 0 ? Math.min(...valid) : (candidates[0] ?? wall);
}

/**
 * The instant at which a day begins in a zone, ms since the epoch.
 * @param dayStartsAt minutes after local midnight at which a day begins (0 to 1439)
 */
export function startOfDay(day: Day, offsetAt: OffsetAt, dayStartsAt = 0): number {
  return instantOf(Date.parse(`${day}T00:00:00Z`) + dayStartsAt * minuteMs, offsetAt);
}
