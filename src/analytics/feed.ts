import { dayMs, dayOf, minuteMs } from '../shared/days.ts';
import type { ActivityFact, RunFact } from '../shared/facts.ts';
import type { ActivityReader } from '../shared/reader.ts';
import type { FeedFilter, FeedItem, FeedPage } from '../shared/views.ts';
import type { Context } from './context.ts';
import { githubState } from './collaboration/events.ts';
import { githubItems } from './collaboration/githubFeed.ts';
import { fitsFilter } from './feedFilter.ts';
import { projectNames } from './labels.ts';
import { outcomeOf, unendedAt } from './outcome.ts';
import { readRows } from './rows.ts';
import type { Rows } from './rows.ts';
import { kindOfRun } from './segment.ts';
import { sessionItems } from './sessionItems.ts';
import { timelineOf } from './timeline.ts';

/** How far back a page looks at first; twice as far each time it is not filled. */
const firstReachMs = 2 * dayMs;
/** A search looks through so much at once, … */
const searchStepMs = 14 * dayMs;
/** … and so often for one answer, so that ten years are many short answers and no long one. */
const searchSteps = 4;

/** What to show of the feed: what began before an instant (ms, exclusive), and how many. */
export interface FeedQuery {
  readonly before: number;
  readonly limit: number;
  readonly filter?: FeedFilter | undefined;
}

/**
 * A page of the feed, newest first: sessions of work, runs, debug sessions and what was logged by hand. Things that began at
 * the same instant stay on one page, so that the next one can go on before the last `start`.
 */
export function readFeed(reader: ActivityReader, query: FeedQuery, context: Context): FeedPage {
  const { before, limit, filter } = query;
  const first = Math.min(reader.firstInstant() ?? Infinity, githubState(reader)?.firstSince ?? Infinity);
  if (first === Infinity) return { items: [], more: false };
  // A clock that was set back leaves facts in the future: they are shown, where the page has no end.
  const until = Math.min(before, context.now + 2 * dayMs);
  if (filter) return searchFeed(reader, { before, until, first, limit, filter }, context);
  for (let reach = firstReachMs; ; reach *= 2) {
    const from = until - reach;
    const items = itemsBetween(reader, { from, until, before }, context);
    if (items.length > limit) return pageOf(items, limit);
    if (from <= first) return { items, more: false };
  }
}

interface Search {
  readonly before: number;
  readonly until: number;
  /** Before this instant nothing was recorded. */
  readonly first: number;
  readonly limit: number;
  readonly filter: FeedFilter;
}

function searchFeed(reader: ActivityReader, search: Search, context: Context): FeedPage {
  const fits = fitsFilter(search.filter);
  const items: FeedItem[] = [];
  let { until, before } = search;
  for (let step = 0; step < searchSteps; step++) {
    const from = until - searchStepMs;
    items.push(...itemsBetween(reader, { from, until, before }, context).filter(fits));
    if (items.length > search.limit) return pageOf(items, search.limit);
    if (from <= search.first) return { items, more: false };
    until = before = from;
  }
  return { items, more: true, searchedTo: until };
}

interface Stretch {
  readonly from: number;
  /** As far as is read. */
  readonly until: number;
  readonly before: number;
}

/** What began in `[from, before)`, newest first. */
function itemsBetween(reader: ActivityReader, { from, until, before }: Stretch, context: Context): FeedItem[] {
  const rows = rowsBetween(reader, from, until);
  const nameOf = projectNames(projectsIn(rows));
  return [...feedOf(rows, context), ...githubItems(reader, { from, to: until }, { context, nameOf })]
    .filter(({ start }) => start >= from && start < before)
    .sort(byNewest);
}

function rowsBetween(reader: ActivityReader, from: number, until: number): Rows {
  return readRows(reader, dayOf(from, 0), dayOf(until, 0));
}

function pageOf(items: readonly FeedItem[], limit: number): FeedPage {
  let length = limit;
  while (length < items.length && items[length]?.start === items[length - 1]?.start) length++;
  return { items: items.slice(0, length), more: length < items.length };
}

/** All items of rows, newest first. */
export function feedOf(rows: Rows, context: Context): FeedItem[] {
  const nameOf = projectNames(projectsIn(rows));
  const segments = timelineOf(rows, context.rules);
  const items = [
    ...sessionItems({ rows, segments, nameOf }, context),
    ...rows.runs.filter(isTold).map((run) => runItem(run, rows, { context, nameOf })),
    ...rows.activities.map((activity) => activityItem(activity, nameOf)),
  ];
  return items.sort(byNewest);
}

function projectsIn({ spans, runs, activities }: Rows): string[] {
  return [...spans, ...runs, ...activities].flatMap(({ project }) => project ?? []);
}

function byNewest(a: FeedItem, b: FeedItem): number {
  return b.start - a.start || (a.id < b.id ? 1 : -1);
}

/** Cells, stops of the debugger, and commands that neither test nor build and were over in a minute, are too many to tell one by one. */
export function isTold({ source, group, start, end = Number.POSITIVE_INFINITY }: RunFact): boolean {
  if (source === 'editor' || (source === 'debug' && group === 'other')) return false;
  return source !== 'terminal' || group === 'test' || group === 'build' || end - start >= minuteMs;
}

interface Naming {
  readonly context: Context;
  readonly nameOf: (project: string) => string;
}

function runItem(run: RunFact, { states }: Rows, { context, nameOf }: Naming): FeedItem {
  const { id, source, name, start, project } = run;
  return {
    id,
    source,
    kind: kindOfRun(run),
    title: name,
    start,
    errors: 0,
    ...endOf(run, states, context.now),
    ...(project !== undefined && { project: nameOf(project) }),
  };
}

function endOf(run: RunFact, states: Rows['states'], now: number): Pick<FeedItem, 'durationMs' | 'outcome'> {
  if (run.end !== undefined) return { durationMs: run.end - run.start, outcome: outcomeOf(run) };
  const { isRunning, knownMs } = unendedAt(run, states, now);
  return isRunning ? { durationMs: null, outcome: 'running' } : { durationMs: knownMs, outcome: 'unknown' };
}

function activityItem(activity: ActivityFact, nameOf: (project: string) => string): FeedItem {
  const { id, title, kind, start, end, errors, notes, rev, project } = activity;
  return {
    id,
    source: 'manual',
    kind,
    title,
    start,
    durationMs: end - start,
    errors,
    manual: { rev, notes, minutes: (end - start) / minuteMs },
    ...(notes !== '' && { detail: notes }),
    ...(project !== undefined && { project: nameOf(project) }),
  };
}
