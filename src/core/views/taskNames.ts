export type TaskStatusName = 'todo' | 'inProgress' | 'done' | 'archived';
export type TaskPriorityName = 'low' | 'medium' | 'high' | 'urgent';
export type DueBucketName = 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';
export type TaskGroupingName = 'none' | 'status' | 'due' | 'priority' | 'project' | 'category' | 'tag';
export type TaskOrderName = 'manual' | 'due' | 'priority' | 'created' | 'updated' | 'done' | 'title';
/** Which tasks a list has: `all` leaves the archived ones out. */
export const taskScopes = ['open', 'done', 'archived', 'all'] as const;
export type TaskScopeName = (typeof taskScopes)[number];

/** Returns what a page is for a task: pull requests and issues are recognized by their addresses. */
export function pageKind(address: string): 'url' | 'pullRequest' | 'issue' {
  if (/\/(?:pull|merge_requests|pull-requests)\/\d+/.test(address)) return 'pullRequest';
  return /\/issues\/\d+/.test(address) ? 'issue' : 'url';
}
