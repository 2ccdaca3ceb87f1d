import { isTimeMeasure } from '../core/views/goalNames.ts';
import { daysBetween, weekdayOf, type Day } from '../core/time/days.ts';
import type { Goal, RestDays } from './goals.ts';
import { periodsBetween, type DaySpan } from './periods.ts';

/**
 * The result of a period. `open` isn't over and can still go either way; `rest` had no day on which the goal was due; `spared` was missed,
 * and the reserve excused it.
 */
export type Outcome = 'met' | 'missed' | 'spared' | 'rest' | 'open';

/** A period of a goal. Value and target are minutes, or numbers of tasks or commits. */
export interface PeriodResult extends DaySpan {
  readonly value: number;
  readonly target: number;
  readonly outcome: Outcome;
}

/** A goal's measurements for each day: minutes or a number. Days without any may be absent. */
export type DayValues = ReadonlyMap<Day, number>;

/** Everything that judging a goal depends on. */
export interface GoalRecord {
  readonly values: DayValues;
  readonly rests: readonly RestDays[];
  readonly today: Day;
}

/**
 * Judges each period of a goal up to today.
 *
 * The value of a period is the sum over its chosen weekdays between the goal's first and last day. Days of rest lower the target
 * proportionally, as does a goal that begins or ends within a period, but work on them counts. An "at least" goal is met as soon as it is
 * reached; an "at most" goal only when the period is over.
 */
export function judgePeriods(goal: Goal, record: GoalRecord): PeriodResult[] {
  const { today } = record;
  const last = goal.lastDay !== undefined && goal.lastDay < today ? goal.lastDay : today;
  return periodsBetween(goal.firstDay, last, goal.period).map((span) => judge(goal, span, record));
}

function judge(goal: Goal, span: DaySpan, { values, rests, today }: GoalRecord): PeriodResult {
  const chosen = daysBetween(span.from, span.to).filter((day) => goal.weekdays.includes(weekdayOf(day)));
  const within = chosen.filter((day) => day >= goal.firstDay && (goal.lastDay === undefined || day <= goal.lastDay));
  const due = within.filter((day) => !rests.some(({ from, to }) => day >= from && day <= to));
  const value = within.reduce((sum, day) => sum + (values.get(day) ?? 0), 0);
  const target = shareOf(goal, due.length, chosen.length);
  const isOver = span.to < today || (goal.lastDay !== undefined && goal.lastDay < today);
  return { ...span, value, target, outcome: outcomeOf(goal, value, { target, isDue: due.length > 0, isOver }) };
}

/** Returns the part of the target for some of a period's chosen days, rounded in the person's favor. */
function shareOf({ target, direction, measure }: Goal, due: number, chosen: number): number {
  if (due === 0 || due === chosen) return target;
  const share = (target * due) / chosen;
  if (isTimeMeasure(measure)) return share;
  return direction === 'atLeast' ? Math.max(1, Math.floor(share)) : Math.ceil(share);
}

interface JudgedPeriod {
  readonly target: number;
  readonly isDue: boolean;
  readonly isOver: boolean;
}

function outcomeOf({ direction }: Goal, value: number, { target, isDue, isOver }: JudgedPeriod): Outcome {
  if (direction === 'atLeast' && value >= target) return 'met';
  if (!isDue) return 'rest';
  if (!isOver) return 'open';
  return direction === 'atMost' && value <= target ? 'met' : 'missed';
}
