import type { RunFact, SpanFact } from '../../core/facts/facts.ts';
import { runPurpose } from '../../core/facts/runPurpose.ts';
import type { TestRun } from '../../core/facts/testRuns.ts';
import { outcomeOf } from '../outcome.ts';
import { sum } from './digestFact.ts';

export type EndedRun = RunFact & { readonly end: number };

/**
 * Returns true if an exit code other than 0 means that something is wrong with the code: for tests, builds, and tasks. With other programs
 * of the terminal it often means that nothing was found (`grep`), that files differ (`diff`), or how a session ended (`ssh`).
 */
export function isCheck({ group, source }: RunFact): boolean {
  return group === 'test' || group === 'build' || source === 'task';
}

/** A stretch in which lines of a project changed. */
export interface EditedStretch {
  readonly start: number;
  readonly end: number;
  readonly project: string | undefined;
}

/**
 * Returns where lines changed, or may have: typed, pasted, or written by a tool; and where a terminal program that can change files ran (an
 * editor, an agent, git), since its changes aren't seen.
 */
export function editedIn(spans: readonly SpanFact[], runs: readonly RunFact[]): EditedStretch[] {
  const lines = ({ edits }: SpanFact) =>
    sum(Object.values(edits).map(({ edits: count, added, removed }) => Math.max(count, added + removed)));
  const programs = runs.filter((run) => !isCheck(run) && mayChangeFiles(run.name));
  return [...spans.filter((span) => lines(span) > 0), ...programs].map(({ start, end = start, project }) => {
    return { start, end, project };
  });
}

/** Words that change files after `git`; where arguments are not recorded, any `git` may have been one of them. */
const changing =
  /^git(?:$|\s+(?:am|apply|checkout|cherry-pick|clean|merge|pull|rebase|reset|restore|revert|stash|submodule|switch)\b)/;

function mayChangeFiles(name: string): boolean {
  return runPurpose(name) === 'interactive' || changing.test(name);
}

export interface Turns {
  /** Runs whose outcome differs from that of the last run of the same tests. */
  readonly all: readonly EndedRun[];
  /** Those between which and the run before no line and no branch changed: the outcome changed by itself. */
  readonly unexplained: readonly EndedRun[];
}

/**
 * Finds changes of outcome. Runs are compared with runs of as many tests only: one file's tests that are red say nothing about all tests
 * that are green.
 * @param judged runs of one name in one project that passed or failed, oldest first
 * @param edits from `editedIn`
 * @param counts known test counts by run id
 */
export function turnsOf(
  judged: readonly EndedRun[],
  edits: readonly EditedStretch[],
  counts: ReadonlyMap<string, TestRun>,
): Turns {
  const all: EndedRun[] = [];
  const unexplained: EndedRun[] = [];
  const last = new Map<number | undefined, EndedRun>();
  for (const run of judged) {
    const tests = testsIn(counts.get(run.id));
    const before = last.get(tests);
    last.set(tests, run);
    if (!before || outcomeOf(before) === outcomeOf(run)) continue;
    all.push(run);
    // A span that began before the first run may hold its edits anywhere, so it counts as an edit in between.
    const isEdited = edits.some(
      ({ project, start, end }) => project === run.project && start < run.start && end > before.start,
    );
    if (!isEdited && before.branch === run.branch) unexplained.push(run);
  }
  return { all, unexplained };
}

function testsIn(counts: TestRun | undefined): number | undefined {
  return counts && counts.passed + counts.failed + counts.skipped;
}
