import { minuteMs } from '../shared/days.ts';
import type { RunFact } from '../shared/facts.ts';
import type { TimeRules } from '../shared/rules.ts';
import type { Rows } from './rows.ts';
import { candidateOfActivity, candidateOfSpan, segmentOfRun } from './segment.ts';
import type { Candidate, Segment } from './segment.ts';
import { merge, unionOf, without } from './union.ts';

/** Waiting for a run counts for at most this long (ms); who waits longer does something else. */
export const waitLimitMs = 15 * minuteMs;

type TimeRows = Pick<Rows, 'spans' | 'activities' | 'runs'>;

/**
 * The person's time in rows, as disjoint segments in order: the union over all windows, so that two of them side by side are
 * one minute.
 *
 * 1. Spans, the better source first (`sources` in shared/activity.ts), with gaps up to the idle limit filled.
 * 2. What was logged by hand, where nothing was observed. A logged break is no work, and takes its time from what else was logged.
 * 3. Longer gaps in which the person waited for a run, see `waitsOf`.
 */
export function timelineOf({ spans, activities, runs }: TimeRows, { idleLimitMs }: TimeRules): Segment[] {
  const observed = unionOf(candidatesOf(spans), idleLimitMs);
  const logged = unionOf(activities.map(candidateOfActivity), 0);
  const known = merge(observed, without(logged, observed));
  const waits = without(waitsOf(observed, runs, idleLimitMs), known);
  return merge(known, waits).filter(({ kind, basis }) => !(kind === 'break' && basis === 'manual'));
}

/** Spans with a sign of a person; changes that nobody is known to have made count no time. */
function candidatesOf(spans: TimeRows['spans']): Candidate[] {
  const candidates: Candidate[] = [];
  for (const span of spans) if (span.signals > 0) candidates.push(candidateOfSpan(span));
  return candidates;
}

/**
 * Gaps in which the person waited for a run: it began within the idle limit of their last sign, they were back within the
 * idle limit of its end, and all of it took no longer than `waitLimitMs`.
 * @param observed disjoint, in order
 */
function waitsOf(observed: readonly Segment[], runs: readonly RunFact[], idleLimitMs: number): Segment[] {
  const ended = runs.filter(({ end }) => end !== undefined).sort(byEnd);
  const waits: Segment[] = [];
  let next = 0;
  for (let i = 1; i < observed.length && next < ended.length; i++) {
    const from = (observed[i - 1] as Segment).end;
    const to = (observed[i] as Segment).start;
    while (next < ended.length && endOf(ended[next]) < to - idleLimitMs) next++;
    if (to - from <= idleLimitMs || to - from > waitLimitMs) continue;
    for (let at = next; at < ended.length && endOf(ended[at]) <= to; at++) {
      const run = ended[at] as RunFact;
      if (Math.abs(run.start - from) > idleLimitMs) continue;
      waits.push(segmentOfRun(run, from, to));
      break;
    }
  }
  return waits;
}

/** By end; of several that end at once by start and id, so that the order of the rows decides nothing. */
function byEnd(a: RunFact, b: RunFact): number {
  return endOf(a) - endOf(b) || a.start - b.start || (a.id < b.id ? -1 : 1);
}

function endOf(run: RunFact | undefined): number {
  return run?.end ?? Number.POSITIVE_INFINITY;
}

/**
 * Time in which only a machine worked: builds, tests and other tasks that ended, where no person was. Debug sessions and
 * servers (`run`) wait for people, and are no work of a machine.
 * @param person the timeline of the same rows
 */
export function machineTimeOf(runs: readonly RunFact[], person: readonly Segment[]): Segment[] {
  const worked = runs.filter(({ end, source, group }) => end !== undefined && source !== 'debug' && group !== 'run');
  const candidates = worked.map((run) => ({ ...segmentOfRun(run, run.start, endOf(run)), rank: 0 }));
  return without(unionOf(candidates, 0), person);
}
