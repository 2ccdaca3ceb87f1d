import { compareText } from '../core/base/compareText.ts';
import { dayMs, hourMs, isWithin, type TimeRange } from '../core/time/days.ts';
import type { RunFact, StateFact } from '../core/facts/facts.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { FeedFilter, FeedItem } from '../core/views/views.ts';
import { readGithubPart } from './collaboration/githubFeed.ts';
import type { Context } from './context.ts';
import { activityItem, isNotable, runItem, type ProjectNaming } from './feedItems.ts';
import type { RecentWork, Work } from './recentWork.ts';
import type { Rows } from './rows.ts';
import { sessionItems } from './sessionItems.ts';
import { type Session, sessionsOf } from './sessions.ts';
import { timelineOf, waitLimitMs } from './timeline.ts';
import { longestPauseMs, nearMs } from './timelinePauses.ts';

/** Time past a stretch for which its last sessions are followed at first, in ms; further if they go on. */
const afterMs = hourMs;
const followedAtMostMs = 64 * dayMs;
/** A run whose end was not seen is assumed to end with its window, which is searched for within this time, in ms. */
const closedWithinMs = 30 * dayMs;

/** The kinds of facts to read: a search for others can skip them. */
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
  const { rows, sessions } = readWhole(reader, range, of);
  const { spans, runs, activities, diagnostics } = rows;
  const states = of.parts.runs && runs.some(isUnended) ? reader.states(statesAfter(range)) : [];
  const github = of.parts.github ? readGithubPart(reader, range, of.context) : undefined;
  return {
    projects: projectsIn(spans, runs, activities),
    read: spans.length + runs.length + activities.length + diagnostics.length + (github?.read ?? 0),
    items: (nameOf) => {
      const items = [...itemsOf({ rows, sessions, states }, nameOf, of), ...(github?.items(nameOf) ?? [])];
      return items.filter(({ start }) => isWithin(range, start)).sort(byNewest);
    },
  };
}

export interface FeedRequest {
  readonly parts: FeedParts;
  readonly context: Context;
  /** Work that was read already. */
  readonly recent?: RecentWork | undefined;
}

/** The reach (ms) of what joins a session to the work before it: gaps, pauses near them, and waits in them. */
export function reachMs(rules: TimeRules): number {
  return rules.idleLimitMs + 2 * longestPauseMs(rules) + nearMs + 2 * waitLimitMs;
}

/** Rows and sessions that were read for a stretch. */
interface StretchRows {
  readonly rows: Rows;
  /** Those that began in it. */
  readonly sessions: readonly Session[];
}

/** Reads up to where all sessions are over that began in a stretch. */
function readWhole(reader: ActivityReader, stretch: TimeRange, of: FeedRequest): StretchRows {
  const { parts, context, recent } = of;
  const { from, to } = stretch;
  const { rules } = context;
  const marginMs = reachMs(rules);
  for (let after = afterMs + marginMs; ; after *= 4) {
    const range = { from: from - marginMs, to: to + after };
    const isKnown = recent && recent.range.from <= range.from && range.to <= recent.range.to;
    const { rows, timeline } = isKnown ? recent : workIn(reader, range, { parts, context });
    const sessions = sessionsOf(timeline, rules.idleLimitMs, stretch);
    const goesOn = sessions.some(({ end }) => end > to + after - marginMs);
    if (!goesOn || after > followedAtMostMs) return { rows, sessions };
  }
}

function workIn(reader: ActivityReader, range: TimeRange, { parts, context }: FeedRequest): Work {
  const rows = rowsIn(reader, range, parts);
  return { rows, timeline: parts.sessions ? timelineOf(rows, context.rules) : [] };
}

function isUnended(run: RunFact): boolean {
  return run.end === undefined && isNotable(run);
}

/** The time in which a window was closed whose run began in a stretch. */
function statesAfter({ from, to }: TimeRange): TimeRange {
  return { from, to: to + closedWithinMs };
}

function rowsIn(reader: ActivityReader, range: TimeRange, { sessions, runs, manual }: FeedParts): Rows {
  return {
    spans: sessions ? reader.spans(range) : [],
    runs: sessions || runs ? reader.runs(range) : [],
    states: sessions ? reader.states(range) : [],
    diagnostics: sessions ? reader.diagnostics(range) : [],
    activities: sessions || manual ? reader.activities(range) : [],
    corrections: sessions ? reader.corrections(range) : [],
    planTasks: [],
  };
}

function projectsIn(...lists: readonly (readonly { readonly project?: string }[])[]): Set<string> {
  const projects = new Set<string>();
  for (const list of lists) for (const { project } of list) if (project !== undefined) projects.add(project);
  return projects;
}

interface StretchInput extends StretchRows {
  /** States of the windows whose runs have no end. */
  readonly states: readonly StateFact[];
}

function itemsOf(input: StretchInput, nameOf: ProjectNaming, { parts, context }: FeedRequest): FeedItem[] {
  const { rows, sessions, states } = input;
  const notable = parts.runs ? rows.runs.filter(isNotable) : [];
  return [
    ...sessionItems({ rows, sessions, nameOf }, context),
    ...notable.map((run) => runItem(run, states, { context, nameOf })),
    ...(parts.manual ? rows.activities.map((activity) => activityItem(activity, nameOf)) : []),
  ];
}

/** Newest first; entries that began at the same time have a deterministic order. */
export function byNewest(a: FeedItem, b: FeedItem): number {
  return b.start - a.start || compareText(b.id, a.id);
}
