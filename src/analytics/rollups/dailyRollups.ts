import { addDays, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { DayTotal } from '../../core/views/views.ts';
import type { Context } from '../context.ts';
import { segmentCategories } from '../categories.ts';
import { segmentsByDay } from '../daySegments.ts';
import { dayTotalOf, splitByDay } from '../days.ts';
import { readRows, rowsNear, type Rows } from '../rows.ts';
import { scoreOf } from '../score/score.ts';
import { trendWeeks } from '../score/trend.ts';
import { timelineOf } from '../timeline.ts';
import type { Segment } from '../segment.ts';
import { daySumOf, type DaySum } from './daySum.ts';
import { daySumCodec } from './daySumCodec.ts';
import { RememberedDays } from './rememberedDays.ts';

/**
 * The number of days that are read at once: few enough that other queries don't wait long, and that a year takes no more memory than a
 * month.
 */
const daysAtOnce = 28;

/** The days whose scores the dashboard shows. Their scores are computed with their sums, from the same timeline. */
const scoredDays = 7 * trendWeeks;

/** The score of a finished day, and its total. */
export interface DayScore {
  readonly score: number | null;
  readonly total: DayTotal;
}

/**
 * The results of finished days: sums by name and hour, and scores. A day's timeline is computed once for both, and the results are cached
 * until a fact of that day is written.
 */
export class DailyRollups {
  readonly #sums = new RememberedDays<DaySum>('sums', daySumCodec);
  /** Figures only: these texts are not sealed. */
  readonly #scores = new RememberedDays<DayScore>('score', {
    encode: ({ score, total }) => JSON.stringify([score, total.totalMs, total.bySource]),
    decode: (day, text) => {
      const [score, totalMs, bySource] = JSON.parse(text) as [number | null, number, DayTotal['bySource']];
      return { score, total: { day, totalMs, bySource } };
    },
  });

  /** Returns the scores of finished days, in the given order. */
  scores(days: readonly Day[], reader: ActivityReader, context: Context): DayScore[] {
    const inOrder = [...days].sort();
    const found = this.#scores.get(inOrder, reader, context);
    for (const days of stepsOf(inOrder.filter((day) => !found.has(day))))
      for (const [day, value] of this.#workOut(days, true, { reader, context }).scores) found.set(day, value);
    return days.flatMap((day) => found.get(day) ?? []);
  }

  /** Returns the sums of finished days, which are in order. */
  sums(days: readonly Day[], reader: ActivityReader, context: Context): DaySum[] {
    const found = this.#sums.get(days, reader, context);
    for (const step of stepsOf(days.filter((day) => !found.has(day))))
      for (const [day, value] of this.#workOut(step, false, { reader, context }).sums) found.set(day, value);
    return days.flatMap((day) => found.get(day) ?? []);
  }

  /**
   * Computes some of the missing sums.
   * @param days finished ones, in order
   * @returns the number of missing ones; call it again until that is 0
   */
  prepare(days: readonly Day[], reader: ActivityReader, context: Context): number {
    const missing = this.#sums.missing(days, reader, context);
    const [step = []] = stepsOf(missing);
    if (step.length > 0) this.#workOut(step, false, { reader, context });
    return missing.length - step.length;
  }

  /** Computes adjacent days, and caches the results. */
  #workOut(days: readonly Day[], scored: boolean, { reader, context }: RollupSource): RollupResult {
    const [from = '', to = from] = [days[0], days.at(-1)];
    const firstScored = scored ? from : addDays(presentDay(context), -scoredDays);
    const rows = to < firstScored ? undefined : readRows(reader, from, to);
    const byDay = rows ? segmentsIn(rows, context) : segmentsByDay({ from, to }, reader, context.rules);
    const worked: RollupResult = { sums: new Map(), scores: new Map() };
    const categoryOf = segmentCategories(reader, { from, to }, context);
    for (const day of days) {
      const segments = byDay.get(day) ?? [];
      worked.sums.set(day, daySumOf(day, segments, categoryOf));
      if (!rows || day < firstScored) continue;
      const score = scoreOf({ day, segments, rows: rowsNear(rows, day) }, context).value;
      worked.scores.set(day, { score, total: dayTotalOf(day, segments) });
    }
    this.#sums.keep(worked.sums, reader, context);
    this.#scores.keep(worked.scores, reader, context);
    return worked;
  }
}

/** The instance in a reading's `shared`, which all of its queries use. */
export function makeDailyRollups(): DailyRollups {
  return new DailyRollups();
}

/** Returns the sums of an unfinished day. They are not cached. */
export function presentSum(day: Day, reader: ActivityReader, context: Context): DaySum {
  const range = { from: day, to: day };
  const segments = segmentsByDay(range, reader, context.rules).get(day) ?? [];
  return daySumOf(day, segments, segmentCategories(reader, range, context));
}

interface RollupSource {
  readonly reader: ActivityReader;
  readonly context: Context;
}

interface RollupResult {
  readonly sums: Map<Day, DaySum>;
  readonly scores: Map<Day, DayScore>;
}

function segmentsIn(rows: Rows, { rules }: Context): Map<Day, Segment[]> {
  return splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
}

/** Splits sorted days into steps that are read at once, of days that are adjacent or one day apart. */
function stepsOf(days: readonly Day[]): Day[][] {
  const steps: Day[][] = [];
  for (const day of days) {
    const last = steps.at(-1);
    const [from, to] = [last?.[0], last?.at(-1)];
    if (last && from && to && day <= addDays(to, 2) && day < addDays(from, daysAtOnce)) last.push(day);
    else steps.push([day]);
  }
  return steps;
}
