import { compareText } from '../../core/base/compareText.ts';
import { unionOf } from '../../core/time/intervals.ts';

/** An event on its way through a query. Never changed. */
export interface QueryEvent {
  /** Absent in one that was put together. */
  readonly id?: number;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  readonly data: Readonly<Record<string, unknown>>;
}

type Events = readonly QueryEvent[];

/** Returns an event as ActivityWatch answers it. */
export function queryEventView({ id, start, end, data }: QueryEvent): object {
  return { id: id ?? null, timestamp: new Date(start).toISOString(), duration: (end - start) / 1000, data };
}

export function isQueryEvent(value: unknown): value is QueryEvent {
  return typeof value === 'object' && value !== null && 'start' in value && 'data' in value;
}

const sizes = new WeakMap<object, number>();

/** Returns about how many characters an event takes as JSON. */
export function sizeOf({ data }: QueryEvent): number {
  const size = sizes.get(data) ?? partSize + JSON.stringify(data).length;
  sizes.set(data, size);
  return size;
}

/** Size of each part of an answer besides its data, in characters. */
export const partSize = 100;

/** Gaps up to this long (ms) are filled, as in ActivityWatch. */
const pulseMs = 5000;
/** Overlaps up to this long (ms) are cut. */
const trimMs = 100;

/** Sorts by start; events of one instant stay in their order. */
export function byStart(events: Events): QueryEvent[] {
  return events.toSorted((a, b) => a.start - b.start);
}

export function byDuration(events: Events): QueryEvent[] {
  return events.toSorted((a, b) => b.end - b.start - (a.end - a.start));
}

/** Sums durations, in seconds. */
export function secondsOf(events: Events): number {
  return events.reduce((sum, { start, end }) => sum + end - start, 0) / 1000;
}

/** Fills short gaps between events: the longer neighbor goes on, and alike ones become one. */
export function flood(events: Events): QueryEvent[] {
  const all: { -readonly [K in keyof QueryEvent]: QueryEvent[K] }[] = byStart(events).map((event) => ({ ...event }));
  all.forEach((one, i) => {
    const next = all[i + 1];
    if (!next) return;
    const gap = next.start - one.end;
    const isAlike = sameData(one.data, next.data);
    if (gap < 0 && isAlike) {
      one.end = Math.max(one.end, next.end);
      next.start = next.end = one.end;
    } else if (gap > -trimMs && gap <= pulseMs && gap !== 0) {
      const isLonger = one.end - one.start >= next.end - next.start;
      if (isLonger && isAlike) {
        one.end = next.end;
        next.start = next.end;
      } else if (isLonger) one.end = next.start;
      else if (isAlike) {
        next.start = one.start;
        one.end = one.start;
      } else next.start = one.end;
    }
  });
  return all.filter(({ start, end }) => end > start);
}

/** Returns the parts of events that lie within other events. */
export function periodIntersect(events: Events, filters: Events): QueryEvent[] {
  const [ones, others] = [byStart(events), byStart(filters)];
  const parts: QueryEvent[] = [];
  for (let i = 0, j = 0; i < ones.length && j < others.length;) {
    const [one, other] = [ones[i] as QueryEvent, others[j] as QueryEvent];
    const [start, end] = [Math.max(one.start, other.start), Math.min(one.end, other.end)];
    // An instant within a period counts, too.
    if (start < end || (start === end && one.start === one.end)) parts.push({ ...one, start, end });
    if (one.end <= other.end) i++;
    else j++;
  }
  return parts;
}

/** Returns the time that is covered by events of two lists, without their data. */
export function periodUnion(a: Events, b: Events): QueryEvent[] {
  return unionOf([...a, ...b]).map((one) => ({ ...one, data: {} }));
}

