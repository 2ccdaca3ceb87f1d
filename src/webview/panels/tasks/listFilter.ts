import type { Params } from '../../../catalog/view.ts';
import type { TaskGroupingName, TaskOrderName, TaskScopeName, TaskStatusName } from '../../../core/views/taskNames.ts';

/** What of the tasks is shown, and how. */
export interface ListFilter {
  readonly text: string;
  readonly scope: TaskScopeName;
  readonly groupBy: TaskGroupingName;
  readonly sortBy: TaskOrderName;
  /** Empty for any. */
  readonly tag: string;
  readonly project: string;
}

export const plainFilter: ListFilter = {
  text: '',
  scope: 'open',
  groupBy: 'none',
  sortBy: 'manual',
  tag: '',
  project: '',
};

const scopes: Readonly<Record<TaskScopeName, TaskStatusName[]>> = {
  open: ['todo', 'inProgress'],
  done: ['done'],
  archived: ['archived'],
  all: ['todo', 'inProgress', 'done'],
};

/** Returns what the host is asked for. */
export function paramsOf({ text, scope, groupBy, sortBy, tag, project }: ListFilter): Params<'tasks.list'> {
  return {
    status: scopes[scope],
    groupBy,
    sortBy,
    ...(text.trim() !== '' && { text }),
    ...(tag !== '' && { tag }),
    ...(project !== '' && { project }),
  };
}

/** Returns true for a filter that leaves something out, other than what is done. */
export function isNarrow({ text, scope, tag, project }: ListFilter): boolean {
  return text.trim() !== '' || scope !== 'open' || tag !== '' || project !== '';
}
