import { internalQuery } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { addDays } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { branchOfTask } from '../taskStarts.ts';
import { branchLinks, isNameOf } from './taskBranches.ts';
import { tasks } from './tasks.ts';

/** A task with its branch or pull request. */
export interface LinkedTask {
  readonly id: string;
  readonly title: string;
  readonly branches: readonly { readonly branch: string; readonly project: string }[];
  /** Addresses of pull requests. */
  readonly pulls: readonly string[];
}

/**
 * Tasks with such a link: those of the list first, the one that was created last before the others, as for time on a branch (`branchTasks`);
 * then those of the plans of the last days.
 */
export function linkedTasks(read: Reading, days: number): LinkedTask[] {
  const created = allRecords(read, tasks).toSorted((a, b) => b.values.createdAt - a.values.createdAt);
  const listed = created.flatMap(({ id, values }): LinkedTask[] => {
    const links = values.links ?? [];
    const branches = branchLinks(values);
    const pulls = links.flatMap((link) => (link.kind === 'pullRequest' ? [link.url] : []));
    return branches.length + pulls.length > 0 ? [{ id, title: values.title, branches, pulls }] : [];
  });
  const today = presentDay(read);
  const planned = read.reader.planTasks(addDays(today, 1 - days), today).flatMap((task): LinkedTask[] => {
    const branch = branchOfTask(task.project, task.evidence);
    const { id, title, project } = task;
    return branch === undefined || project === undefined
      ? []
      : [{ id, title, branches: [{ branch, project }], pulls: [] }];
  });
  return [...listed, ...planned];
}

/** The days in which a plan's task counts as the one of a branch. */
const plannedDays = 60;

/** The title of the task that is linked to a branch; undefined when none is. */
export const getBranchTask = internalQuery(
  'tasks.ofBranch',
  (read: Reading, { project, branch }: { readonly project: string; readonly branch: string }): string | undefined => {
    return linkedTasks(read, plannedDays).find(({ branches }) =>
      branches.some((link) => link.branch === branch && isNameOf(link.project, project)),
    )?.title;
  },
);
