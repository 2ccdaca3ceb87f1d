import { compareText } from '../core/base/compareText.ts';
import { minuteMs } from '../core/time/days.ts';
import { runPurpose } from '../core/facts/runPurpose.ts';
import type { RunFact } from '../core/facts/facts.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import { isPageRule, type PageRule, withConnectedPages } from './connectedPages.ts';
import { corrected } from './corrections/correct.ts';
import { projectMapOf } from './corrections/projectMap.ts';
import { mapped, ruledBy } from './corrections/userRules.ts';
import type { ApplyRules } from './corrections/userRules.ts';
import type { Rows } from './rows.ts';
import { candidateOfActivity, candidateOfSpan, clip, segmentOfRun } from './segment.ts';
import type { Candidate, Segment } from './segment.ts';
import { atOnce } from './steps.ts';
import { withPages } from './timelinePages.ts';
import { reconnectsOf } from './timelineReconnects.ts';
import { toolWorkOf } from './timelineTools.ts';
import { withEditorWindows } from './editorWindows.ts';
import { merge, unionOf, without } from './union.ts';
import { isStopped } from './outcome.ts';
import { pauseRule } from './timelinePauses.ts';

/** Waiting for a run counts for at most this long (ms); who waits longer does something else. */
export const waitLimitMs = 10 * minuteMs;
/** A wait of up to this long (ms) counts if the person is back within the idle limit of its end … */
const shortWaitMs = 5 * minuteMs;
/** … and a longer one if they are back this soon (ms): who watches sees the end, and who went to lunch comes back at any time. */
const promptMs = minuteMs;

/** A run that a person stopped after this long (ms) is assumed to never end by itself. */
const stoppedAfterMs = 30 * minuteMs;

type TimeRows = Pick<Rows, 'spans' | 'activities' | 'runs' | 'states' | 'corrections'>;

/**
 * The person's time in rows, as disjoint segments in order: the union over all windows, so that two of them side by side are one minute.
 *
 * 1. Spans, the better source first (`sources` in core/facts/activity.ts), with gaps up to the idle limit (after reading: the reading
 * limit) filled.
 * 2. Logged activities, where nothing was observed. A logged break is not work, and takes its time from other logged activities.
 * 3. Longer gaps in which the person waited for a run or a tool, see `waitsOf`, or for the window, see `reconnectsOf`.
 *
 * Pages get the project of the work that they connect to, see `withConnectedPages`.
 *
 * The user's rules and project map change the records before all this, and their corrections change the result.
 */
export function timelineOf(rows: TimeRows, rules: TimeRules): Segment[] {
  return atOnce(timelineInSteps(rows, rules));
}

/** The same in steps, between which something else can be done: a replacement in 2,000 files makes as many spans. */
export function* timelineInSteps(rows: TimeRows, rules: TimeRules): Generator<undefined, Segment[]> {
  const { spans, activities, runs, states, corrections = [] } = rows;
  const map = projectMapOf(rules);
  const ruled = ruledBy(rules.userRules, map);
  const candidates = candidatesOf(spans, ruled);
  yield;
  const observed = withPages(unionOf(withEditorWindows(candidates, rules), pauseRule(rules)));
  yield;
  const logged = unionOf(activities.map((one) => mapped(candidateOfActivity(one), map)));
  const known = merge(observed, without(logged, observed));
  const { idleLimitMs } = rules;
  const works = worksOf(runs, spans, ruled);
  yield;
  const waits = without(waitsOf(observed, works, idleLimitMs), known);
  const reconnects = without(reconnectsOf(observed, states, { idleLimitMs, waitLimitMs }), merge(known, waits));
  const timeline = merge(merge(known, waits), reconnects).filter(
    ({ kind, basis }) => !(kind === 'break' && basis === 'manual'),
  );
  yield;
  return corrected(withConnectedPages(timeline, decidedPages(spans)), corrections);
}

/** Returns what browsers reported about some visits besides their site, by the ids of their spans. */
function decidedPages(spans: TimeRows['spans']): ReadonlyMap<string, PageRule> {
  return new Map(spans.flatMap(({ id, rule }) => (isPageRule(rule) ? [[id, rule] as const] : [])));
}

