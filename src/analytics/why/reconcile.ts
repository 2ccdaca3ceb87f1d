import type { Provenance } from '../../shared/activity.ts';
import type { Commit } from '../../shared/commits.ts';
import type { SpanFact } from '../../shared/facts.ts';

/** Lines added and removed. */
export interface LineSum {
  readonly added: number;
  readonly removed: number;
}

/** A commit beside the edits that were seen since the one before it in the same project. */
export interface Reconciled {
  readonly commit: Commit;
  readonly seen: Readonly<Partial<Record<Provenance, LineSum>>>;
  /**
   * Git's lines less those seen. Positive: lines that came unseen (from another editor, or before tracking). Negative: lines that were written
   * and changed again, or are not committed yet.
   */
  readonly remainder: LineSum;
}

/** The edits of a project before its first commit that are looked at (ms). */
const reachMs = 24 * 3_600_000;

/** @param commits in the order of their time */
export function reconcile(commits: readonly Commit[], spans: readonly SpanFact[]): Reconciled[] {
  const last = new Map<string, number>();
  return commits.map((commit) => {
    const from = last.get(commit.project) ?? commit.at - reachMs;
    last.set(commit.project, commit.at);
    return reconciled(
      commit,
      spans.filter((span) => isBetween(span, commit, from)),
    );
  });
}

function isBetween({ project, start }: SpanFact, commit: Commit, from: number): boolean {
  return project === commit.project && start > from && start <= commit.at;
}

function reconciled(commit: Commit, spans: readonly SpanFact[]): Reconciled {
  const seen: Partial<Record<Provenance, LineSum>> = {};
  let [added, removed] = [commit.insertions, commit.deletions];
  for (const { edits } of spans) {
    for (const [provenance, counts] of Object.entries(edits) as [Provenance, LineSum][]) {
      const before = seen[provenance] ?? { added: 0, removed: 0 };
      seen[provenance] = { added: before.added + counts.added, removed: before.removed + counts.removed };
      added -= counts.added;
      removed -= counts.removed;
    }
  }
  return { commit, seen, remainder: { added, removed } };
}
