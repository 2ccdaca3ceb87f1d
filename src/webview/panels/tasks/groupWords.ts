import { baseName } from '../../../core/base/baseName.ts';
import * as l10n from '@vscode/l10n';
import { dueLabels, statusLabels, taskPriorityLabels } from './labels.ts';
import type { TaskPage } from '../../../catalog/view.ts';
import type {
  DueBucketName,
  TaskGroupingName,
  TaskPriorityName,
  TaskStatusName,
} from '../../../core/views/taskNames.ts';
import { useApp } from '../../state/app.ts';

/** Returns what a group is called, with the number of its tasks. */
export function useGroupWords(by: TaskGroupingName, page: TaskPage | undefined): (group: string) => string {
  const { format } = useApp();
  const nameOf = (group: string): string => {
    if (by === 'status') return statusLabels()[group as TaskStatusName];
    if (by === 'due') return dueLabels()[group as DueBucketName];
    if (by === 'priority') return taskPriorityLabels()[group as TaskPriorityName];
    if (by === 'project') return group === '' ? l10n.t('No project') : baseName(group);
    if (by === 'category') return group === '' ? l10n.t('No category') : group;
    return group === '' ? l10n.t('No tag') : `#${group}`;
  };
  return (group) => {
    const count = page?.groups.find(({ id }) => id === group)?.count ?? 0;
    return `${nameOf(group)} · ${format.number(count)}`;
  };
}
