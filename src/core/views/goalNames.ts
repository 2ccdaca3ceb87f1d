/** What a goal can be about, in the order of the form. */
export type GoalMeasureName = 'time' | 'project' | 'language' | 'kind' | 'tasks' | 'commits';
export type GoalPeriodName = 'day' | 'week' | 'month';
