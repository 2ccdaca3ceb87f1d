import type { Provenance } from '../../core/facts/activity.ts';
import type { Commit } from '../../core/facts/commits.ts';
import type { SpanFact } from '../../core/facts/facts.ts';

/** Lines added and removed. */
export interface LineSum {
  readonly added: number;
  readonly removed: number;
}

type ObservedLines = Readonly<Partial<Record<Provenance, LineSum>>>;

/** Line counts of git and the observed ones. */
interface LineComparison {
  readonly seen: ObservedLines;
  /**
   * Git's lines minus observed ones. Positive: unseen lines (from another editor, or before tracking). Negative: lines that were written
   * and changed again, or are not committed yet.
   */
  readonly remainder: LineSum;
}

/** A file of a commit with its observed edits since the previous commit of that file. */
export interface ReconciledFile extends LineComparison {
  readonly file: string;
  readonly git: LineSum;
}

/** A commit with the observed edits: of its files, each since its last commit, or of the whole project if the files are unknown. */
export interface ReconciledCommit extends LineComparison {
  readonly commit: Commit;
  readonly files: readonly ReconciledFile[];
}

/** The edits before the first commit that are looked at (ms). */
const reachMs = 24 * 3_600_000;

/** @param commits sorted by time */
export function reconcile(commits: readonly Commit[], spans: readonly SpanFact[]): ReconciledCommit[] {
  const edited = spans.filter(({ edits }) => Object.keys(edits).length > 0);
  const last = new Map<string, number>();
  return commits.map((commit) => {
    const since = (file: string): number => last.get(keyOf(commit, file)) ?? commit.at - reachMs;
    const result = reconciled(commit, edited, since);
    for (const file of ['', ...result.files.map((one) => one.file)]) last.set(keyOf(commit, file), commit.at);
    return result;
  });
}

function keyOf({ project }: Commit, file: string): string {
  return `${project}\n${file}`;
}

function reconciled(commit: Commit, spans: readonly SpanFact[], since: (file: string) => number): ReconciledCommit {
  const { project, at, insertions, deletions, changes } = commit;
  const near = spans.filter((span) => span.project === project && span.start <= at);
  const git = { added: insertions, removed: deletions };
  if (!changes) {
    const seen = near.filter(({ start }) => start > since(''));
    return { commit, files: [], ...beside(git, seen) };
  }
  const files = changes.map(([file, added, removed]): ReconciledFile => {
    const own = near.filter((span) => span.file === file && span.start > since(file));
    return { file, git: { added, removed }, ...beside({ added, removed }, own) };
  });
  const named = new Set(changes.map(([file]) => file));
  const all = near.filter(({ file, start }) => file !== undefined && named.has(file) && start > since(file));
  return { commit, files, ...beside(git, all) };
}

function beside({ added, removed }: LineSum, spans: readonly SpanFact[]): LineComparison {
  const seen: Partial<Record<Provenance, LineSum>> = {};
  const remainder = { added, removed };
  for (const { edits } of spans) {
    for (const [provenance, counts] of Object.entries(edits) as [Provenance, LineSum][]) {
      const before = seen[provenance] ?? { added: 0, removed: 0 };
      seen[provenance] = { added: before.added + counts.added, removed: before.removed + counts.removed };
      remainder.added -= counts.added;
      remainder.removed -= counts.removed;
    }
  }
  return { seen, remainder };
}
