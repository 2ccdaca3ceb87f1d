import { addDays, daysBetween, minuteMs, rangeAround, type Day } from '../../shared/days.ts';
import type { ActivityReader } from '../../shared/reader.ts';
import type { Context } from '../context.ts';
import { splitByDay } from '../days.ts';
import { timelineOf } from '../timeline.ts';
import { daySumOf, type DaySum } from './daySum.ts';

/** What was worked out is worked out anew after this long (ms), whatever was not told. */
const trustMs = 5 * minuteMs;
/** Days read at once: few enough that other questions need not wait long. */
const stepDays = 28;

/**
 * The sums of finished days, worked out once. Clear it when the rules changed or something of a finished day was recorded; what
 * nobody told of shows after some minutes.
 */
export class DaySums {
  readonly #days = new Map<Day, DaySum>();
  #madeAt = 0;

  clear(): void {
    this.#days.clear();
  }

  /**
   * Works out some of the finished days of a range that are not known yet.
   * @returns how many are still missing: call it again until there are none
   */
  prepare(days: readonly Day[], reader: ActivityReader, context: Context): number {
    this.#distrust(context.now);
    const missing = days.filter((day) => !this.#days.has(day));
    const [first] = missing;
    if (first === undefined) return 0;
    const until = addDays(first, stepDays - 1);
    const step = missing.filter((day) => day <= until);
    this.#read({ from: first, to: step.at(-1) ?? first }, reader, context);
    return missing.length - step.length;
  }

  /** The sums of days in order, all of them finished. */
  get(days: readonly Day[], reader: ActivityReader, context: Context): DaySum[] {
    while (this.prepare(days, reader, context) > 0);
    return days.flatMap((day) => this.#days.get(day) ?? []);
  }

  /** Unlike finished days, today is read each time. */
  today(day: Day, reader: ActivityReader, context: Context): DaySum {
    return sumsBetween({ from: day, to: day }, reader, context).get(day) ?? daySumOf(day, []);
  }

  #distrust(now: number): void {
    if (Math.abs(now - this.#madeAt) > trustMs) this.clear();
    if (this.#days.size === 0) this.#madeAt = now;
  }

  #read(range: DayRange, reader: ActivityReader, context: Context): void {
    const sums = sumsBetween(range, reader, context);
    for (const day of daysBetween(range.from, range.to)) this.#days.set(day, sums.get(day) ?? daySumOf(day, []));
  }
}

interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

function sumsBetween({ from, to }: DayRange, reader: ActivityReader, { rules }: Context): Map<Day, DaySum> {
  const range = rangeAround(from, to);
  const rows = {
    spans: reader.spans(range),
    runs: reader.runs(range),
    activities: reader.activities(range),
    corrections: reader.documents('corrections', range),
  };
  const byDay = splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
  return new Map(Array.from(byDay, ([day, segments]) => [day, daySumOf(day, segments)]));
}
