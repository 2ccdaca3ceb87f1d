import { minuteMs } from '../core/time/days.ts';
import type { Activity } from '../core/facts/activities.ts';
import type { RunFact } from '../core/facts/facts.ts';
import type { FeedItem } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { outcomeOf, unendedAt } from './outcome.ts';
import type { Rows } from './rows.ts';
import { kindOfRun } from './segment.ts';

/**
 * Returns true for runs worth an entry. Cells, debugger stops, and commands that neither test nor build and took less than a minute are too
 * many.
 */
export function isNotable({ source, group, start, end = Number.POSITIVE_INFINITY }: RunFact): boolean {
  if (source === 'editor' || (source === 'debug' && group === 'other')) return false;
  return source !== 'terminal' || group === 'test' || group === 'build' || end - start >= minuteMs;
}

/** Returns the feed's name for a project, given its folder. */
export type ProjectNaming = (project: string) => string;

/** A run as an item of the feed. @param states that may tell when its window was closed */
export function runItem(
  run: RunFact,
  states: Rows['states'],
  of: { context: Context; nameOf: ProjectNaming },
): FeedItem {
  const { id, source, name, start, offset, project } = run;
  return {
    id,
    source,
    kind: kindOfRun(run),
    title: name,
    start,
    offset,
    errors: 0,
    ...endOf(run, states, of.context.now),
    ...(project !== undefined && { project: of.nameOf(project) }),
  };
}

function endOf(run: RunFact, states: Rows['states'], now: number): Pick<FeedItem, 'durationMs' | 'outcome'> {
  if (run.end !== undefined) return { durationMs: run.end - run.start, outcome: outcomeOf(run) };
  const { isRunning, knownMs } = unendedAt(run, states, now);
  return isRunning ? { durationMs: null, outcome: 'running' } : { durationMs: knownMs, outcome: 'unknown' };
}

/** Returns a logged activity as a feed item. */
export function activityItem(activity: Activity, nameOf: ProjectNaming): FeedItem {
  const { id, title, kind, start, end, offset, errors, notes, project } = activity;
  return {
    id,
    source: 'manual',
    kind,
    title,
    start,
    offset,
    durationMs: end - start,
    errors,
    manual: { notes, minutes: (end - start) / minuteMs },
    ...(notes !== '' && { detail: notes }),
    ...(project !== undefined && { project: nameOf(project) }),
  };
}
