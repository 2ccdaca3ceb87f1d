import type { Plural } from './viewStrings.ts';

export type TaskStatusName = 'todo' | 'inProgress' | 'done' | 'archived';
export type TaskPriorityName = 'low' | 'medium' | 'high' | 'urgent';
export type DueBucketName = 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';
export type TaskGroupingName = 'none' | 'status' | 'due' | 'priority' | 'project' | 'tag';
export type TaskOrderName = 'manual' | 'due' | 'priority' | 'created' | 'updated' | 'done' | 'title';
/** Which tasks a list shows. */
export type TaskScopeName = 'open' | 'done' | 'archived' | 'all';

export interface TaskListStrings {
  readonly heading: string;
  readonly open: Plural;
  readonly empty: string;
  readonly nothingFits: string;
  readonly add: string;
  readonly addHint: string;
  readonly added: string;
  readonly unclear: string;
  readonly noTitle: string;
  readonly filter: string;
  readonly filterOff: string;
  readonly search: string;
  readonly show: string;
  readonly scopes: Readonly<Record<TaskScopeName, string>>;
  readonly groupBy: string;
  readonly groupings: Readonly<Record<TaskGroupingName, string>>;
  readonly sortBy: string;
  readonly orders: Readonly<Record<TaskOrderName, string>>;
  readonly tag: string;
  readonly project: string;
  readonly any: string;
  readonly noProject: string;
  readonly noTag: string;
  readonly statuses: Readonly<Record<TaskStatusName, string>>;
  readonly priorities: Readonly<Record<TaskPriorityName, string>>;
  readonly buckets: Readonly<Record<DueBucketName, string>>;
  readonly showAll: string;
  readonly subtasks: string;
  readonly overdue: string;
  readonly completed: string;
  readonly nextOn: string;
  readonly reopened: string;
  readonly deleted: string;
  readonly archived: string;
  readonly moved: string;
  readonly sortByHand: string;
  readonly undone: string;
  readonly start: string;
  readonly pause: string;
  readonly plan: string;
  readonly planned: string;
  readonly skip: string;
  readonly archive: string;
  readonly unarchive: string;
  readonly drag: string;
  readonly parent: string;
  readonly repeat: TaskRepeatStrings;
  readonly form: TaskFormStrings;
  readonly help: TaskHelpStrings;
}

export interface TaskRepeatStrings {
  readonly day: Plural;
  readonly workday: string;
  readonly week: Plural;
  readonly month: Plural;
  /** Takes the rule and the weekdays. */
  readonly on: string;
  /** Takes the rule. */
  readonly fromDone: string;
}

export interface TaskFormStrings {
  readonly name: string;
  readonly title: string;
  readonly titleEmpty: string;
  readonly titleLong: string;
  readonly description: string;
  readonly due: string;
  readonly time: string;
  readonly timeInvalid: string;
  readonly priority: string;
  readonly estimate: string;
  readonly estimateInvalid: string;
  readonly tags: string;
  readonly tagsHint: string;
  readonly project: string;
  readonly repeat: string;
  readonly repeats: Readonly<Record<'none' | 'day' | 'workday' | 'week' | 'month' | 'other', string>>;
  readonly repeatNeedsDue: string;
  readonly saved: string;
}

export interface TaskHelpStrings {
  readonly heading: string;
  readonly line: string;
  /** Keys, and what they do. */
  readonly keys: readonly (readonly [keys: string, does: string])[];
}
