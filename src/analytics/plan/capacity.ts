import { medianOf } from '../../core/base/median.ts';
import { addDays, minuteMs, weekdayOf } from '../../core/time/days.ts';
import type { Day } from '../../core/time/days.ts';
import type { Evidence } from '../../core/facts/facts.ts';
import { durationInWords, weekdayLabel } from '../../core/base/format.ts';
import type { Context } from '../context.ts';
import { durationOf } from '../segment.ts';
import type { PlanHistory } from './history.ts';
import { historyWeeks } from './history.ts';

/** Days with less work (ms) say nothing about a usual day. */
const leastMs = 30 * minuteMs;
/** The number of days that establish a habit: of the same weekday, or of any. */
const leastWeekdays = 2;
const leastDays = 3;

export interface Capacity {
  readonly capacityMinutes: number;
  readonly capacityEvidence: readonly Evidence[];
}

/**
 * Returns the minutes of a usual day: the median of the same weekday in the last eight weeks; of all days, if the weekday had work less
 * than twice; the goal, if there are fewer than three days. Today counts only when it is over.
 */
export function capacityOf({ day, today, byDay }: PlanHistory, { goals, t }: Context): Capacity {
  const from = addDays(day, -7 * historyWeeks);
  const worked = [...byDay].filter(
    ([one, segments]) => isUsable(one, { from, today }) && durationOf(segments) >= leastMs,
  );
  const alike = worked.filter(([one]) => weekdayOf(one) === weekdayOf(day));
  const evidence = (text: string) => [{ id: 'capacity', text }];
  if (alike.length >= leastWeekdays) {
    const ms = medianOf(alike.map(([, segments]) => durationOf(segments)));
    const time = durationInWords(ms, t);
    const text = t('{0}: {1} on a usual day, from {2} in the last 8 weeks', weekdayLabel(day, t), time, alike.length);
    return { capacityMinutes: Math.round(ms / minuteMs), capacityEvidence: evidence(text) };
  }
  if (worked.length >= leastDays) {
    const ms = medianOf(worked.map(([, segments]) => durationOf(segments)));
    const text = t('{0} on a usual day, from {1} days in the last 8 weeks', durationInWords(ms, t), worked.length);
    return { capacityMinutes: Math.round(ms / minuteMs), capacityEvidence: evidence(text) };
  }
  const minutes = Math.round(goals.hoursPerDay * 60);
  const text = t('Your goal of {0}, since too few days are recorded yet', durationInWords(minutes * minuteMs, t));
  return { capacityMinutes: minutes, capacityEvidence: evidence(text) };
}

function isUsable(one: Day, { from, today }: { from: Day; today: Day }): boolean {
  return one >= from && one < today;
}
