import { compareText } from '../core/base/compareText.ts';
import { dayMs, hourMs, type TimeRange } from '../core/time/days.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { FeedFilter, FeedItem } from '../core/views/views.ts';
import { readGithubPart } from './collaboration/githubFeed.ts';
import type { Context } from './context.ts';
import { activityItem, isNotable, runItem, type ProjectNaming } from './feedItems.ts';
import type { Rows } from './rows.ts';
import type { Segment } from './segment.ts';
import { sessionItems } from './sessionItems.ts';
import { sessionsOf } from './sessions.ts';
import { timelineOf, waitLimitMs } from './timeline.ts';
import { longestPauseMs, nearMs } from './timelinePauses.ts';

/** Time past a stretch for which its last sessions are followed at first, in ms; further if they go on. */
const afterMs = hourMs;
const followedAtMostMs = 64 * dayMs;
/** A run whose end was not seen is assumed to end with its window, which is searched for within this time, in ms. */
const closedWithinMs = 30 * dayMs;

/** Which kinds of facts to read: a search for others can skip them. */
export interface FeedParts {
  readonly sessions: boolean;
  readonly runs: boolean;
  readonly manual: boolean;
  readonly github: boolean;
}

/**
 * Returns the parts that may match a filter. Sessions have the source of most of their time, and commits that exist only here have that of
 * the editor.
 */
export function partsFor({ source }: FeedFilter): FeedParts {
  const isOf = (...sources: FeedFilter['source'][]): boolean => source === undefined || sources.includes(source);
  return {
    sessions: isOf('editor', 'debug', 'task', 'terminal', 'hub'),
    runs: isOf('debug', 'task', 'terminal'),
    manual: isOf('manual'),
    github: isOf('editor', 'github'),
  };
}

/** The entries that began in a stretch of time. */
export interface FeedStretch {
  /** Folders of all projects in it. */
  readonly projects: ReadonlySet<string>;
  /** The number of facts that were read for it. */
  readonly read: number;
  /** Newest first. */
  items(nameOf: ProjectNaming): FeedItem[];
}

/** Reads what began in `[from, to)`, and of everything else only as much as that takes. */
export function readStretch(reader: ActivityReader, range: TimeRange, of: FeedRequest): FeedStretch {
  const { rows, segments } = readWhole(reader, range, of);
  const { spans, runs, activities, diagnostics } = rows;
  const github = of.parts.github ? readGithubPart(reader, range, of.context) : undefined;
  const isWithin = ({ start }: { readonly start: number }): boolean => start >= range.from && start < range.to;
  return {
    projects: projectsIn(spans, runs, activities),
    read: spans.length + runs.length + activities.length + diagnostics.length + (github?.read ?? 0),
    items: (nameOf) => {
      const items = [...itemsOf({ rows, segments }, nameOf, of), ...(github?.items(nameOf) ?? [])];
      return items.filter(isWithin).sort(byNewest);
    },
  };
}

export interface FeedRequest {
  readonly parts: FeedParts;
  readonly context: Context;
}

interface StretchInput {
  readonly rows: Rows;
  readonly segments: readonly Segment[];
}

/** Rows of a stretch, up to where all sessions are over that began in it. */
function readWhole(reader: ActivityReader, { from, to }: TimeRange, { parts, context }: FeedRequest): StretchInput {
  const { rules } = context;
  // The reach of what joins a session to the work before it: gaps, pauses near them, and waits in them.
  const marginMs = rules.idleLimitMs + 2 * longestPauseMs(rules) + nearMs + 2 * waitLimitMs;
  for (let after = afterMs + marginMs; ; after *= 4) {
    const rows = rowsIn(reader, { from: from - marginMs, to: to + after }, { parts, end: to });
    const segments = parts.sessions ? timelineOf(rows, rules) : [];
    const goesOn = sessionsOf(segments, rules.idleLimitMs).some(
      ({ start, end }) => start >= from && start < to && end > to + after - marginMs,
    );
    if (!goesOn || after > followedAtMostMs) return { rows, segments };
  }
}

function rowsIn(reader: ActivityReader, range: TimeRange, { parts, end }: { parts: FeedParts; end: number }): Rows {
  const { sessions } = parts;
  const runs = sessions || parts.runs ? reader.runs(range) : [];
  const hasUnended = parts.runs && runs.some((run) => run.end === undefined && isNotable(run));
  const statesTo = hasUnended ? end + closedWithinMs : range.to;
  return {
    spans: sessions ? reader.spans(range) : [],
    runs,
    states: sessions || hasUnended ? reader.states({ from: range.from, to: statesTo }) : [],
    diagnostics: sessions ? reader.diagnostics(range) : [],
    activities: sessions || parts.manual ? reader.activities(range) : [],
    corrections: sessions ? reader.corrections(range) : [],
    planTasks: [],
  };
}

function projectsIn(...lists: readonly (readonly { readonly project?: string }[])[]): Set<string> {
  const projects = new Set<string>();
  for (const list of lists) for (const { project } of list) if (project !== undefined) projects.add(project);
  return projects;
}

function itemsOf({ rows, segments }: StretchInput, nameOf: ProjectNaming, { parts, context }: FeedRequest): FeedItem[] {
  const notable = parts.runs ? rows.runs.filter(isNotable) : [];
  return [
    ...sessionItems({ rows, segments, nameOf }, context),
    ...notable.map((run) => runItem(run, rows.states, { context, nameOf })),
    ...(parts.manual ? rows.activities.map((activity) => activityItem(activity, nameOf)) : []),
  ];
}

/** Newest first; entries that began at the same time have a deterministic order. */
export function byNewest(a: FeedItem, b: FeedItem): number {
  return b.start - a.start || compareText(b.id, a.id);
}
