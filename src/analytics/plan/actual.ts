import { endOfDay } from '../../core/time/days.ts';
import type { TaskStart } from '../../core/facts/taskStarts.ts';
import type { Context } from '../context.ts';
import type { Segment } from '../segment.ts';

/** How long a task took so far, ms, and whether it is being worked on. */
export interface Actual {
  readonly ms: number;
  /** When it was started, while it runs. */
  readonly startedAt?: number;
}

/**
 * The person's time that counts toward each task: what was worked between its start and its stop on its branch, else in its project, else
 * at all. A start that was never stopped ends with its day.
 * @param segments disjoint, of the days of the starts
 * @returns by id of the task; those that were never started are not in it
 */
export function actualsOf(
  starts: readonly TaskStart[],
  segments: readonly Segment[],
  { now, rules }: Pick<Context, 'now' | 'rules'>,
): Map<string, Actual> {
  const actuals = new Map<string, Actual>();
  for (const start of starts) {
    const dayEnd = endOfDay(start.start, start.offset, rules.dayStartsAt);
    const end = start.running ? dayEnd : Math.min(start.end, dayEnd);
    const isRunning = start.running && now < dayEnd;
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
