import * as l10n from '@vscode/l10n';
import type { GoalPeriodName, GoalMeasureName } from '../../../core/views/goalNames.ts';
import { plural, type Plural } from '../../format/plural.ts';

/** Texts for how often a goal was met: `{0}` is the number of periods, `{1}` the number of met ones. */
export const consistencyForms = (): Readonly<Record<GoalPeriodName, Plural>> => ({
  day: plural('{1} of {0} day in the last 8 weeks', '{1} of {0} days in the last 8 weeks'),
  week: plural('{1} of {0} week lately', '{1} of the last {0} weeks'),
  month: plural('{1} of {0} month lately', '{1} of the last {0} months'),
});

/** Periods in a row. */
export const streakForms = (): Readonly<Record<GoalPeriodName, Plural>> => ({
  day: plural('{0} day in a row', '{0} days in a row'),
  week: plural('{0} week in a row', '{0} weeks in a row'),
  month: plural('{0} month in a row', '{0} months in a row'),
});

/** Outcomes of a period. */
export const outcomeLabels = (): Readonly<Record<'met' | 'missed' | 'spared' | 'rest' | 'open', string>> => ({
  met: l10n.t('met'),
  missed: l10n.t('missed'),
  spared: l10n.t('missed, excused'),
  rest: l10n.t('off'),
  open: l10n.t('not over yet'),
});

/** The possible subjects of a goal. */
export const measureLabels = (): Readonly<Record<GoalMeasureName, string>> => ({
  time: l10n.t('All time'),
  project: l10n.t('A project'),
  language: l10n.t('A language'),
  kind: l10n.t('A kind of activity'),
  category: l10n.t('A category'),
  tasks: l10n.t('Tasks done'),
  commits: l10n.t('Commits'),
  commitDays: l10n.t('Days with a commit'),
  focusSessions: l10n.t('Focus sessions'),
});

/** Directions of a goal: to reach the target, or not to exceed it. */
export const directionLabels = (): Readonly<Record<'atLeast' | 'atMost', string>> => ({
  atLeast: l10n.t('At least'),
  atMost: l10n.t('At most'),
});

/** Periods of a goal. */
export const periodLabels = (): Readonly<Record<GoalPeriodName, string>> => ({
  day: l10n.t('Day'),
  week: l10n.t('Week'),
  month: l10n.t('Month'),
});
