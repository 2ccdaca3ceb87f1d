import { clockTime } from '../../../core/time/clockTime.ts';
import { minuteMs } from '../../../core/time/days.ts';

/** A stretch of time, ms since the epoch, and the offset of its clock from UTC in minutes. */
export interface TimesRange {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** A stretch as `HH:MM-HH:MM`, in whole minutes around it, so that it is covered entirely. */
export function timesAround({ start, end, offset }: TimesRange): string {
  return `${clockTime(start, offset)}-${clockTime(Math.ceil(end / minuteMs) * minuteMs, offset)}`;
}

/** The part of a stretch that `HH:MM-HH:MM` names; undefined if it names none. */
export function partOf(text: string, { start, end, offset }: TimesRange): TimesRange | undefined {
  const time = String.raw`([01]?\d|2[0-4]):([0-5]\d)`;
  const found = new RegExp(String.raw`^${time}\s*[-\u2013]\s*${time}$`).exec(text.trim());
  if (!found) return undefined;
  const [h = 0, m = 0, toH = 0, toM = 0] = found.slice(1).map(Number);
  const from = Math.max(start, instantOf(h * 60 + m, start, offset));
  const to = Math.min(end, instantOf(toH * 60 + toM, from, offset));
  return to > from ? { start: from, end: to, offset } : undefined;
}

/** The first instant at or after the minute of `after` that shows these minutes of a day. */
function instantOf(minutes: number, after: number, offset: number): number {
  const shown = Math.floor((after + offset * minuteMs) / minuteMs);
  const wait = (((minutes - shown) % 1440) + 1440) % 1440;
  return Math.floor(after / minuteMs) * minuteMs + wait * minuteMs;
}