/** Returns the events of the first list, and what of the second lies outside of them. */
export function unionNoOverlap(events: Events, others: Events): QueryEvent[] {
  const covered = periodUnion(events, []);
  const rest: QueryEvent[] = [];
  let first = 0;
  for (const one of byStart(others)) {
    while ((covered[first]?.end ?? Number.POSITIVE_INFINITY) <= one.start) first++;
    let at = one.start;
    for (let i = first; (covered[i]?.start ?? Number.POSITIVE_INFINITY) < one.end; i++) {
      const { start, end } = covered[i] as QueryEvent;
      if (start > at) rest.push({ ...one, start: at, end: start });
      at = Math.max(at, end);
    }
    if (at < one.end) rest.push({ ...one, start: at });
  }
  return byStart([...events, ...rest]);
}

/** Sums events up that have the same values of some keys. */
export function mergeByKeys(events: Events, keys: readonly string[]): QueryEvent[] {
  if (keys.length === 0) return [...events];
  const merged = new Map<string, { start: number; end: number; data: Record<string, unknown> }>();
  for (const { start, end, data } of events) {
    const own = keys.filter((key) => Object.hasOwn(data, key));
    const key = JSON.stringify(own.map((one) => data[one]));
    const known = merged.get(key);
    if (known) known.end += end - start;
    else merged.set(key, { start, end, data: Object.fromEntries(own.map((one) => [one, data[one]])) });
  }
  return [...merged.values()];
}

/** Joins neighbors with the same value of a key, up to the first event without it, and keeps them as `subevents`. */
export function chunkByKey(events: Events, key: string): QueryEvent[] {
  const chunks: { start: number; end: number; data: Record<string, unknown>; subevents: object[] }[] = [];
  // ActivityWatch measures the gap from the last event of the list.
  const lastEnd = events.at(-1)?.end ?? 0;
  for (const event of events) {
    if (!Object.hasOwn(event.data, key)) break;
    const last = chunks.at(-1);
    if (last && same(last.data[key], event.data[key]) && event.start - lastEnd < pulseMs) {
      last.end += event.end - event.start;
      last.subevents.push(queryEventView(event));
    } else {
      const subevents = [queryEventView(event)];
      const { start, end } = event;
      chunks.push({ start, end, data: { [key]: event.data[key], subevents }, subevents });
    }
  }
  return chunks.map(({ start, end, data }) => ({ start, end, data }));
}

/** Adds the parts of addresses. */
export function splitUrls(events: Events): QueryEvent[] {
  return events.map((event) => {
    const { url } = event.data;
    if (typeof url !== 'string') return event;
    const [, scheme = '', host = '', path = '', query = '', fragment = ''] =
      /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url) ?? [];
    const parameters = /^(.*?);([^/]*)$/s.exec(path);
    const parts = {
      $protocol: scheme.toLowerCase(),
      $domain: host === '' ? scheme.toLowerCase() : host.replace(/^www\./, ''),
      $path: parameters?.[1] ?? path,
      $params: parameters?.[2] ?? '',
      $options: query,
      $identifier: fragment,
    };
    return { ...event, data: { ...event.data, ...parts } };
  });
}

/** Takes counters and signs of unsaved changes out of titles. */
export function simplifyTitles(events: Events, key: string): QueryEvent[] {
  return events.map((event) => {
    const title = event.data[key];
    if (typeof title !== 'string') return event;
    const plain = title.replace(/^\(\d+\)\s*/, '');
    const isWindow = key === 'title' && Object.hasOwn(event.data, 'app');
    const simple = isWindow ? plain.replaceAll(/FPS:\s+[\d.]+/g, 'FPS: ...').replace(/^[●*]\s*/, '') : plain;
    return { ...event, data: { ...event.data, [key]: simple } };
  });
}

/** Returns the events that have one of some values, or all others. */
export function filterValues(events: Events, key: string, { values, isExcluded }: ValueFilter): QueryEvent[] {
  const wanted = new Set(values.map((value) => JSON.stringify(value)));
  const has = ({ data }: QueryEvent) => Object.hasOwn(data, key) && wanted.has(JSON.stringify(data[key]));
  return events.filter((event) => has(event) !== isExcluded);
}

interface ValueFilter {
  readonly values: readonly unknown[];
  readonly isExcluded: boolean;
}

function sameData(a: QueryEvent['data'], b: QueryEvent['data']): boolean {
  return same(Object.entries(a).sort(byKey), Object.entries(b).sort(byKey));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareText(a, b);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
