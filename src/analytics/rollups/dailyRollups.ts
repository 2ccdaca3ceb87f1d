import { addDays, daysBetween } from '../core/time/days.ts';
import type { Day } from '../core/time/days.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { DayTotal } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { dayTotalOf, splitByDay } from './days.ts';
import { KeptDays } from './keptDays.ts';
import { readRows, rowsNear } from './rows.ts';
import { scoreOf } from './score/score.ts';
import { timelineOf } from './timeline.ts';

/** So many days are read at a time at most, so that a year needs no more memory than a month. */
const daysAtOnce = 31;

/** What is kept of a finished day. */
export interface PastDay {
  readonly score: number | null;
  readonly total: DayTotal;
}

/** Scores and totals of finished days, worked out once and not at every refresh. */
export class PastDays {
  /** Figures only: these texts are not sealed. */
  readonly #kept = new KeptDays<PastDay>('score', {
    encode: ({ score, total }) => JSON.stringify([score, total.totalMs, total.bySource]),
    decode: (day, text) => {
      const [score, totalMs, bySource] = JSON.parse(text) as [number | null, number, DayTotal['bySource']];
      return { score, total: { day, totalMs, bySource } };
    },
  });

  /** The days asked for, in that order; those that are not kept are read together. */
  get(days: readonly Day[], reader: ActivityReader, context: Context): PastDay[] {
    const inOrder = [...days].sort();
    const found = this.#kept.get(inOrder, reader, context);
    for (const piece of piecesOf(inOrder.filter((day) => !found.has(day)))) {
      const worked = workOut(piece, reader, context);
      for (const [day, value] of worked) found.set(day, value);
      this.#kept.keep(worked, reader, context);
    }
    return days.flatMap((day) => found.get(day) ?? []);
  }
}

interface Piece {
  readonly from: Day;
  readonly to: Day;
}

/** Stretches that hold the days, which are in order: those that lie beside each other together. */
function piecesOf(days: readonly Day[]): Piece[] {
  const pieces: Piece[] = [];
  for (const day of days) {
    const last = pieces.at(-1);
    const isNear = last && day <= addDays(last.to, 2) && day < addDays(last.from, daysAtOnce);
    if (isNear) pieces[pieces.length - 1] = { from: last.from, to: day };
    else pieces.push({ from: day, to: day });
  }
  return pieces;
}

function workOut({ from, to }: Piece, reader: ActivityReader, context: Context): Map<Day, PastDay> {
  const rows = readRows(reader, from, to);
  const byDay = splitByDay(timelineOf(rows, context.rules), context.rules.dayStartsAt);
  const worked = daysBetween(from, to).map((day): [Day, PastDay] => {
    const segments = byDay.get(day) ?? [];
    const score = scoreOf({ day, segments, rows: rowsNear(rows, day) }, context).value;
    return [day, { score, total: dayTotalOf(day, segments) }];
  });
  return new Map(worked);
}
