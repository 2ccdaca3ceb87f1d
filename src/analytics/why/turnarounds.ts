import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import type { DiagnosticFact, RunFact } from '../../core/facts/facts.ts';
import type { TestCounts } from '../../core/facts/signal.ts';
import { outcomeOf } from '../outcome.ts';

/** Times that errors of one kind lasted until they were fixed. */
export interface FixTime {
  readonly reporter: string;
  readonly code: string;
  readonly count: number;
  readonly medianMs: number;
}

/** Time for which a task stayed red. */
export interface GreenTime {
  readonly name: string;
  readonly project: string;
  readonly count: number;
  readonly medianMs: number;
}

/** A test run with its counts. */
export interface CountedRun extends TestCounts {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

/** The runs that have counts, in the order of their start. */
export function countedRunsOf(runs: readonly RunFact[], tests: ReadonlyMap<string, TestCounts>): CountedRun[] {
  return runs
    .flatMap(({ id, name, start, end = start, offset }) => {
      const counts = tests.get(id);
      if (!counts) return [];
      const { passed, failed, skipped } = counts;
      return [{ name, start, end, offset, passed, failed, skipped }];
    })
    .sort((a, b) => a.start - b.start);
}

/** Median time from introduced to fixed of the errors that were fixed, by reporter and code; the most frequent first. */
export function fixTimesOf(diagnostics: readonly DiagnosticFact[]): FixTime[] {
  const groups = new Map<string, { reporter: string; code: string; times: number[] }>();
  for (const { severity, introduced, fixed, reporter = '', code = '' } of diagnostics) {
    if (severity !== 'error' || fixed === undefined) continue;
    const key = JSON.stringify([reporter, code]);
    const group = groups.get(key) ?? { reporter, code, times: [] };
    group.times.push(fixed - introduced);
    groups.set(key, group);
  }
  return Array.from(groups.values(), ({ times, ...of }) => ({
    ...of,
    count: times.length,
    medianMs: medianOf(times),
  })).sort(byCount);
}

/**
 * Returns the median time from the end of the first failed run to the end of the next passed one, by task; tests and builds only, without
 * stopped runs.
 * @param tests counts by run id; they decide for a run without an exit code, or with that of a later command in its line
 */
export function greenTimesOf(
  runs: readonly RunFact[],
  tests: ReadonlyMap<string, TestCounts> = new Map(),
): GreenTime[] {
  const groups = new Map<string, { name: string; project: string; times: number[]; redSince: number | undefined }>();
  const ended = runs.filter(({ end, group }) => end !== undefined && (group === 'test' || group === 'build'));
  for (const run of ended.toSorted((a, b) => (a.end ?? 0) - (b.end ?? 0) || compareText(a.id, b.id))) {
    const { name, project = '', end = 0 } = run;
    const key = JSON.stringify([project, name]);
    const group = groups.get(key) ?? { name, project, times: [], redSince: undefined };
    groups.set(key, group);
    const outcome = outcomeWith(run, tests.get(run.id));
    if (outcome === 'failed') group.redSince ??= end;
    if (outcome !== 'passed' || group.redSince === undefined) continue;
    group.times.push(end - group.redSince);
    group.redSince = undefined;
  }
  return Array.from(groups.values())
    .filter(({ times }) => times.length > 0)
    .map(({ name, project, times }) => ({ name, project, count: times.length, medianMs: medianOf(times) }))
    .sort(byCount);
}

/** Returns the outcome of a run by its exit code and its tests: either can make it fail. */
export function outcomeWith(run: RunFact, tests: TestCounts | undefined): ReturnType<typeof outcomeOf> {
  const outcome = outcomeOf(run);
  if (!tests || outcome === 'failed' || tests.passed + tests.failed === 0) return outcome;
  if (tests.failed > 0) return 'failed';
  return run.exitCode === undefined ? 'passed' : outcome;
}

function byCount(a: { readonly count: number; readonly medianMs: number }, b: typeof a): number {
  return b.count - a.count || b.medianMs - a.medianMs;
}
