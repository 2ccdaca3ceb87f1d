import { compareText } from '../../core/base/compareText.ts';
import { medianOf } from '../../core/base/median.ts';
import type { AgentRun } from './runRecords.ts';

/** A group with at least this many runs with an outcome can be compared with others. Below, the intervals of the rates are wider than 40 points. */
export const fewestRuns = 20;

/** A share with its sample size, and the 95 % interval of what it is in truth. */
export interface RunRate {
  readonly count: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** Results of the runs of a group. */
export interface RunPerformance {
  readonly name: string;
  readonly runs: number;
  /** Share of those that ended by themselves or by a limit: what the user canceled, or a window that closed, is not the agent's doing. */
  readonly succeeded: RunRate;
  /** Share of those whose verification came to an end. */
  readonly verified: RunRate;
  /** Share of all runs that were retried or continued. */
  readonly reworked: RunRate;
  /** Half of the runs took longer. */
  readonly median: { readonly workMs?: number; readonly runs: number };
  /** Cost of those runs whose cost is known. */
  readonly cost: { readonly usd: number; readonly medianUsd?: number; readonly runs: number };
  readonly isComparable: boolean;
}

/** A run with its id. */
export interface IdentifiedRun {
  readonly id: string;
  readonly run: AgentRun;
}

const judged: ReadonlySet<string> = new Set(['succeeded', 'failed', 'killed', 'needsInput']);

/**
 * Groups runs and sums each group up. Groups come by name: nothing is ranked.
 * @param nameOf the group of a run; undefined for none
 */
export function performanceBy(
  runs: readonly IdentifiedRun[],
  nameOf: (run: AgentRun) => string | undefined,
): RunPerformance[] {
  const retried = new Set(runs.flatMap(({ run }) => run.retryOf ?? []));
  const groups = Map.groupBy(runs, ({ run }) => nameOf(run) ?? '');
  return Array.from(groups, ([name, own]) => performanceOf(name, own, retried))
    .filter(({ name }) => name !== '')
    .sort((a, b) => compareText(a.name, b.name));
}

function performanceOf(name: string, own: readonly IdentifiedRun[], retried: ReadonlySet<string>): RunPerformance {
  const all = own.map(({ run }) => run);
  const ended = all.filter(({ status }) => judged.has(status));
  const checked = all.filter(
    ({ verification }) => verification?.state === 'passed' || verification?.state === 'failed',
  );
  const times = ended.flatMap(({ outcome }) => outcome?.workMs ?? []);
  const costs = all.flatMap(({ outcome }) => outcome?.costUsd ?? []);
  const [workMs, medianUsd] = [times, costs].map((known) => (known.length > 0 ? medianOf(known) : undefined));
  return {
    name,
    runs: all.length,
    succeeded: rateOf(ended.filter(({ status }) => status === 'succeeded').length, ended.length),
    verified: rateOf(checked.filter(({ verification }) => verification?.state === 'passed').length, checked.length),
    reworked: rateOf(own.filter(({ id, run }) => retried.has(id) || run.attempts > 1).length, own.length),
    median: { ...(workMs !== undefined && { workMs }), runs: times.length },
    cost: {
      usd: costs.reduce((sum, cost) => sum + cost, 0),
      ...(medianUsd !== undefined && { medianUsd }),
      runs: costs.length,
    },
    isComparable: ended.length >= fewestRuns,
  };
}

/** A rate with its Wilson score interval (E. B. Wilson, 1927), which applies to few runs, too. */
export function rateOf(count: number, of: number): RunRate {
  if (of === 0) return { count, of, low: 0, high: 1 };
  // The 97.5th percentile of the normal distribution.
  const z = 1.96;
  const share = count / of;
  const center = share + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  // Rounding must not move a bound past the rate itself, which it equals for none and for all.
  const low = Math.min(share, Math.max(0, (center - spread) / scale));
  return { count, of, low, high: Math.max(share, Math.min(1, (center + spread) / scale)) };
}
