/** Where a repository stands, as the git extension tells: without a commit while it has none. */
export interface Head {
  readonly commit?: string | undefined;
}

/**
 * What a repository has that it had not, as a range for `git log`: all where it had no commit yet. Undefined where nothing is new, or where
 * it is not known what was there before (a repository that was just opened).
 */
export function newCommits(before: Head | undefined, now: Head | undefined): string | undefined {
  if (!before || now?.commit === undefined || now.commit === before.commit) return undefined;
  return before.commit === undefined ? now.commit : `${before.commit}..${now.commit}`;
}
