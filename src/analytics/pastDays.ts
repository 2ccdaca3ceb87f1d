import { daysBetween, minuteMs } from '../shared/days.ts';
import type { Day } from '../shared/days.ts';
import type { ActivityReader } from '../shared/reader.ts';
import type { DayTotal } from '../shared/views.ts';
import type { Context } from './context.ts';
import { dayTotalOf, splitByDay } from './days.ts';
import { readRows, rowsNear } from './rows.ts';
import { scoreOf } from './score/score.ts';
import { timelineOf } from './timeline.ts';

/** What was worked out is worked out anew after this long (ms), whatever was not told. */
const trustMs = 5 * minuteMs;

/** What is kept of a finished day. */
export interface PastDay {
  readonly score: number | null;
  readonly total: DayTotal;
}

/**
 * Scores and totals of finished days, worked out once and not at every refresh. Clear it when rules or goals changed, or
 * something of a finished day was recorded; what nobody told of shows after some minutes.
 */
export class PastDays {
  readonly #days = new Map<Day, PastDay>();
  #madeAt = 0;

  clear(): void {
    this.#days.clear();
  }

  /** The days asked for, in that order; those not known yet are read together. */
  get(days: readonly Day[], reader: ActivityReader, context: Context): PastDay[] {
    if (Math.abs(context.now - this.#madeAt) > trustMs) this.clear();
    if (this.#days.size === 0) this.#madeAt = context.now;
    const missing = days.filter((day) => !this.#days.has(day)).sort();
    const [from, to] = [missing[0], missing.at(-1)];
    if (from !== undefined && to !== undefined) this.#read({ from, to }, reader, context);
    return days.flatMap((day) => this.#days.get(day) ?? []);
  }

  #read({ from, to }: { from: Day; to: Day }, reader: ActivityReader, context: Context): void {
    const rows = readRows(reader, from, to);
    const byDay = splitByDay(timelineOf(rows, context.rules), context.rules.dayStartsAt);
    for (const day of daysBetween(from, to)) {
      const segments = byDay.get(day) ?? [];
      const score = scoreOf({ day, segments, rows: rowsNear(rows, day) }, context).value;
      this.#days.set(day, { score, total: dayTotalOf(day, segments) });
    }
  }
}
