import { chainOf, type GitHistory, type HistoryCommit } from './history.ts';
import { countsOf, take, type LineChange, type LineHash } from './lines.ts';
import { replay, type LineFate, type ReplayResult, type WrittenLine } from './replay.ts';

/** An edit of an agent's in a repository. */
export interface RepositoryEdit extends LineChange {
  /** The owner of its lines, such as a session. */
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Relative to the root of the repository, with slashes. */
  readonly file: string;
}

/**
 * The outcome of an agent's lines, without blank ones. `written = reworked + dropped + pending + committed`, and `committed = kept + redone
 * + rewritten + deleted`.
 */
export interface LineOutcome {
  written: number;
  /** An agent took them out again before a commit. */
  reworked: number;
  /** They were gone before a commit, and no agent's tool took them out. */
  dropped: number;
  /** In the file, but not in a commit yet. */
  pending: number;
  /** A branch has, or had, them. */
  committed: number;
  /** Their branch has them now. */
  kept: number;
  /** An agent changed or removed them after a commit. */
  redone: number;
  /** Lines that are no agent's by the logs took their place after a commit. */
  rewritten: number;
  /** They were taken out after a commit, with nothing in their place. */
  deleted: number;
  /** Committed, and still on the branch a week later. */
  survived: number;
  /** Committed and kept so far; the week is not over. */
  young: number;
}

export const noLines: LineOutcome = {
  written: 0,
  reworked: 0,
  dropped: 0,
  pending: 0,
  committed: 0,
  kept: 0,
  redone: 0,
  rewritten: 0,
  deleted: 0,
  survived: 0,
  young: 0,
};

/** A commit with lines of an agent. */
export interface CommitShare {
  readonly sha: string;
  readonly authoredAt: number;
  /** Lines of the owner that this commit has before any other. */
  lines: number;
}

export interface Attribution {
  /** By owner. */
  readonly outcomes: ReadonlyMap<string, LineOutcome>;
  /** By owner, oldest commit first. */
  readonly commits: ReadonlyMap<string, readonly CommitShare[]>;
}

/** The data of a repository. */
export interface RepositoryState {
  readonly history: GitHistory;
  /** Returns the current lines of a file; undefined if it doesn't exist or can't be read. */
  readonly linesNow: (file: string) => readonly LineHash[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const weekMs = 7 * 86_400_000;

/**
 * Finds what became of each line that agents wrote, on the main branch if it reached that, or else on the branch with the latest commit that has
 * it.
 */
export function attribute(edits: readonly RepositoryEdit[], { history, linesNow, now }: RepositoryState): Attribution {
  const written = writtenLines(edits);
  const branches = history.tips.map((tip) => replay(written, chainOf(history, tip)));
  const pending = pendingLines(written, branches, linesNow);
  const outcomes = new Map<string, LineOutcome>();
  const commits = new Map<string, Map<string, CommitShare>>();
  for (const one of written) {
    const outcome = outcomes.get(one.owner) ?? { ...noLines };
    outcomes.set(one.owner, outcome);
    const found = branches.flatMap(({ fates }) => fates.get(one) ?? []);
    const [fate] = found;
    outcome.written++;
    if (fate) {
      countFate(outcome, fate, now);
      shareIn(commits, one.owner, earliest(found));
    } else if (one.replacedAt !== undefined) outcome.reworked++;
    else if (pending.has(one)) outcome.pending++;
    else outcome.dropped++;
  }
  return {
    outcomes,
    commits: new Map(
      Array.from(commits, ([owner, shares]) => [
        owner,
        [...shares.values()].sort((a, b) => a.authoredAt - b.authoredAt),
      ]),
    ),
  };
}

/** Each line that was added, and when an agent took it out again. */
function writtenLines(edits: readonly RepositoryEdit[]): WrittenLine[] {
  const all: WrittenLine[] = [];
  const standing = new Map<string, WrittenLine[]>();
  for (const { owner, at, file, added, removed } of edits.toSorted((a, b) => a.at - b.at)) {
    for (const line of removed) {
      const last = standing.get(`${line} ${file}`)?.pop();
      if (last) last.replacedAt = at;
    }
    for (const line of added) {
      const one: WrittenLine = { owner, file, line, at };
      all.push(one);
      const same = standing.get(`${line} ${file}`);
      if (same) same.push(one);
      else standing.set(`${line} ${file}`, [one]);
    }
  }
  return all;
}

function countFate(outcome: LineOutcome, { committedAt, gone }: LineFate, now: number): void {
  outcome.committed++;
  if ((gone?.at ?? now) - committedAt >= weekMs) outcome.survived++;
  if (!gone) {
    outcome.kept++;
    if (now - committedAt < weekMs) outcome.young++;
  } else if (gone.by === 'agent') outcome.redone++;
  else if (gone.by === 'other') outcome.rewritten++;
  else outcome.deleted++;
}

/** The same work may be in several commits: those of its branch, and the one that brought it to the main branch. */
function earliest(fates: readonly LineFate[]): LineFate {
  return fates.reduce((first, one) => (one.authoredAt < first.authoredAt ? one : first));
}

function shareIn(
  commits: Map<string, Map<string, CommitShare>>,
  owner: string,
  { sha, authoredAt }: Pick<HistoryCommit, 'sha' | 'authoredAt'>,
): void {
  const ofOwner = commits.get(owner) ?? new Map<string, CommitShare>();
  commits.set(owner, ofOwner);
  const share = ofOwner.get(sha) ?? { sha, authoredAt, lines: 0 };
  share.lines++;
  ofOwner.set(sha, share);
}

/** Lines that no branch has had, and that stand in their files now, beyond those that a branch has. */
function pendingLines(
  written: readonly WrittenLine[],
  branches: readonly ReplayResult[],
  linesNow: RepositoryState['linesNow'],
): Set<WrittenLine> {
  const found = new Set<WrittenLine>();
  for (const [file, lines] of Map.groupBy(written, (one) => one.file)) {
    const open = lines.filter((one) => one.replacedAt === undefined && !branches.some(({ fates }) => fates.has(one)));
    const now = open.length > 0 ? linesNow(file) : undefined;
    if (!now) continue;
    const counts = countsOf(now);
    for (const one of lines) if (branches.some(({ fates }) => isThere(fates.get(one)))) take(counts, one.line);
    for (const one of open) if (take(counts, one.line)) found.add(one);
  }
  return found;
}

function isThere(fate: LineFate | undefined): boolean {
  return fate !== undefined && fate.gone === undefined;
}
