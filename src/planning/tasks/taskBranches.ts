import { compareText } from '../../core/base/compareText.ts';
import type { TaskItem } from './taskIndex.ts';
import type { Task } from './tasks.ts';

/** The place of measured time. */
interface OnBranch {
  readonly project?: string | undefined;
  readonly branch?: string | undefined;
}

/** Returns the id of the task that time on a branch counts toward; undefined if no task is linked to it. */
export type BranchTasks = (place: OnBranch) => string | undefined;

/**
 * Finds tasks by the branches that they are linked to. Of several with the same branch, the one that was created last counts, so that no
 * time counts twice. A link without a project is of the task's project, and one without either counts nowhere.
 */
export function branchTasks(items: readonly TaskItem[]): BranchTasks {
  const linked = new Map<string, { readonly id: string; readonly project: string; readonly createdAt: number }[]>();
  for (const { stored } of items)
    for (const { branch, project } of branchLinks(stored.values)) {
      const known = linked.get(branch) ?? [];
      known.push({ id: stored.id, project, createdAt: stored.values.createdAt });
      linked.set(branch, known);
    }
  for (const tasks of linked.values()) tasks.sort((a, b) => b.createdAt - a.createdAt || compareText(a.id, b.id));
  return ({ project, branch }) => {
    const tasks = branch === undefined ? undefined : linked.get(branch);
    return project === undefined ? undefined : tasks?.find((task) => isNameOf(task.project, project))?.id;
  };
}

/** Returns the branches that a task is linked to, each with its project: that of the link, or else that of the task. */
export function branchLinks({
  links = [],
  project: own,
}: Pick<Task, 'links' | 'project'>): { readonly branch: string; readonly project: string }[] {
  return links.flatMap((link) => {
    const project = link.kind === 'branch' ? (link.project ?? own) : undefined;
    return link.kind === 'branch' && project !== undefined ? [{ branch: link.branch, project }] : [];
  });
}

/** Returns true where a task names a project's root: by its path, or by the last parts of it. */
export function isNameOf(name: string, root: string): boolean {
  return `/${slashes(root)}`.endsWith(`/${slashes(name)}`);
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