/** Returns spans with a sign of a person. Changes by unknown authors don't count as time. */
function candidatesOf(spans: TimeRows['spans'], ruled: ApplyRules): Candidate[] {
  const candidates: Candidate[] = [];
  for (const span of spans) {
    const candidate = span.signals > 0 ? ruled(candidateOfSpan(span)) : undefined;
    if (candidate) candidates.push(candidate);
  }
  return candidates;
}

/** Returns what people wait for: runs that ended by themselves, debugger stops, and work by tools, sorted by end. */
function worksOf(runs: readonly RunFact[], spans: TimeRows['spans'], ruled: ApplyRules): Segment[] {
  const works: Segment[] = toolWorkOf(spans).flatMap((work) => ruled(work) ?? []);
  for (const run of runs) {
    const isOver = run.end !== undefined && (run.source === 'debug' || isBatch(run));
    const work = isOver ? ruled(segmentOfRun(run, run.start, run.end), run) : undefined;
    if (work) works.push(work);
  }
  return works.sort(byEnd);
}

/**
 * Returns gaps in which the person waited for work to finish. It began within the idle limit of their last sign, they returned within the
 * idle limit of its end (or immediately if it took longer than `shortWaitMs`), and it took at most `waitLimitMs` in total.
 * @param observed disjoint, in order
 * @param ended sorted by end
 */
function waitsOf(observed: readonly Segment[], ended: readonly Segment[], idleLimitMs: number): Segment[] {
  const waits: Segment[] = [];
  let next = 0;
  for (let i = 1; i < observed.length && next < ended.length; i++) {
    const from = (observed[i - 1] as Segment).end;
    const to = (observed[i] as Segment).start;
    while (next < ended.length && (ended[next] as Segment).end < to - idleLimitMs) next++;
    if (to - from <= idleLimitMs || to - from > waitLimitMs) continue;
    for (let at = next; at < ended.length && (ended[at] as Segment).end <= to; at++) {
      const work = ended[at] as Segment;
      if (Math.abs(work.start - from) > idleLimitMs) continue;
      if (to - from > shortWaitMs && to - work.end > promptMs) continue;
      waits.push({ ...clip(work, from, to), basis: 'waiting' });
      break;
    }
  }
  return waits;
}

/** By the run itself: readers give the same object for as long as they can, and a snapshot has a thousand runs. */
const batches = new WeakMap<RunFact, boolean>();

/** Returns true if a run ends by itself, as far as its name tells. */
function isBatch(run: RunFact): boolean {
  const known = batches.get(run);
  if (known !== undefined) return known;
  const isOne = runPurpose(run.name) === 'batch';
  batches.set(run, isOne);
  return isOne;
}

/** Sorts by end; then by start and id, so that the order of the rows doesn't matter. */
function byEnd(a: Segment, b: Segment): number {
  return a.end - b.end || a.start - b.start || compareText(a.factId, b.factId);
}

/**
 * Time in which only a machine worked: builds, tests and other tasks that ended, and tools that change files one after another
 * (agents), where no person was. Debug sessions, and programs that serve, watch, or wait for keys, do nothing without people.
 * @param person the timeline of the same rows
 */
export function machineTimeOf({ runs, spans }: Pick<Rows, 'runs' | 'spans'>, person: readonly Segment[]): Segment[] {
  const worked = runs.filter((run) => run.end !== undefined && isOfMachine(run));
  const candidates = worked.map((run) => ({ ...segmentOfRun(run, run.start, run.end ?? run.start), rank: 0 }));
  return without(unionOf([...candidates, ...toolWorkOf(spans)]), person);
}

function isOfMachine(run: RunFact): boolean {
  const { source, group, start, end = start } = run;
  if (source === 'debug' || source === 'editor' || group === 'run' || !isBatch(run)) return false;
  // Nobody lets work of this length run and then stops it, so it was a program that never ends by itself.
  return !(isStopped(run) && end - start > stoppedAfterMs);
}
