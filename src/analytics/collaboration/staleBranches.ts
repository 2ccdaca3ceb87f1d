import { dayMs } from '../../core/time/days.ts';
import type { GithubState } from '../../core/github/githubState.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { ofKind, readGithub } from './events.ts';

/** A branch that nobody of this account pushed to for so long is stale, days. */
const staleDays = 7;
/** Older ones are not looked for, days. */
const lostDays = 60;
/** Commits on a branch may be so much older than its last push, days. */
const commitDays = 14;

export interface StaleBranch {
  readonly repo: string;
  readonly isPrivate: boolean;
  readonly branch: string;
  /** Since the last push. */
  readonly days: number;
  readonly url: string;
}

interface Given {
  readonly state: GithubState;
  /** Repositories that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly now: number;
}

/**
 * Branches that the person pushed commits of their own to, which had no pull request and were left: neither the default ones nor those
 * that were deleted. Whether one was merged without a pull request is not known: it is a branch to delete then.
 */
export function staleBranches(reader: ActivityReader, { state, off, now }: Given): StaleBranch[] {
  const left = Object.entries(state.pushed).flatMap(([repo, branches]) => {
    const known = state.repos.find(({ name }) => name === repo);
    if (!known || off.has(repo)) return [];
    return Object.entries(branches).flatMap(([branch, at]) => {
      const days = Math.floor((now - at) / dayMs);
      const isLeft = branch !== known.defaultBranch && days >= staleDays && days <= lostDays;
      const url = `https://${state.host}/${repo}/tree/${branch.split('/').map(encodeURIComponent).join('/')}`;
      return isLeft ? [{ repo, isPrivate: known.isPrivate, branch, days, url }] : [];
    });
  });
  if (left.length === 0) return [];
  const events = readGithub(reader, { from: now - (lostDays + commitDays) * dayMs, to: now });
  const key = ({ repo, branch }: { repo: string; branch: string }): string => `${repo}\n${branch}`;
  const withCommits = new Set(ofKind(events, 'commit').map(key));
  const withPull = new Set(ofKind(events, 'pull').map(key));
  return left.filter((branch) => withCommits.has(key(branch)) && !withPull.has(key(branch)));
}
