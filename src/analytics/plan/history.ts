import { compareText } from '../../core/base/compareText.ts';
import { addDays } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { Day } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Context } from '../context.ts';
import { splitByDay } from '../days.ts';
import { readRows } from '../rows.ts';
import type { Rows } from '../rows.ts';
import type { Segment } from '../segment.ts';
import { timelineOf } from '../timeline.ts';

/** Weeks that a plan looks back on. */
export const historyWeeks = 8;
/** Branches, broken files and failing runs older than this many days have been left behind, not left open. */
export const openDays = 14;

/** The records before the day of a plan. */
export interface PlanHistory {
  /** The day the plan is for. */
  readonly day: Day;
  /** Today, which may be `day` or before it. */
  readonly today: Day;
  readonly rows: Rows;
  readonly byDay: ReadonlyMap<Day, readonly Segment[]>;
  /** The last `openDays` days up to `today`, ascending, with their segments. */
  readonly recent: readonly (readonly [Day, readonly Segment[]])[];
}

export function readHistory(reader: ActivityReader, day: Day, context: Context): PlanHistory {
  const { rules } = context;
  const today = presentDay(context);
  const rows = readRows(reader, addDays(day, -7 * historyWeeks), today);
  const byDay = splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
  const from = addDays(today, 1 - openDays);
  const recent = [...byDay].filter(([one]) => one >= from && one <= today).sort(([a], [b]) => compareText(a, b));
  return { day, today, rows, byDay, recent };
}

/** Days from one day to another. */
export function daysApart(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
