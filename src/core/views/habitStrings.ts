import type { Plural } from './viewStrings.ts';

/** What a goal can be about, in the order of the form. */
export type GoalMeasureName = 'time' | 'project' | 'language' | 'kind' | 'tasks' | 'commits';
export type GoalPeriodName = 'day' | 'week' | 'month';

export interface GoalStrings {
  readonly heading: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly add: string;
  readonly newGoal: string;
  readonly editGoal: string;
  readonly saved: string;
  readonly of: string;
  readonly atMostOf: string;
  readonly rest: string;
  readonly notStarted: string;
  readonly ended: string;
  readonly consistency: Readonly<Record<GoalPeriodName, Plural>>;
  readonly streak: Readonly<Record<GoalPeriodName, Plural>>;
  readonly longest: string;
  readonly recent: string;
  readonly outcomes: Readonly<Record<'met' | 'missed' | 'spared' | 'rest' | 'open', string>>;
  readonly fitting: string;
  readonly useFitting: string;
  readonly archive: string;
  readonly archived: string;
  readonly archivedNote: string;
  readonly unarchive: string;
  readonly showArchived: string;
  readonly hideArchived: string;
  readonly deleted: string;
  readonly form: GoalFormStrings;
  readonly rests: RestDayStrings;
  readonly coding: string;
  readonly codingHint: string;
}

export interface GoalFormStrings {
  readonly measure: string;
  readonly measures: Readonly<Record<GoalMeasureName, string>>;
  readonly project: string;
  readonly language: string;
  readonly kind: string;
  readonly nothingYet: string;
  readonly direction: string;
  readonly directions: Readonly<Record<'atLeast' | 'atMost', string>>;
  readonly time: string;
  readonly timeHint: string;
  readonly count: string;
  readonly timeInvalid: string;
  readonly countInvalid: string;
  readonly period: string;
  readonly periods: Readonly<Record<GoalPeriodName, string>>;
  readonly weekdays: string;
  readonly weekdaysInvalid: string;
  readonly start: string;
  readonly end: string;
  readonly endHint: string;
  readonly dayInvalid: string;
  readonly endInvalid: string;
}

export interface RestDayStrings {
  readonly heading: string;
  readonly hint: string;
  readonly add: string;
  readonly from: string;
  readonly to: string;
  readonly span: string;
  readonly remove: string;
  readonly removed: string;
}
