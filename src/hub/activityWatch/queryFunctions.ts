import { HttpProblem } from '../http/problem.ts';
import type { AwEvent } from './awEvent.ts';
import type { PatternMatcher } from './queryPatterns.ts';
import {
  byDuration,
  byStart,
  chunkByKey,
  filterValues,
  flood,
  isQueryEvent,
  mergeByKeys,
  partSize,
  periodIntersect,
  periodUnion,
  secondsOf,
  simplifyTitles,
  sizeOf,
  splitUrls,
  unionNoOverlap,
  type QueryEvent,
} from './queryTransforms.ts';

/** A bucket as queries see it. */
export interface QueryBucket {
  readonly info: { readonly id: string; readonly hostname: string };
  readonly events: readonly AwEvent[];
}

/** Data that functions work on. */
export interface QueryScope {
  readonly buckets: readonly QueryBucket[];
  /** The period, ms since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly patterns: PatternMatcher;
  /** Counts work, in characters that are looked at. @throws HttpProblem when it is too much */
  readonly spend: (characters: number) => void;
}

type Run = (args: readonly unknown[], scope: QueryScope) => unknown;

/** A rule of `categorize` and `tag`: a class, and what it looks for. */
interface Rule {
  readonly of: unknown;
  readonly regex: string;
  readonly keys: readonly string[] | undefined;
  readonly ignoresCase: boolean;
}

/** The functions of ActivityWatch's server, by name. */
export const queryFunctions: ReadonlyMap<string, Run> = new Map<string, Run>([
  ['find_bucket', ([part, host], scope) => bucketWith(text(part), host, scope).info.id],
  ['query_bucket', ([id], scope) => eventsOf(text(id), scope)],
  ['query_bucket_eventcount', ([id], scope) => eventsOf(text(id), scope).length],
  ['filter_keyvals', ([all, key, values], scope) => filtered([all, key, values], scope, false)],
  ['exclude_keyvals', ([all, key, values], scope) => filtered([all, key, values], scope, true)],
  ['filter_keyvals_regex', filteredByPattern],
  ['filter_period_intersect', ([a, b], scope) => periodIntersect(events(a, scope), events(b, scope))],
  ['period_union', ([a, b], scope) => periodUnion(events(a, scope), events(b, scope))],
  ['union_no_overlap', ([a, b], scope) => unionNoOverlap(events(a, scope), events(b, scope))],
  ['concat', ([a, b], scope) => [...events(a, scope), ...events(b, scope)]],
  ['limit_events', ([all, count], scope) => events(all, scope).slice(0, number(count))],
  ['merge_events_by_keys', ([all, keys], scope) => mergeByKeys(events(all, scope), list(keys).map(text))],
  ['chunk_events_by_key', ([all, key], scope) => chunkByKey(events(all, scope), text(key))],
  ['sort_by_timestamp', ([all], scope) => byStart(events(all, scope))],
  ['sort_by_duration', ([all], scope) => byDuration(events(all, scope))],
  ['sum_durations', ([all], scope) => secondsOf(events(all, scope))],
  ['flood', ([all], scope) => flood(events(all, scope))],
  ['split_url_events', ([all], scope) => splitUrls(events(all, scope))],
  ['simplify_window_titles', ([all, key], scope) => simplifyTitles(events(all, scope), text(key))],
  ['categorize', ([all, rules], scope) => classified(events(all, scope), rulesOf(rules), scope).map(categorized)],
  ['tag', ([all, rules], scope) => classified(events(all, scope), rulesOf(rules), scope).map(tagged)],
  ['nop', () => 1],
]);

function bucketWith(part: string, host: unknown, { buckets }: QueryScope): QueryBucket {
  const found = buckets.find(
    ({ info }) => info.id.includes(part) && (typeof host !== 'string' || host === '' || info.hostname === host),
  );
  if (!found) throw new HttpProblem(400, `There is no bucket with ${part} in its name.`);
  return found;
}

