import type { Filed, GithubPull } from '../../core/github/githubEvent.ts';
import type { SeenCommit as Commit } from './seenCommits.ts';

/**
 * Commits that are work of their own, each piece of work once, in the order given:
 *
 * 1. Merges are left out: what they join is counted by itself.
 * 2. What came of a pull request when it was squashed is left out where a commit of its own is there.
 * 3. Of commits of one repository that were authored at the same second, those that were written again (rebased, amended, brought to
 *    another branch: committed later than authored) stand for the one they were made from; the latest of them stays.
 *
 * @param isKnown whether a commit of a pull request is there that is not among the ones given: it may be much older
 */
export function countedCommits(
  commits: readonly Commit[],
  pulls: readonly Filed<GithubPull>[],
  isKnown: (sha: string, pull: Filed<GithubPull>) => boolean,
): Commit[] {
  const given = new Set(commits.map(({ sha }) => sha));
  const squashed = new Set(
    pulls.flatMap((pull) => {
      const { mergeSha, shas } = pull;
      if (mergeSha === undefined || !given.has(mergeSha) || shas.includes(mergeSha)) return [];
      return shas.some((sha) => given.has(sha) || isKnown(sha, pull)) ? [mergeSha] : [];
    }),
  );
  const candidates = commits.filter(({ isMerge, sha }) => !isMerge && !squashed.has(sha));
  const replaced = replacedIn(candidates);
  return candidates.filter(({ sha }) => !replaced.has(sha));
}

/** Commits for which a later one stands. */
function replacedIn(commits: readonly Commit[]): Set<string> {
  const groups = new Map<number, Commit[]>();
  for (const commit of commits) {
    const group = groups.get(commit.authoredAt);
    if (group) group.push(commit);
    else groups.set(commit.authoredAt, [commit]);
  }
  const replaced = new Set<string>();
  for (const group of groups.values()) {
    const again = group.filter(({ authoredAt, committedAt }) => committedAt > authoredAt).sort(byCommit);
    for (const one of again) {
      const earlier = group.filter(
        (other) => other.committedAt < one.committedAt && !replaced.has(other.sha) && isSamePlace(one, other),
      );
      // A reworded commit has another subject, and then only what is left over can be its origin.
      const origin =
        earlier.find(({ subject }) => subject === one.subject) ?? (earlier.length === 1 ? earlier[0] : undefined);
      if (origin) replaced.add(origin.sha);
    }
  }
  return replaced;
}

/** A folder of which no commit is on GitHub may be any repository; then the subject must be the same. */
function isSamePlace(one: Commit, other: Commit): boolean {
  if (one.repo === other.repo) return true;
  const isUnknown = [one, other].some(({ repo, project }) => repo === project);
  return isUnknown && one.subject === other.subject;
}

function byCommit(a: Commit, b: Commit): number {
  return a.committedAt - b.committedAt || (a.sha < b.sha ? -1 : 1);
}
