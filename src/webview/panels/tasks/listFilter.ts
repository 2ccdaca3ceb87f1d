import type { Params, Result } from '../../../catalog/view.ts';
import type { TaskGroupingName, TaskOrderName, TaskScopeName, TaskStatusName } from '../../../core/views/taskNames.ts';

/** Which tasks are shown, and how. */
export interface ListFilter {
  readonly text: string;
  readonly scope: TaskScopeName;
  readonly groupBy: TaskGroupingName;
  readonly sortBy: TaskOrderName;
  /** Empty for any. */
  readonly tag: string;
  readonly project: string;
  /** The id of a category. */
  readonly category: string;
}

export const plainFilter: ListFilter = {
  text: '',
  scope: 'open',
  groupBy: 'none',
  sortBy: 'manual',
  tag: '',
  project: '',
  category: '',
};

const scopes: Readonly<Record<TaskScopeName, TaskStatusName[]>> = {
  open: ['todo', 'inProgress'],
  done: ['done'],
  archived: ['archived'],
  all: ['todo', 'inProgress', 'done'],
};

/** Returns the parameters of the request. */
export function paramsOf({ text, scope, groupBy, sortBy, ...parts }: ListFilter): Params<'tasks.list'> {
  return {
    status: scopes[scope],
    groupBy,
    sortBy,
    ...(text.trim() !== '' && { text }),
    ...partsOf(parts),
  };
}

/** Returns true for a filter that excludes something besides finished tasks. */
export function isNarrow({ text, scope, ...parts }: ListFilter): boolean {
  return text.trim() !== '' || scope !== 'open' || Object.keys(partsOf(parts)).length > 0;
}

/** Returns the conditions that listed tasks must meet, without those that are "any". */
function partsOf({ tag, project, category }: Pick<ListFilter, 'tag' | 'project' | 'category'>) {
  return { ...(tag !== '' && { tag }), ...(project !== '' && { project }), ...(category !== '' && { category }) };
}

type SavedFilter = Result<'taskFilters.list'>['filters'][number];

/** Returns a saved filter as the list uses it. */
export function filterOf({
  search: text = '',
  tag = '',
  project = '',
  category = '',
  ...rest
}: SavedFilter): ListFilter {
  const { scope, groupBy, sortBy } = rest;
  return { text, tag, project, category, scope, groupBy, sortBy };
}

/** Returns what is saved of a filter. */
export function savedOf(filter: ListFilter, name: string): Params<'taskFilters.save'> {
  const { text, scope, groupBy, sortBy } = filter;
  return { name, scope, groupBy, sortBy, ...(text.trim() !== '' && { search: text.trim() }), ...partsOf(filter) };
}

/** Returns true if two filters show the same. */
export function isSameFilter(a: ListFilter, b: ListFilter): boolean {
  return JSON.stringify(savedOf(a, '')) === JSON.stringify(savedOf(b, ''));
}
