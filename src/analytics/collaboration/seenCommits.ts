import type { Commit } from '../../core/facts/commits.ts';
import type { FiledEvent, HostedCommit } from '../../core/codeHosts/codeHostEvent.ts';

/** A commit as it was seen on this machine, on GitHub, or both. Times in ms since the epoch. */
export interface SeenCommit {
  /** The id of GitHub's document if there is one, otherwise of the local one. */
  readonly id: string;
  readonly sha: string;
  readonly subject: string;
  /** GitHub's name of the repository, or the folder of one without a commit that GitHub knows. */
  readonly repo: string;
  /** The folder here. */
  readonly project?: string;
  readonly branch: string;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly isMerge: boolean;
  /** Absent if unknown. */
  readonly additions?: number;
  readonly deletions?: number;
  /** Its page on GitHub. */
  readonly url?: string;
}

/**
 * Merges commits of both kinds by sha: both facts stay unchanged, and are read as one. Local line counts from git take precedence over
 * GitHub's; the link is GitHub's.
 */
export function seenCommits(local: readonly Commit[], github: readonly FiledEvent<HostedCommit>[]): SeenCommit[] {
  const there = new Map(github.map((commit) => [commit.sha, commit]));
  const repos = reposOf(local, there);
  const here = new Map(local.map((commit) => [commit.hash, localCommit(commit, there.get(commit.hash), repos)]));
  return [...here.values(), ...github.filter(({ sha }) => !here.has(sha)).map(githubCommit)];
}

/** Returns the GitHub repository of each folder: the one that has its commits. */
function reposOf(local: readonly Commit[], there: ReadonlyMap<string, HostedCommit>): Map<string, string> {
  const repos = new Map<string, string>();
  for (const { hash, project } of local) {
    const repo = there.get(hash)?.repo;
    if (repo !== undefined) repos.set(project, repo);
  }
  return repos;
}

function localCommit(
  { hash, subject, project, branch, insertions, deletions, at, authoredAt = at }: Commit,
  there: FiledEvent<HostedCommit> | undefined,
  repos: ReadonlyMap<string, string>,
): SeenCommit {
  return {
    id: there?.id ?? `commit:${hash}`,
    sha: hash,
    subject,
    repo: repos.get(project) ?? project,
    project,
    branch: branch ?? there?.branch ?? '',
    authoredAt: there?.authoredAt ?? authoredAt,
    committedAt: there?.committedAt ?? at,
    isMerge: there?.isMerge ?? false,
    additions: insertions,
    deletions,
    ...(there && { url: there.url }),
  };
}

function githubCommit({ id, sha, subject, repo, branch, url, isMerge, ...rest }: FiledEvent<HostedCommit>): SeenCommit {
  const { authoredAt, committedAt, additions, deletions } = rest;
  const size = additions !== undefined && deletions !== undefined && { additions, deletions };
  return { id, sha, subject, repo, branch, url, isMerge, authoredAt, committedAt, ...size };
}
