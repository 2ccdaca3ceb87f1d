import * as l10n from '@vscode/l10n';
import { plural, type Plural } from '../../format/plural.ts';
import type {
  TaskStatusName,
  TaskPriorityName,
  DueBucketName,
  TaskScopeName,
  TaskGroupingName,
  TaskOrderName,
} from '../../../core/views/taskNames.ts';
import type { RepeatChoice } from './taskDraft.ts';

/** Statuses of tasks. */
export const statusLabels = (): Readonly<Record<TaskStatusName, string>> => ({
  todo: l10n.t('To do'),
  inProgress: l10n.t('In progress'),
  done: l10n.t('Done'),
  archived: l10n.t('Archived'),
});

/** Priorities of tasks. */
export const taskPriorityLabels = (): Readonly<Record<TaskPriorityName, string>> => ({
  low: l10n.t('Low'),
  medium: l10n.t('Medium'),
  high: l10n.t('High'),
  urgent: l10n.t('Urgent'),
});

/** Groups of due dates. */
export const dueLabels = (): Readonly<Record<DueBucketName, string>> => ({
  overdue: l10n.t('Overdue'),
  today: l10n.t('Today'),
  tomorrow: l10n.t('Tomorrow'),
  week: l10n.t('Next 7 days'),
  later: l10n.t('Later'),
  none: l10n.t('No due date'),
});

/** Choices for which tasks to list. */
export const scopeLabels = (): Readonly<Record<TaskScopeName, string>> => ({
  open: l10n.t('Open'),
  done: l10n.t('Done'),
  archived: l10n.t('Archived'),
  all: l10n.t('All'),
});

/** Choices of how to group tasks. */
export const groupingLabels = (): Readonly<Record<TaskGroupingName, string>> => ({
  none: l10n.t('Nothing'),
  status: l10n.t('Status'),
  due: l10n.t('Due date'),
  priority: l10n.t('Priority'),
  project: l10n.t('Project'),
  category: l10n.t('Category'),
  tag: l10n.t('Tag'),
});

/** Choices of how to sort tasks. */
export const orderLabels = (): Readonly<Record<TaskOrderName, string>> => ({
  manual: l10n.t('By hand'),
  due: l10n.t('Due date'),
  priority: l10n.t('Priority'),
  created: l10n.t('Newest first'),
  updated: l10n.t('Last changed'),
  done: l10n.t('Last completed'),
  title: l10n.t('Title'),
});

/** Choices of how a task repeats. */
export const repeatLabels = (): Readonly<Record<RepeatChoice, string>> => ({
  none: l10n.t('Never'),
  day: l10n.t('Every day'),
  workday: l10n.t('Every workday'),
  week: l10n.t('Every week'),
  month: l10n.t('Every month'),
});

/** Days from which the next time of a task is counted. */
export const repeatFromLabels = (): Readonly<Record<'due' | 'done', string>> => ({
  due: l10n.t('The due date'),
  done: l10n.t('The day it is done'),
});

/** Keyboard shortcuts of the list, in the order of the help. */
export const keyboardShortcuts = (): Readonly<(readonly [keys: string, description: string])[]> => [
  ['↑ ↓', l10n.t('Move between tasks')],
  ['Space', l10n.t('Complete or reopen')],
  ['Enter', l10n.t('Show or hide details')],
  ['E', l10n.t('Edit')],
  ['C', l10n.t('Add a subtask')],
  ['S', l10n.t('Start, or set to To Do')],
  ['1 – 4', l10n.t('Set the priority, 1 is urgent')],
  ['Alt+↑ ↓', l10n.t('Move up or down')],
  ['P', l10n.t("Add to today's plan")],
  ['T', l10n.t('Start a timer')],
  ['A', l10n.t('Archive')],
  ['Delete', l10n.t('Delete')],
  ['X', l10n.t('Select, to change several tasks at once')],
  ['B', l10n.t('Go to the form for the selected tasks')],
  ['U', l10n.t('Undo')],
  ['N', l10n.t('Add a task')],
  ['/', l10n.t('Search')],
  ['F', l10n.t('Filter, and choose a saved filter')],
  ['?', l10n.t('Show or hide this list')],
];

/** Rules by which a task repeats, given the number of days, weeks, or months in between. */
export const repeatForms = (): Readonly<Record<'day' | 'week' | 'month', Plural>> => ({
  day: plural('Every day', 'Every {0} days'),
  week: plural('Every week', 'Every {0} weeks'),
  month: plural('Every month', 'Every {0} months'),
});
