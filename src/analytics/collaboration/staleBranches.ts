import { dayMs } from '../../core/time/days.ts';
import type { GithubState } from '../../core/github/githubState.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { ofKind, readCodeHosts } from './events.ts';

/** A branch without a push by this account for this many days is stale. */
const staleDays = 7;
/** Older ones are not looked for, days. */
const lostDays = 60;
/** Commits on a branch may be this many days older than its last push. */
const commitDays = 14;

export interface StaleBranch {
  readonly repo: string;
  readonly isPrivate: boolean;
  readonly branch: string;
  /** Days since the last push. */
  readonly days: number;
  readonly url: string;
}

interface BranchSearch {
  readonly state: GithubState;
  /** Repositories that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly now: number;
}

/**
 * Returns abandoned branches with the person's own commits and without a pull request, except default and deleted ones. Whether one was
 * merged without a pull request is unknown; then it is a branch to delete.
 */
export function staleBranches(reader: ActivityReader, { state, off, now }: BranchSearch): StaleBranch[] {
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
  const events = readCodeHosts(reader, { from: now - (lostDays + commitDays) * dayMs, to: now });
  const key = ({ repo, branch }: { repo: string; branch: string }): string => `${repo}\n${branch}`;
  const withCommits = new Set(ofKind(events, 'commit').map(key));
  const withPull = new Set(ofKind(events, 'pull').map(key));
  return left.filter((branch) => withCommits.has(key(branch)) && !withPull.has(key(branch)));
}
