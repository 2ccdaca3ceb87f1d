import type { TaskPage } from '../../../catalog/view.ts';
import type {
  DueBucketName,
  TaskGroupingName,
  TaskPriorityName,
  TaskStatusName,
} from '../../../core/views/taskStrings.ts';
import { baseName } from '../../format/text.ts';
import { useApp } from '../../state/app.ts';

/** Returns what a group is called, with the number of its tasks. */
export function useGroupWords(by: TaskGroupingName, page: TaskPage | undefined): (group: string) => string {
  const { strings, format } = useApp();
  const t = strings.tasks;
  const nameOf = (group: string): string => {
    if (by === 'status') return t.statuses[group as TaskStatusName];
    if (by === 'due') return t.buckets[group as DueBucketName];
    if (by === 'priority') return t.priorities[group as TaskPriorityName];
    if (by === 'project') return group === '' ? t.noProject : baseName(group);
    return group === '' ? t.noTag : `#${group}`;
  };
  return (group) => {
    const count = page?.groups.find(({ id }) => id === group)?.count ?? 0;
    return `${nameOf(group)} · ${format.number(count)}`;
  };
}
