import type { PullRequest } from '../../core/codeHosts/codeHostEvent.ts';

/** The location of a part of a session. */
interface PartLocation {
  readonly at: number;
  /** The working folder. */
  readonly project: string;
  readonly branch?: string | undefined;
  readonly commit?: string | undefined;
}

/** A task that is linked to branches or pull requests. */
export interface ResultTask {
  readonly id: string;
  readonly title: string;
  readonly branches: readonly { readonly branch: string; readonly project: string }[];
  /** Addresses. */
  readonly pulls: readonly string[];
}

/**
 * Returns a function that finds the pull request of a part of a session: the one that contains its commit, as itself or squashed; otherwise
 * the user's own from the same branch that was still open then, in a repository named like a folder of the path.
 */
export function pullFinder(pulls: readonly PullRequest[]): (leg: PartLocation) => PullRequest | undefined {
  const byCommit = new Map<string, PullRequest>();
  const byBranch = Map.groupBy(
    pulls.filter(({ isMine }) => isMine),
    ({ branch }) => branch,
  );
  for (const pull of pulls)
    for (const sha of [...pull.shas, ...(pull.mergeSha === undefined ? [] : [pull.mergeSha])]) byCommit.set(sha, pull);
  return ({ at, project, branch, commit }) => {
    const exact = commit === undefined ? undefined : byCommit.get(commit);
    if (exact || branch === undefined) return exact;
    const folders = new Set(project.split(/[\\/]/));
    return byBranch.get(branch)?.find(({ repo, endedAt }) => {
      return folders.has(repo.slice(repo.lastIndexOf('/') + 1)) && at <= (endedAt ?? Number.POSITIVE_INFINITY);
    });
  };
}

/** Makes the function that finds the task of a part of a session: the first that is linked to its pull request, or to its branch in its project. */
export function taskFinder(
  tasks: readonly ResultTask[],
): (leg: PartLocation, pull: PullRequest | undefined) => ResultTask | undefined {
  return ({ project, branch }, pull) =>
    tasks.find(
      (task) =>
        (pull && task.pulls.includes(pull.url)) ||
        task.branches.some((one) => one.branch === branch && isOfProject(project, one.project)),
    );
}

/** A task names a project by its folder or by its name; an agent works in it or below it. */
function isOfProject(folder: string, project: string): boolean {
  const [inner, outer] = [folder.replaceAll('\\', '/'), project.replaceAll('\\', '/')];
  return inner === outer || inner.startsWith(`${outer}/`) || inner.split('/').includes(outer);
}
