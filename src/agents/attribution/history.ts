import type { LineHash } from './lines.ts';

/** One changed place of a file, as `git log -p -U0` writes it. */
export interface Hunk {
  /** The position in the new file, from 0. */
  readonly start: number;
  /** The number of removed lines. */
  readonly removed: number;
  /** The lines that come; undefined for a blank one. */
  readonly added: readonly (LineHash | undefined)[];
}

export interface FileDiff {
  /** Relative to the root of the repository, with slashes. */
  readonly path: string;
  /** The previous path of a moved file. */
  readonly from?: string;
  readonly hunks: readonly Hunk[];
}

/** A commit compared with its first parent, so that a merge contains its changes. */
export interface HistoryCommit {
  readonly sha: string;
  /** The first one; absent for a root. */
  readonly parent?: string;
  /** Time of the work, in ms since the epoch: a rewritten commit keeps it. */
  readonly authoredAt: number;
  /** Time of the commit, in ms since the epoch. */
  readonly committedAt: number;
  /** The author's address, in lower case. */
  readonly author: string;
  readonly files: readonly FileDiff[];
}

/** A branch, or another name of a commit. */
export interface Tip {
  /** Without `refs/heads/`; `HEAD` if no branch is checked out. */
  readonly name: string;
  readonly sha: string;
}

/** Commits of a repository since a time, each once, and what its branches point to. */
export interface GitHistory {
  readonly commits: ReadonlyMap<string, HistoryCommit>;
  /** The main branch first, then the others, the latest first. */
  readonly tips: readonly Tip[];
  /** The address under which the user commits here, in lower case; empty if none is set. */
  readonly own: string;
}

/** Returns the commits that a tip leads to along first parents, the oldest first. */
export function chainOf(history: GitHistory, { sha }: Tip): HistoryCommit[] {
  const chain: HistoryCommit[] = [];
  const seen = new Set<string>();
  for (let next = history.commits.get(sha); next && !seen.has(next.sha);) {
    seen.add(next.sha);
    chain.push(next);
    next = next.parent === undefined ? undefined : history.commits.get(next.parent);
  }
  return chain.toReversed();
}
