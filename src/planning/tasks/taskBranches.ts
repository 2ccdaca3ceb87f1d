import type { TaskItem } from './taskIndex.ts';

/** The place of measured time. */
interface OnBranch {
  readonly project?: string | undefined;
  readonly branch?: string | undefined;
}

/** Returns the id of the task that time on a branch counts toward; undefined where no task is linked to it. */
export type BranchTasks = (place: OnBranch) => string | undefined;

/**
 * Finds tasks by the branches that they are linked to. Of several with the same branch, the one that was created last counts, so that no
 * time counts twice. A link without a project is of the task's project, and one without either counts nowhere.
 */
export function branchTasks(items: readonly TaskItem[]): BranchTasks {
  const linked = new Map<string, { readonly id: string; readonly project: string; readonly createdAt: number }[]>();
  for (const { stored } of items) {
    const { createdAt, links = [] } = stored.values;
    for (const link of links) {
      const project = link.kind === 'branch' ? (link.project ?? stored.values.project) : undefined;
      if (link.kind !== 'branch' || project === undefined) continue;
      const known = linked.get(link.branch) ?? [];
      linked.set(link.branch, [...known, { id: stored.id, project: slashes(project), createdAt }]);
    }
  }
  for (const tasks of linked.values()) tasks.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  return ({ project, branch }) => {
    const tasks = branch === undefined ? undefined : linked.get(branch);
    if (!tasks || project === undefined) return undefined;
    const root = `/${slashes(project)}`;
    return tasks.find((task) => root.endsWith(`/${task.project}`))?.id;
  };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** A name for the branch of a task: words of its title in lower case, without what a branch can't have. */
export function branchName(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return (
    words.reduce(
      (name, word) => (name.length + word.length < longestName ? [name, word].filter(Boolean).join('-') : name),
      '',
    ) || 'task'
  );
}

const longestName = 50;