/** The events of a bucket in the period, cut to it, the latest first. */
function eventsOf(id: string, { buckets, from, to, spend }: QueryScope): QueryEvent[] {
  const bucket = buckets.find(({ info }) => info.id === id);
  if (!bucket) throw new HttpProblem(404, `There is no bucket ${id}. Create it first.`);
  const found = bucket.events
    .filter(({ start, end }) => end >= from && start <= to)
    .map(({ id: own, start, end, data }) => ({
      id: own,
      start: Math.max(start, from),
      end: Math.min(end, to),
      data,
    }))
    .toReversed();
  // All of them were looked at, and those that were found are held in memory.
  spend(bucket.events.length + found.length * partSize);
  return found;
}

function filtered([all, key, values]: readonly unknown[], scope: QueryScope, isExcluded: boolean): QueryEvent[] {
  return filterValues(events(all, scope), text(key), { values: list(values), isExcluded });
}

function filteredByPattern([all, key, pattern]: readonly unknown[], scope: QueryScope): QueryEvent[] {
  const name = text(key);
  const having = events(all, scope).filter(({ data }) => typeof data[name] === 'string');
  const texts = having.map(({ data }) => String(data[name]));
  const found = scope.patterns.test(text(pattern), texts);
  return having.filter((_, i) => found[i]);
}

function rulesOf(value: unknown): Rule[] {
  return list(value).flatMap((pair): Rule[] => {
    const [of, fields] = list(pair);
    if (!(fields instanceof Map)) throw new HttpProblem(400, 'A rule is a class and a dict.');
    const [regex, keys] = [fields.get('regex') as unknown, fields.get('select_keys') as unknown];
    if (typeof regex !== 'string' || regex === '') return [];
    const ignoresCase = fields.get('ignore_case') === true;
    return [{ of, regex, keys: keys === undefined || keys === null ? undefined : list(keys).map(text), ignoresCase }];
  });
}

interface ClassifiedEvent {
  readonly event: QueryEvent;
  /** Names of the rules that hold, in their order. */
  readonly classes: readonly unknown[];
}

function classified(
  all: readonly QueryEvent[],
  rules: readonly Rule[],
  { patterns, spend }: QueryScope,
): ClassifiedEvent[] {
  spend(all.length * rules.length * partSize);
  const classes: unknown[][] = all.map(() => []);
  for (const { of, regex, keys, ignoresCase } of rules) {
    const parts = all.flatMap(({ data }, i) => {
      const values = keys ? keys.map((key) => data[key]) : Object.values(data);
      return values.flatMap((value) => (typeof value === 'string' ? [{ i, value }] : []));
    });
    const found = patterns.test(
      regex,
      parts.map(({ value }) => value),
      ignoresCase,
    );
    for (const i of new Set(parts.filter((_, at) => found[at]).map((part) => part.i))) classes[i]?.push(of);
  }
  return all.map((event, i) => ({ event, classes: classes[i] ?? [] }));
}

/** The deepest category wins, and of equally deep ones the last. */
function categorized({ event, classes }: ClassifiedEvent): QueryEvent {
  const category = classes.reduce<readonly unknown[]>(
    (deepest, one) => (Array.isArray(one) && one.length >= deepest.length ? one : deepest),
    ['Uncategorized'],
  );
  return { ...event, data: { ...event.data, $category: category } };
}

function tagged({ event, classes }: ClassifiedEvent): QueryEvent {
  return { ...event, data: { ...event.data, $tags: classes } };
}

/** Counts the size of a list of events. @throws HttpProblem 400 for anything else */
function events(value: unknown, { spend }: QueryScope): readonly QueryEvent[] {
  const all = list(value);
  if (!all.every(isQueryEvent)) throw new HttpProblem(400, 'A function of the query expects a list of events.');
  for (const one of all) spend(sizeOf(one));
  return all;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new HttpProblem(400, 'A function of the query expects a list.');
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new HttpProblem(400, 'A function of the query expects a string.');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new HttpProblem(400, 'A function of the query expects a number.');
  return value;
}
