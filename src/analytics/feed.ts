import { dayMs } from '../core/time/days.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import type { FeedFilter, FeedItem, FeedPage } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { githubState } from './collaboration/events.ts';
import { fitsFilter } from './feedFilter.ts';
import { partsFor, reachMs, readStretch, type FeedStretch } from './feedStretch.ts';
import { projectNames } from './labels.ts';
import { futureMs, type RecentWork } from './recentWork.ts';

/** Time that a page of the feed reads back at first. */
const firstReachMs = dayMs;
const leastReachMs = dayMs / 2;
/** A search reads about this many facts for one answer, so that ten years take many short answers and not a long one. */
const searchedFacts = 2000;

/** Part of the feed to show: entries that began before an instant (ms, exclusive), and how many. */
export interface FeedQuery {
  readonly before: number;
  readonly limit: number;
  readonly filter?: FeedFilter | undefined;
  /** Work that was read already, where a page without a filter begins with it. */
  readonly recent?: RecentWork;
}

/**
 * Returns a page of the feed, newest first: work sessions, runs, debug sessions, logged activities, commits, and GitHub events. Entries
 * that began at the same instant stay on one page, so that the next one can continue before the last `start`.
 *
 * It is read in stretches backwards, none twice: each as long as the page will probably take by what the ones before held, and at most
 * twice as long as the last one.
 */
export function readFeed(reader: ActivityReader, query: FeedQuery, context: Context): FeedPage {
  const { before, limit, filter, recent } = query;
  const first = Math.min(reader.firstInstant() ?? Infinity, githubState(reader)?.firstSince ?? Infinity);
  if (first === Infinity) return { items: [], more: false };
  const request = { parts: partsFor(filter ?? {}), context, recent };
  const found = new FeedCollector(filter);
  // Facts in the future are shown where the page has no end.
  const begin = Math.min(before, context.now + futureMs);
  const earliest = recent ? recent.range.from + reachMs(context.rules) : -Infinity;
  let [to, from] = [begin, Math.max(earliest, Math.min(begin, context.now) - firstReachMs)];
  for (;;) {
    found.add(readStretch(reader, { from, to }, request));
    if (found.items.length > limit) return pageOf(found.items, limit, from > first);
    if (from <= first) return { items: found.items, more: false };
    if (filter && found.read >= searchedFacts) return { items: found.items, more: true, searchedTo: from };
    const share = filter
      ? (searchedFacts - found.read) / found.read
      : (limit + 1 - found.items.length) / found.items.length;
    const covered = Math.min(begin, context.now) - from;
    const wanted = Math.max(leastReachMs, Math.min(2 * (to - from), 1.2 * share * covered));
    [to, from] = [from, from - wanted];
  }
}

/** The entries found so far, newest first. Each project has the same name throughout. */
class FeedCollector {
  readonly #fits: (item: FeedItem) => boolean;
  readonly #stretches: FeedStretch[] = [];
  readonly #projects = new Set<string>();
  #nameOf = projectNames([]);
  items: FeedItem[] = [];
  /** The number of facts that were read. */
  read = 0;

  constructor(filter: FeedFilter | undefined) {
    this.#fits = filter ? fitsFilter(filter) : () => true;
  }

  /** Adds a stretch before all that were added so far. */
  add(stretch: FeedStretch): void {
    const before = Array.from(this.#projects);
    for (const project of stretch.projects) this.#projects.add(project);
    const nameOf = projectNames(this.#projects);
    // A project that ends like another one is called by more of its root from now on, also further up.
    const isRenamed = before.some((project) => nameOf(project) !== this.#nameOf(project));
    this.#nameOf = nameOf;
    this.#stretches.push(stretch);
    if (isRenamed) this.items = this.#stretches.flatMap((one) => this.#itemsOf(one));
    else this.items.push(...this.#itemsOf(stretch));
    this.read += stretch.read;
  }

  #itemsOf(stretch: FeedStretch): FeedItem[] {
    return stretch.items(this.#nameOf).filter(this.#fits);
  }
}

/** @param isMore whether something may be older than all items */
function pageOf(items: readonly FeedItem[], limit: number, isMore: boolean): FeedPage {
  let length = limit;
  while (length < items.length && items[length]?.start === items[length - 1]?.start) length++;
  return { items: items.slice(0, length), more: isMore || length < items.length };
}
