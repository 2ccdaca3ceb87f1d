import type { ActivityKind, Source } from '../core/facts/activity.ts';
import { isWithin, type TimeRange } from '../core/time/days.ts';
import { durationOf } from './segment.ts';
import type { Segment } from './segment.ts';

/** Work in one project without a gap over the idle limit, excluding time in other projects in between. */
export interface Session {
  readonly project: string | undefined;
  readonly start: number;
  /** Minutes east of UTC that held when it began. */
  readonly offset: number;
  readonly end: number;
  readonly durationMs: number;
  /** The kind and source with the most time. */
  readonly kind: ActivityKind;
  readonly source: Source;
  readonly files: number;
  /** The fact that began it; stays the same as the session grows. */
  readonly factId: string;
}

/**
 * Observed segments as sessions of work, in order of their start.
 * @param segments of a timeline, in order
 * @param began in which the sessions began; default: at any time
 */
export function sessionsOf(segments: readonly Segment[], idleLimitMs: number, began = always): Session[] {
  const groups: Segment[][] = [];
  const current = new Map<string | undefined, Segment[]>();
  for (const segment of segments) {
    if (segment.source === 'manual') continue;
    const group = current.get(segment.project);
    const last = group?.at(-1);
    if (group && last && segment.start - last.end <= idleLimitMs) group.push(segment);
    else current.set(segment.project, startGroup(groups, segment));
  }
  return groups.filter(([first]) => first && isWithin(began, first.start)).map(sessionOf);
}

const always: TimeRange = { from: -Infinity, to: Infinity };

function startGroup(groups: Segment[][], segment: Segment): Segment[] {
  const group = [segment];
  groups.push(group);
  return group;
}

function sessionOf(segments: readonly Segment[]): Session {
  const [first] = segments as [Segment];
  return {
    project: first.project,
    start: first.start,
    offset: first.offset,
    end: (segments.at(-1) ?? first).end,
    durationMs: durationOf(segments),
    kind: mostOf(segments, ({ kind }) => kind),
    source: mostOf(segments, ({ source }) => source),
    files: new Set(segments.flatMap(({ file }) => file ?? [])).size,
    factId: first.factId,
  };
}

function mostOf<K>(segments: readonly Segment[], keyOf: (segment: Segment) => K): K {
  const times = new Map<K, number>();
  for (const segment of segments) {
    const key = keyOf(segment);
    times.set(key, (times.get(key) ?? 0) + segment.end - segment.start);
  }
  const [[most]] = Array.from(times).sort(([, a], [, b]) => b - a) as [[K, number]];
  return most;
}
