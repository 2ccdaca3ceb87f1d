/** A repository's HEAD as the git extension reports it; without a commit if it has none. */
export interface Head {
  readonly commit?: string | undefined;
}

/**
 * Returns the new commits of a repository as a range for `git log`: all if it had no commit before. Undefined if nothing is new, or the
 * earlier state is unknown (a repository that was just opened).
 */
export function newCommits(before: Head | undefined, now: Head | undefined): string | undefined {
  if (!before || now?.commit === undefined || now.commit === before.commit) return undefined;
  return before.commit === undefined ? now.commit : `${before.commit}..${now.commit}`;
}
