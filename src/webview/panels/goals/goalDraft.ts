import * as l10n from '@vscode/l10n';
import type { ActivityKind } from '../../../core/facts/activity.ts';
import { isTimeMeasure, type GoalMeasureName, type GoalPeriodName } from '../../../core/views/goalNames.ts';
import type { GoalInput, GoalView } from '../../../catalog/view.ts';
import { parseDuration, typedDuration } from '../../format/duration.ts';

/** A goal as it is being typed. */
export interface GoalDraft {
  readonly measure: GoalMeasureName;
  readonly project: string;
  readonly language: string;
  readonly kind: ActivityKind;
  /** The id of a category. */
  readonly category: string;
  readonly direction: 'atLeast' | 'atMost';
  readonly target: string;
  readonly period: GoalPeriodName;
  readonly weekdays: readonly number[];
  readonly firstDay: string;
  readonly lastDay: string;
}

export type GoalField = 'subject' | 'target' | 'weekdays' | 'firstDay' | 'lastDay';

interface CheckedGoal {
  /** Value to send; absent while there is an error. */
  readonly input?: GoalInput;
  readonly problems: Partial<Readonly<Record<GoalField, string>>>;
}

/** The contract's maximum. */
const most = { count: 10_000, days: { day: 1, week: 7, month: 31 } } as const;

/** Returns the draft of a new goal: four hours on workdays, from today on. */
export function newGoal(today: string, workdays: readonly number[]): GoalDraft {
  return {
    measure: 'time',
    project: '',
    language: '',
    kind: 'learning',
    category: 'learning',
    direction: 'atLeast',
    target: '4h',
    period: 'day',
    weekdays: workdays,
    firstDay: today,
    lastDay: '',
  };
}

/** Returns the draft for editing a goal. */
export function draftOfGoal(goal: GoalView): GoalDraft {
  const { measure, direction, period, weekdays, firstDay, lastDay = '', project = '', subject = '', target } = goal;
  return {
    measure,
    project,
    language: measure === 'language' ? subject : '',
    kind: measure === 'kind' ? (subject as ActivityKind) : 'learning',
    category: measure === 'category' ? subject : 'learning',
    direction,
    target: isTimeMeasure(measure) ? typedDuration(target) : String(target),
    period,
    weekdays,
    firstDay,
    lastDay,
  };
}

export function checkGoal(draft: GoalDraft): CheckedGoal {
  const { measure, direction, period, firstDay, lastDay } = draft;
  const target = targetOf(draft);
  // A draft that an older version kept has no category.
  const { category = '' } = draft as Partial<GoalDraft>;
  const subjects: Partial<Record<GoalMeasureName, string>> = { language: draft.language, kind: draft.kind, category };
  const subject = subjects[measure];
  const maxHours = 24 * most.days[period];
  const problems = {
    ...((measure === 'project' ? draft.project === '' : subject === '') && { subject: l10n.t('Choose one.') }),
    ...(target === undefined && {
      target: isTimeMeasure(measure)
        ? l10n.t('Enter a time of up to {0}, such as 4h.', `${maxHours}h`)
        : l10n.t('Enter a whole number from 1 to {0}.', most.count),
    }),
    ...(draft.weekdays.length === 0 && { weekdays: l10n.t('Choose at least one weekday.') }),
    ...(firstDay === '' && { firstDay: l10n.t('Enter a date.') }),
    ...(lastDay !== '' && lastDay < firstDay && { lastDay: l10n.t('The last day is before the first.') }),
  };
  if (target === undefined || Object.keys(problems).length > 0) return { problems };
  const input: GoalInput = {
    measure,
    direction,
    target,
    period,
    weekdays: [...draft.weekdays].sort((a, b) => a - b),
    firstDay,
    ...(lastDay !== '' && { lastDay }),
    ...(measure === 'project' && { project: draft.project }),
    ...(subject !== undefined && { subject }),
  };
  return { input, problems };
}

function targetOf({ measure, target, period }: GoalDraft): number | undefined {
  if (!isTimeMeasure(measure)) {
    const count = Number(target.trim());
    return /^\d+$/.test(target.trim()) && count >= 1 && count <= most.count ? count : undefined;
  }
  const duration = parseDuration(target, 'hours', most.days[period] * 24 * 60);
  return 'minutes' in duration ? duration.minutes : undefined;
}
