export type TaskStatusName = 'todo' | 'inProgress' | 'done' | 'archived';
export type TaskPriorityName = 'low' | 'medium' | 'high' | 'urgent';
export type DueBucketName = 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';
export type TaskGroupingName = 'none' | 'status' | 'due' | 'priority' | 'project' | 'tag';
export type TaskOrderName = 'manual' | 'due' | 'priority' | 'created' | 'updated' | 'done' | 'title';
/** Which tasks a list shows. */
export type TaskScopeName = 'open' | 'done' | 'archived' | 'all';
