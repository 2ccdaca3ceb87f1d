/** Measures that a goal can have, in the order of the form. */
export type GoalMeasureName =
  | 'time'
  | 'project'
  | 'language'
  | 'kind'
  | 'category'
  | 'tasks'
  | 'commits'
  | 'commitDays'
  | 'focusSessions';

export type GoalPeriodName = 'day' | 'week' | 'month';

const counted: readonly GoalMeasureName[] = ['tasks', 'commits', 'commitDays', 'focusSessions'];

/** Returns true for a measure whose values and targets are times in minutes, false for one that counts. */
export function isTimeMeasure(measure: GoalMeasureName): boolean {
  return !counted.includes(measure);
}
