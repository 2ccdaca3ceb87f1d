import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';

export const interruptionKinds = [
  'projectSwitches',
  'away',
  'meetings',
  'sites',
  'failedRuns',
  'agentPrompts',
] as const;
export type InterruptionKind = (typeof interruptionKinds)[number];
/** Number of interruptions of a focus session, by their cause. */
export type Interruptions = Readonly<Record<InterruptionKind, number>>;

/** Events besides measured time, as instants in ms. */
export interface Events {
  /** Ends of runs that failed. */
  readonly failedRuns: readonly number[];
  /** Time at which an AI agent had finished, and waited for the next prompt. */
  readonly agentPrompts: readonly number[];
}

/** A shorter stretch without a sign of the person is a pause for thought. */
const awayMs = 2 * minuteMs;

/**
 * Counts a session's interruptions, all from measurements: switches to another project, time away (also at the end, after leaving early),
 * the start of meetings and browser pages, failed runs, and agents that waited for the next prompt.
 * @param measured disjoint stretches in order
 */
export function interruptionsOf(
  session: Interval,
  measured: readonly MeasuredStretch[],
  events: Events,
): Interruptions {
  const within = measured.filter(({ start, end }) => end > session.start && start < session.end);
  const isIn = (at: number): boolean => at > session.start && at < session.end;
  const begins = (kind: MeasuredStretch['kind']): number =>
    within.filter((one, at) => one.kind === kind && isIn(one.start) && within[at - 1]?.kind !== kind).length;
  return {
    projectSwitches: switchesOf(within),
    away: gapsIn(session, within),
    meetings: begins('meeting'),
    sites: begins('browsing'),
    failedRuns: events.failedRuns.filter(isIn).length,
    agentPrompts: events.agentPrompts.filter(isIn).length,
  };
}

/** Counts switches between projects; time without a project is ignored. */
function switchesOf(stretches: readonly MeasuredStretch[]): number {
  const projects = stretches.flatMap(({ project }) => project ?? []);
  return projects.filter((project, at) => at > 0 && project !== projects[at - 1]).length;
}

/** Counts the stretches of a session in which nothing was measured, but none in which it had just begun. */
function gapsIn({ end }: Interval, [first, ...rest]: readonly Interval[]): number {
  if (!first) return 0;
  let gaps = 0;
  let at = first.end;
  for (const stretch of [...rest, { start: end, end }]) {
    if (stretch.start - at >= awayMs) gaps++;
    at = stretch.end;
  }
  return gaps;
}
