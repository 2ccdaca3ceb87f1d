import { addDays, dayOf, daysBetween } from '../../shared/days.ts';
import type { Day } from '../../shared/days.ts';
import type { ActivityReader } from '../../shared/reader.ts';
import type { TimeRules } from '../../shared/rules.ts';
import { splitByDay } from '../days.ts';
import { readRows } from '../rows.ts';
import type { Rows } from '../rows.ts';
import { durationOf } from '../segment.ts';
import { timelineOf } from '../timeline.ts';

/** Days that a preview shows, today included. */
export const previewDays = 30;

/** What a day was and would be, in ms. */
export interface PreviewDay {
  readonly day: Day;
  readonly oldMs: number;
  readonly newMs: number;
}

/** What other rules would make of the last days. Nothing is written: time is worked out anew at every reading. */
export interface Preview {
  /** The last 30 days, oldest first, today last. */
  readonly days: readonly PreviewDay[];
  readonly oldMs: number;
  readonly newMs: number;
  /** Days whose total would be another. */
  readonly changed: number;
}

/** @param at the instant of reading and the offset that holds there */
export function previewOf(
  reader: ActivityReader,
  { now, offset }: { readonly now: number; readonly offset: number },
  { old, next }: { readonly old: TimeRules; readonly next: TimeRules },
): Preview {
  const today = dayOf(now, offset, next.dayStartsAt);
  const from = addDays(today, 1 - previewDays);
  const rows = readRows(reader, from, today);
  const before = totalsOf(rows, old);
  const after = totalsOf(rows, next);
  const days = daysBetween(from, today).map((day) => ({
    day,
    oldMs: before.get(day) ?? 0,
    newMs: after.get(day) ?? 0,
  }));
  return {
    days,
    oldMs: days.reduce((sum, { oldMs }) => sum + oldMs, 0),
    newMs: days.reduce((sum, { newMs }) => sum + newMs, 0),
    changed: days.filter(({ oldMs, newMs }) => oldMs !== newMs).length,
  };
}

function totalsOf(rows: Rows, rules: TimeRules): Map<Day, number> {
  const byDay = splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
  return new Map(Array.from(byDay, ([day, segments]) => [day, durationOf(segments)]));
}
