import { endOfDay } from '../../core/time/days.ts';
import type { TaskStart } from '../../core/facts/taskStarts.ts';
import type { Context } from '../context.ts';
import type { Segment } from '../segment.ts';

/** Time that a task has taken so far, in ms, and whether it is in progress. */
export interface Actual {
  readonly ms: number;
  /** Time at which it was started, if it is running. */
  readonly startedAt?: number;
}

/**
 * Returns the human time that counts toward each task: work between its start and stop on its branch, otherwise in its project, otherwise
 * anywhere. A start without a stop ends with its day.
 * @param segments disjoint, of the days of the starts
 * @returns by task id, without tasks that were never started
 */
export function actualsOf(
  starts: readonly TaskStart[],
  segments: readonly Segment[],
  { now, rules }: Pick<Context, 'now' | 'rules'>,
): Map<string, Actual> {
  const actuals = new Map<string, Actual>();
  for (const start of starts) {
    const dayEnd = endOfDay(start.start, start.offset, rules.dayStartsAt);
    const end = Math.min(start.end ?? dayEnd, dayEnd);
    const isRunning = start.end === undefined && now < dayEnd;
    const ms = timeIn(segments, start, end) + (actuals.get(start.task)?.ms ?? 0);
    actuals.set(start.task, isRunning ? { ms, startedAt: start.start } : { ms });
  }
  return actuals;
}

function timeIn(segments: readonly Segment[], { start, project, branch }: TaskStart, end: number): number {
  let ms = 0;
  for (const segment of segments) {
    if (project !== undefined && segment.project !== project) continue;
    if (branch !== undefined && segment.branch !== branch) continue;
    ms += Math.max(0, Math.min(segment.end, end) - Math.max(segment.start, start));
  }
  return ms;
}
