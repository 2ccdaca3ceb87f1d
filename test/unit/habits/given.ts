import { addDays, daysBetween, type Day } from '../../../src/core/time/days.ts';
import type { Goal, RestDays } from '../../../src/habits/goals.ts';
import { judgePeriods, type DayValues, type PeriodResult } from '../../../src/habits/progress.ts';
import { streaksOf, type Streaks } from '../../../src/habits/streaks.ts';

export const everyDay = [0, 1, 2, 3, 4, 5, 6];
export const workdays = [1, 2, 3, 4, 5];

/** A goal of four hours on workdays, from Monday, November 2, 2026. */
export function goalOf(changes: Partial<Goal> = {}): Goal {
  const goal: Goal = {
    measure: 'time',
    direction: 'atLeast',
    target: 240,
    period: 'day',
    weekdays: workdays,
    firstDay: '2026-11-02',
  };
  return { ...goal, ...changes };
}

/** Values of days in a row. */
export function valuesFrom(first: Day, values: readonly number[]): DayValues {
  return new Map(values.map((value, at) => [addDays(first, at), value]));
}

/** The same value on each day of a range. */
export function steady(from: Day, to: Day, value: number): [Day, number][] {
  return daysBetween(from, to).map((day) => [day, value]);
}

export interface Judged {
  readonly goal: Goal;
  readonly values: DayValues;
  readonly rests?: readonly RestDays[];
  readonly today: Day;
}

export function results({ goal, values, rests = [], today }: Judged): PeriodResult[] {
  return judgePeriods(goal, { values, rests, today });
}

export function streaks(judged: Judged): Streaks {
  return streaksOf(results(judged), judged.goal.period);
}
