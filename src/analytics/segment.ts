import { sources } from '../core/facts/activity.ts';
import type { ActivityKind, Source } from '../core/facts/activity.ts';
import type { Activity } from '../core/facts/activities.ts';
import type { RunFact, RunGroup, SpanFact } from '../core/facts/facts.ts';

/** Reason why a stretch counts as human time. */
export type Basis =
  /** The span itself. */
  | 'observed'
  /** A gap up to the idle limit; it belongs to the span before it. */
  | 'gap'
  /** A longer gap in the same place, within the reading or thinking limit. */
  | 'thinking'
  /** Logged by hand, where nothing was observed. */
  | 'manual'
  /** A run that the person started and came back to when it ended, or a window that was cut off and came back. */
  | 'waiting';

/** Link between a page and work in an editor, see `withConnectedPages`. */
export type PageConnection = 'repository' | 'between' | 'near';

/** Subject of a stretch of time. */
export interface SegmentSubject {
  readonly kind: ActivityKind;
  readonly source: Source;
  readonly project: string | undefined;
  readonly file: string | undefined;
  readonly language: string | undefined;
  readonly branch: string | undefined;
}

/** A stretch `[start, end)` of a person's time, owned by one fact. Segments of one timeline never overlap. */
export interface Segment extends SegmentSubject {
  readonly start: number;
  readonly end: number;
  /** Minutes east of UTC, of the owner. */
  readonly offset: number;
  readonly basis: Basis;
  /** Scheme of the document, of a span that keeps one (see `SpanFact`). */
  readonly scheme?: string;
  /** The span, activity or run that owns it. */
  readonly factId: string;
  /** The rule of the person or the correction that decided kind or project; absent if it is as it was recorded. */
  readonly ruledBy?: string;
  /** Set for a page that has its project and branch from work in an editor. */
  readonly connection?: PageConnection;
  /** Marks a video that is neither a lesson nor connected to work. */
  readonly isPastime?: true;
}

/** A fact on its way into the timeline. Smaller `rank` wins where two overlap. */
export interface Candidate extends Segment {
  readonly rank: number;
}

const rankOf = Object.fromEntries(sources.map((source, rank) => [source, rank])) as Record<Source, number>;

export function candidateOfSpan(span: SpanFact): Candidate {
  const { id, start, end, offset, kind, source, project, file, language, branch, scheme } = span;
  const doing = { kind, source, project, file, language, branch };
  const rank = rankOf[source] + (isBrowserWindow(span) ? 0.5 : 0);
  const candidate = { start, end, offset, basis: 'observed', factId: id, rank, ...doing } as const;
  return scheme === undefined ? candidate : { ...candidate, scheme };
}

/** Returns true for a browser's window without a page. It says less than a page in it, whichever began later. */
export function isBrowserWindow({ source, scheme, kind }: Pick<SpanFact, 'source' | 'scheme' | 'kind'>): boolean {
  return source === 'hub' && scheme === 'app' && kind === 'browsing';
}

export function candidateOfActivity({ id, start, end, offset, kind, project }: Activity): Candidate {
  const doing = { kind, source: 'manual', project, file: undefined, language: undefined, branch: undefined } as const;
  return { start, end, offset, basis: 'manual', factId: id, rank: rankOf.manual, ...doing };
}

const kindOfGroup: Record<RunGroup, ActivityKind> = {
  build: 'building',
  test: 'testing',
  run: 'other',
  other: 'other',
};

/** The kind of activity that a run is. */
export function kindOfRun({ source, group }: RunFact): ActivityKind {
  if (source === 'debug') return 'debugging';
  return source === 'terminal' && (group === 'run' || group === 'other') ? 'terminal' : kindOfGroup[group];
}

/** The same stretch of a run, between two instants. */
export function segmentOfRun(run: RunFact, start: number, end: number): Segment {
  const { id, offset, source, project, branch } = run;
  const doing = { kind: kindOfRun(run), source, project, file: undefined, language: undefined, branch };
  return { start, end, offset, basis: 'waiting', factId: id, ...doing };
}

/** The part of a segment between two instants. */
export function clip(segment: Segment, start: number, end: number): Segment {
  const { offset, basis, factId, ruledBy, kind, source, project, file, language, branch, scheme } = segment;
  const { connection, isPastime } = segment;
  const clipped = { start, end, offset, basis, factId, kind, source, project, file, language, branch };
  if (ruledBy === undefined && scheme === undefined) return clipped;
  return {
    ...clipped,
    ...(ruledBy !== undefined && { ruledBy }),
    ...(scheme !== undefined && { scheme }),
    ...(connection && { connection }),
    ...(isPastime && { isPastime }),
  };
}

/** The time in segments, in milliseconds. */
export function durationOf(segments: readonly Segment[]): number {
  let total = 0;
  for (const { start, end } of segments) total += end - start;
  return total;
}
