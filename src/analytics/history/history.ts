import { readCategories } from '../../core/categories/categoryRecords.ts';
import { addDays, daysBetween, dayOf, rangeAround, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { Grouping, RangeDays, TopOf } from '../../core/views/history.ts';
import type { ActivityRange, HistoryView, PatternsView, TopDays, TopView } from '../../core/views/historyViews.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Context } from '../context.ts';
import { activityRangeOf } from './activityRange.ts';
import { calendarDays, historyOf } from './comparison.ts';
import type { DaySum, Sums } from '../rollups/daySum.ts';
import { sumOver } from './parts.ts';
import { presentSum, type DailyRollups } from '../rollups/dailyRollups.ts';
import { patternsOf } from './patterns.ts';
import { topDaysOf, topViewOf } from './top.ts';

/** Answers about many days, from the rollups of finished days. */
export class History {
  readonly #rollups: DailyRollups;

  constructor(rollups: DailyRollups) {
    this.#rollups = rollups;
  }

  /**
   * Works out a part of what the other questions need, so that none of them takes long.
   * @param days of the range, or `calendar` for the days of `overview`
   * @returns the number of days that are still to be computed
   */
  prepare(days: RangeDays | 'calendar', reader: ActivityReader, context: Context): number {
    const today = presentDay(context);
    const all = days === 'calendar' ? calendarDays(today) : daysOf(today, days);
    return this.#rollups.prepare(all.slice(0, -1), reader, context);
  }

  /** The same for the days since `from`. */
  prepareSince(from: Day, reader: ActivityReader, context: Context): number {
    return this.#rollups.prepare(daysSince(from, presentDay(context), reader).slice(0, -1), reader, context);
  }

  /** The sums of the days since `from`, today last; none when `from` lies ahead. Years without facts are left out. */
  since(from: Day, reader: ActivityReader, context: Context): DaySum[] {
    const days = daysSince(from, presentDay(context), reader);
    return days.length === 0 ? [] : this.#sumsOf(days, reader, context);
  }

  range({ days, by }: { days: RangeDays; by: Grouping }, reader: ActivityReader, context: Context): ActivityRange {
    return activityRangeOf(this.#last(days, reader, context), by);
  }

  patterns(days: RangeDays, reader: ActivityReader, context: Context): PatternsView {
    return patternsOf(this.#last(days, reader, context));
  }

  top(days: RangeDays, reader: ActivityReader, context: Context): TopView {
    return topViewOf(this.#last(days, reader, context), readCategories(reader, context.t).categories);
  }

  /** Time by the id of its category, ms. */
  categories(days: RangeDays, reader: ActivityReader, context: Context): Sums {
    return sumOver(this.#last(days, reader, context), 'category');
  }

  topDays(query: { days: RangeDays; of: TopOf; id: string }, reader: ActivityReader, context: Context): TopDays {
    return topDaysOf(this.#last(query.days, reader, context), query.of, query.id);
  }

  /** The year calendar, and how this week and month compare. */
  overview(reader: ActivityReader, context: Context): HistoryView {
    return historyOf(this.#sumsOf(calendarDays(presentDay(context)), reader, context), context);
  }

  #last(days: RangeDays, reader: ActivityReader, context: Context): DaySum[] {
    return this.#sumsOf(daysOf(presentDay(context), days), reader, context);
  }

  #sumsOf(days: readonly Day[], reader: ActivityReader, context: Context): DaySum[] {
    const finished = this.#rollups.sums(days.slice(0, -1), reader, context);
    return [...finished, presentSum(presentDay(context), reader, context)];
  }
}

/** Days in which facts are searched for at once. */
const stretchDays = 400;

/**
 * The days up to today, except for what follows a stretch of them up to the next fact: one fact of the year 2000 would otherwise add thousands
 * of days.
 */
function daysSince(from: Day, today: Day, reader: ActivityReader): Day[] {
  const recent = addDays(today, -stretchDays);
  const days: Day[] = [];
  let day = from;
  while (day < recent) {
    const end = addDays(day, stretchDays - 1);
    days.push(...daysBetween(day, end < recent ? end : addDays(recent, -1)));
    // A span lasts up to a week, and the day of a fact may be two before that in UTC.
    const next = reader.firstInstant(rangeAround(addDays(end, -7), end).from);
    const later = next === undefined ? recent : addDays(dayOf(next, 0), -2);
    day = later > end ? later : addDays(end, 1);
  }
  return [...days, ...daysBetween(from > recent ? from : recent, today)];
}

function daysOf(today: Day, days: number): Day[] {
  return daysBetween(addDays(today, 1 - days), today);
}
