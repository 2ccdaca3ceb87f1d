import { compareText } from '../../core/base/compareText.ts';
import type { FiledEvent, PullRequest } from '../../core/codeHosts/codeHostEvent.ts';
import type { SeenCommit as Commit } from './seenCommits.ts';

/**
 * Returns the commits that are work in themselves, each piece of work once, in the given order:
 *
 * 1. Merges are excluded: the commits they join count already.
 * 2. A squashed pull request's commit is excluded if one of the person's own commits is there.
 * 3. Of one repository's commits that were authored in the same second, rewritten ones (rebased, amended, cherry-picked: committed later
 * than authored) replace their original; the latest of them stays.
 *
 * @param isKnown whether a commit of a pull request is there that is not among the ones given: it may be much older
 */
export function countedCommits(
  commits: readonly Commit[],
  pulls: readonly FiledEvent<PullRequest>[],
  isKnown: (sha: string, pull: FiledEvent<PullRequest>) => boolean,
): Commit[] {
  const known = new Set(commits.map(({ sha }) => sha));
  const squashed = new Set(
    pulls.flatMap((pull) => {
      const { mergeSha, shas } = pull;
      if (mergeSha === undefined || !known.has(mergeSha) || shas.includes(mergeSha)) return [];
      return shas.some((sha) => known.has(sha) || isKnown(sha, pull)) ? [mergeSha] : [];
    }),
  );
  const candidates = commits.filter(({ isMerge, sha }) => !isMerge && !squashed.has(sha));
  const replaced = replacedIn(candidates);
  return candidates.filter(({ sha }) => !replaced.has(sha));
}

/** Returns the commits that a later one replaces. */
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
      // A reworded commit has a different subject, so its origin can only be one of the rest.
      const origin =
        earlier.find(({ subject }) => subject === one.subject) ?? (earlier.length === 1 ? earlier[0] : undefined);
      if (origin) replaced.add(origin.sha);
    }
  }
  return replaced;
}

/** A folder without a commit on GitHub may be any repository; then the subjects must match. */
function isSamePlace(one: Commit, other: Commit): boolean {
  if (one.repo === other.repo) return true;
  const isUnknown = [one, other].some(({ repo, project }) => repo === project);
  return isUnknown && one.subject === other.subject;
}

function byCommit(a: Commit, b: Commit): number {
  return a.committedAt - b.committedAt || compareText(a.sha, b.sha);
}
