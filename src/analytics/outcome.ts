import { hourMs } from '../core/time/days.ts';
import type { RunFact, StateFact } from '../core/facts/facts.ts';

/** Exit codes of what a person stopped: Ctrl+C and kill, on POSIX and on Windows. */
const stoppedCodes: ReadonlySet<number> = new Set([130, 143, 0xc0_00_01_3a, -1_073_741_510]);

/** Returns true if a person stopped a run, by its exit code. */
export function isStopped({ exitCode }: RunFact): boolean {
  return exitCode !== undefined && stoppedCodes.has(exitCode);
}

/** Returns how a run ended, by its exit code; `unknown` if it has none or a person stopped it. */
export function outcomeOf(run: RunFact): 'passed' | 'failed' | 'unknown' {
  const { exitCode } = run;
  if (exitCode === undefined || isStopped(run)) return 'unknown';
  return exitCode === 0 ? 'passed' : 'failed';
}

/** Returns the writer of a fact: one window, from start to end. Ids are `<writer>:<number>`. */
export function writerOf(id: string): string {
  return id.slice(0, id.lastIndexOf(':'));
}

/** A run without an end that is older than this is assumed to belong to a dead window. */
const runsAtMostMs = 12 * hourMs;

/** Everything that is known about a run without an end. */
export interface OpenRun {
  readonly isRunning: boolean;
  /** Time for which it certainly ran, in ms: until its window was closed or paused; 0 if its window died. */
  readonly knownMs: number;
}

/**
 * Returns whether a run without an end still runs at `now`: its window was neither closed nor paused since, and it is less than half a day
 * old.
 */
export function unendedAt(run: RunFact, states: readonly StateFact[], now: number): OpenRun {
  const writer = writerOf(run.id);
  const isEnd = ({ id, at, state }: StateFact) =>
    (state === 'stopped' || state === 'paused') && at >= run.start && writerOf(id) === writer;
  const ends = states.filter(isEnd).map(({ at }) => at);
  const isRunning = ends.length === 0 && now - run.start <= runsAtMostMs;
  return { isRunning, knownMs: ends.length > 0 ? Math.min(...ends) - run.start : 0 };
}
