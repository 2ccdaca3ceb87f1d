import { medianOf } from '../core/base/median.ts';
import type { GoalPeriod } from './goals.ts';
import { reserve, reserveOf } from './periods.ts';
import type { PeriodResult } from './progress.ts';

/** Consistency with which a goal was met. All numbers count periods: days, weeks, or months. */
export interface Streaks {
  /** Met in a row up to now. Rest doesn't end a row, nor does a miss that the reserve excuses; neither counts. */
  readonly current: number;
  readonly longest: number;
  /** The share that was met of all recently due ones. Comes first wherever both are shown, since one bad day hardly changes it. */
  readonly consistency: { readonly met: number; readonly due: number };
  /** The results, with the misses marked that the reserve excuses within the current row. */
  readonly results: readonly PeriodResult[];
}

/** The number of periods that `consistency` covers: eight weeks of days or weeks, or six months. */
const lately: Readonly<Record<GoalPeriod, number>> = { day: 56, week: 8, month: 6 };

/**
 * Works out streaks from the results of periods, oldest first.
 *
 * A row is any stretch in which no month (quarter, year) has more misses than its reserve. The current one is the longest that ends now, so
 * meeting a goal, or finding out late that it was met, can only lengthen it; spending the reserve from the oldest miss on could shorten it.
 */
export function streaksOf(results: readonly PeriodResult[], period: GoalPeriod): Streaks {
  let longest = 0;
  let first = 0;
  let met = 0;
  const used = new Map<string, number>();
  results.forEach((result, at) => {
    if (result.outcome === 'met') met++;
    if (result.outcome === 'missed') {
      const key = reserveOf(result, period);
      used.set(key, (used.get(key) ?? 0) + 1);
      for (; (used.get(key) ?? 0) > reserve[period] && first <= at; first++) {
        const left = results[first];
        if (left?.outcome === 'met') met--;
        if (left?.outcome === 'missed') used.set(reserveOf(left, period), (used.get(reserveOf(left, period)) ?? 0) - 1);
      }
    }
    longest = Math.max(longest, met);
  });
  const due = dueLately(results, period);
  return {
    current: met,
    longest,
    consistency: { met: due.filter(({ outcome }) => outcome === 'met').length, due: due.length },
    results: results.map((result, at) =>
      spares(result, at >= first && met > 0) ? { ...result, outcome: 'spared' } : result,
    ),
  };
}

function dueLately(results: readonly PeriodResult[], period: GoalPeriod): PeriodResult[] {
  const over = results.filter(({ outcome }) => outcome !== 'open');
  return over.slice(-lately[period]).filter(({ outcome }) => outcome !== 'rest');
}

function spares({ outcome }: PeriodResult, isInRow: boolean): boolean {
  return isInRow && outcome === 'missed';
}

/** Weeks of results that it takes to suggest anything. */
const enough: Readonly<Record<GoalPeriod, number>> = { day: 20, week: 4, month: 3 };

/**
 * Suggests a target that fits past results, for a goal that was recently missed more often than not.
 * @param step to which the target is rounded, such as 15 minutes
 * @returns undefined if the goal fits, or there is too little data
 */
export function fittingTarget(
  results: readonly PeriodResult[],
  { period, direction, target }: { period: GoalPeriod; direction: 'atLeast' | 'atMost'; target: number },
  step: number,
): number | undefined {
  const due = dueLately(results, period);
  const met = due.filter(({ outcome }) => outcome === 'met').length;
  if (due.length < enough[period] || met * 2 >= due.length) return undefined;
  const median = medianOf(due.map(({ value }) => value));
  const rounded = direction === 'atLeast' ? Math.floor(median / step) * step : Math.ceil(median / step) * step;
  const fitting = Math.max(step, rounded);
  return direction === 'atLeast' ? (fitting < target ? fitting : undefined) : fitting > target ? fitting : undefined;
}
