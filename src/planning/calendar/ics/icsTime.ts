import { dayMs, hourMs, minuteMs } from '../../../core/time/days.ts';
import { paramOf, type ContentLine } from './contentLines.ts';

/** A time as a calendar writes it. */
export interface IcsTime {
  /** The date and time of the clock there, as the milliseconds since the epoch that it would be in UTC. */
  readonly wall: number;
  /** A date without a time, for an event of whole days. */
  readonly isDate: boolean;
  /** `UTC`, or the calendar's name for a zone; absent for floating time. */
  readonly zone?: string;
}

const earliest = Date.UTC(1600, 0);
const latest = Date.UTC(2200, 0);

/** A time in a list, and the end of a period in it. */
export interface ListedTime extends IcsTime {
  readonly end?: IcsTime;
}

/** Reads all times of a line such as EXDATE or RDATE, which may list periods. Those that can't be read are left out. */
export function timesOf(line: ContentLine): ListedTime[] {
  const zone = paramOf(line, 'TZID');
  return line.value.split(',').flatMap((value) => {
    const [first = '', last = ''] = value.split('/');
    const start = timeIn(first, line, zone);
    if (!start) return [];
    const length = parseDuration(last);
    const end = length === undefined ? timeIn(last, line, zone) : { ...start, wall: start.wall + length };
    return [end ? { ...start, end } : start];
  });
}

/** Reads the first time of a line. */
export function timeOf(line: ContentLine | undefined): IcsTime | undefined {
  return line && timeIn(line.value.split(/[,/]/)[0] ?? '', line, paramOf(line, 'TZID'));
}

/** Some programs write midnight after a date that the line says is one. */
function timeIn(text: string, line: ContentLine, zone: string | undefined): IcsTime | undefined {
  const time = parseTime(text, zone);
  const isDate = time && time.wall % dayMs === 0 && paramOf(line, 'VALUE')?.toUpperCase() === 'DATE';
  return isDate ? { wall: time.wall, isDate } : time;
}

/** Reads a date or a date with a time, such as `20261204T143000Z`. Some programs write a `T` at the end, where a `Z` may stand. */
export function parseTime(text: string, zone?: string): IcsTime | undefined {
  const found = /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?(?:(Z)|T)?)?\s*$/i.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 1, date = 1, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  const wall = Date.UTC(year, month - 1, date, hours, minutes, Math.min(seconds, 59));
  const civil = new Date(Date.UTC(year, month - 1, date));
  const isDay = civil.getUTCMonth() === month - 1 && civil.getUTCDate() === date;
  const isPossible = isDay && hours < 25 && minutes < 60;
  if (!isPossible || wall < earliest || wall > latest) return undefined;
  if (found[4] === undefined) return { wall, isDate: true };
  if (found[7] !== undefined) return { wall, isDate: false, zone: 'UTC' };
  return { wall, isDate: false, ...(zone !== undefined && zone !== '' && { zone }) };
}

/** Reads a duration such as `PT1H30M` or `P1W`. @returns milliseconds; undefined for anything else */
export function parseDuration(text: string): number | undefined {
  const found =
    /^\s*([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?\s*$/i.exec(text);
  if (!found) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(2)
    .map((digits) => Number(digits ?? 0));
  const ms = (weeks * 7 + days) * dayMs + hours * hourMs + minutes * minuteMs + seconds * 1000;
  return found[1] === '-' ? -ms : ms;
}
