import { addDays, daysBetween } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { Dashboard, DayTotal, Today } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { measureWork } from './measure.ts';
import { readRecent, type RecentWork } from './recentWork.ts';
import { DailyRollups } from './rollups/dailyRollups.ts';
import { rowsNear } from './rows.ts';
import type { Segment } from './segment.ts';
import { sameWeekdaysBefore, sparklineDays, trendOf } from './score/trend.ts';
import { atOnce } from './steps.ts';

/** Days that the dashboard's chart shows. */
const chartDays = 14;

/** The measured parts of the dashboard. */
export interface Overview {
  readonly score: Dashboard['score'];
  readonly today: Today;
  /** The last 14 days, today last. */
  readonly days: DayTotal[];
  /** The time of today. */
  readonly segments: readonly Segment[];
}

/** Input of an overview that may be there already. */
export interface OverviewInput {
  readonly recent?: RecentWork;
  /** The results of finished days; pass them to the next call again to avoid reading them. */
  readonly rollups?: DailyRollups;
}

/** Today, its score with trend and sparkline, and the totals of the last 14 days. */
export function overviewOf(reader: ActivityReader, context: Context, known: OverviewInput = {}): Overview {
  const { recent = readRecent(reader, context), rollups = new DailyRollups() } = known;
  const day = presentDay(context);
  const work = { rows: rowsNear(recent.rows, day), timeline: recent.timeline };
  const { today, score, segments } = atOnce(measureWork(work, day, context));
  const before = rollups.scores(daysBetween(addDays(day, 1 - chartDays), addDays(day, -1)), reader, context);
  // One by one: they are a week apart, and the days between aren't needed.
  const weekdays = sameWeekdaysBefore(day).flatMap((one) => rollups.scores([one], reader, context));
  const scores = new Map(before.map((one) => [one.total.day, one.score]));
  scores.set(day, score.value);
  return {
    score: {
      ...score,
      trendPercent: trendOf(
        score.value,
        weekdays.map((one) => one.score),
      ),
      sparkline: sparklineDays(day).map((one) => ({ day: one, value: scores.get(one) ?? null })),
    },
    today,
    days: [...before.map((one) => one.total), { day, totalMs: today.totalMs, bySource: today.bySource }],
    segments,
  };
}
