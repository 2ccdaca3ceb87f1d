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
