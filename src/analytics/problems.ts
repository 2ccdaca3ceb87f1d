import type { DiagnosticFact, SpanFact } from '../core/facts/facts.ts';
import { writerOf } from './outcome.ts';
import { atOnce, inParts } from './steps.ts';

/** Problems by what became of them. */
export interface Problems {
  readonly fixed: readonly DiagnosticFact[];
  /** Open when their file was last looked at. */
  readonly open: readonly DiagnosticFact[];
}

/**
 * Classifies problems. A problem that was open when its window closed is reported again, as another fact, by the next window that reads the
 * file. So without a fix, it is open only until another window worked on the file after it was introduced, or reported the same problem.
 * Problems that are neither fixed nor open vanished unseen, and say nothing.
 */
export function problemsOf(diagnostics: readonly DiagnosticFact[], spans: readonly SpanFact[]): Problems {
  return atOnce(problemsInSteps(diagnostics, spans));
}

/** The same in steps, between which something else can be done: a language server may report ten thousand problems at once. */
export function* problemsInSteps(
  diagnostics: readonly DiagnosticFact[],
  spans: readonly SpanFact[],
): Generator<undefined, Problems> {
  const fixed = diagnostics.filter((problem) => problem.fixed !== undefined);
  const unfixed = diagnostics.filter((problem) => problem.fixed === undefined);
  if (unfixed.length === 0) return { fixed, open: [] };
  yield;
  const seen = lastSeenOf(unfixed, spans);
  for (const part of inParts(diagnostics)) {
    yield;
    for (const { id, project, file, introduced } of part) note(seen, { id, project, file, at: introduced });
  }
  const open: DiagnosticFact[] = [];
  for (const part of inParts(unfixed)) {
    yield;
    for (const problem of part) if (!isSeenByOthers(seen, problem)) open.push(problem);
  }
  return { fixed, open };
}

/** Returns true if another window saw the problem's file after the problem was introduced. */
function isSeenByOthers(seen: LastSeen, { id, project = '', file = '', introduced }: DiagnosticFact): boolean {
  const own = writerOf(id);
  for (const [writer, at] of seen.get(project)?.get(file) ?? []) if (writer !== own && at > introduced) return true;
  return false;
}

/** Times at which each writer last saw a file, by project and file. */
type LastSeen = Map<string, Map<string, Map<string, number>>>;

interface ProblemSighting {
  readonly id: string;
  readonly project: string | undefined;
  readonly file: string | undefined;
  readonly at: number;
}

function lastSeenOf(problems: readonly DiagnosticFact[], spans: readonly SpanFact[]): LastSeen {
  const seen: LastSeen = new Map();
  for (const { project = '', file = '' } of problems) {
    const files = seen.get(project) ?? new Map<string, Map<string, number>>();
    seen.set(project, files.set(file, files.get(file) ?? new Map<string, number>()));
  }
  for (const { id, project, file, start } of spans) note(seen, { id, project, file, at: start });
  return seen;
}

/** Records that a relevant file was seen. */
function note(seen: LastSeen, { id, project = '', file = '', at }: ProblemSighting): void {
  const writers = seen.get(project)?.get(file);
  if (!writers) return;
  const writer = writerOf(id);
  writers.set(writer, Math.max(writers.get(writer) ?? at, at));
}
