import type { Clock } from '../../core/base/clock.ts';
import { rootSlashesOf } from '../../core/base/rootSlashes.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import type { Heartbeat } from '../../tracking/heartbeats/heartbeat.ts';
import { spanOfHeartbeat } from '../../tracking/heartbeats/heartbeatSpan.ts';
import { Presence, type WatchedName } from '../../tracking/heartbeats/presence.ts';
import { watchedSpan, type WatchedTime } from '../../tracking/heartbeats/watchedSpan.ts';
import type { HubStore } from '../hubStore.ts';
import type { AwEvent } from './awEvent.ts';
import type { Bucket, BucketInfo } from './buckets.ts';

/** The result of an event: spans, or why there are none. */
export interface EventResult {
  readonly spans: readonly SpanFact[];
  readonly ignored?: string;
}

/** The types of buckets that Daymark makes time of. */
const types = {
  window: 'currentwindow',
  presence: 'afkstatus',
  page: 'web.tab.current',
  editor: 'app.editor.activity',
} as const;

/** Machines remembered at most. */
const mostMachines = 50;

/** Makes spans of what ActivityWatch's watchers send. */
export class Watchers {
  readonly #clock: Clock;
  readonly #store: Pick<HubStore, 'judge'>;
  readonly #seen = new WeakMap<AwEvent, WatchedName>();
  readonly #machines = new Map<string, Presence>();
  /** End of the recorded part of each stretch, so that unchanged ones aren't written again. */
  readonly #recorded = new Map<string, number>();

  constructor(clock: Clock, store: Pick<HubStore, 'judge'>) {
    this.#clock = clock;
    this.#store = store;
  }

  /** @param event from the bucket, after it was taken in */
  take({ info }: Bucket, event: AwEvent): EventResult {
    if (info.type === types.editor) return this.#heartbeat(info, event);
    const stretches = this.#stretches(info, event);
    return typeof stretches === 'string' ? { spans: [], ignored: stretches } : this.#spans(stretches);
  }

  #stretches(info: BucketInfo, event: AwEvent): readonly WatchedTime[] | string {
    const presence = this.#presenceOf(info.hostname);
    const { data } = event;
    switch (info.type) {
      case types.presence:
        return data['status'] === 'not-afk' ? presence.here(event) : [];
      case types.window:
        return presence.application(this.#seenAs(event, textOf(data['app'])));
      case types.page:
        if (data['incognito'] === true) return 'private window';
        return presence.page(this.#seenAs(event, textOf(data['url']), browserOf(info)));
      default:
        return 'not counted';
    }
  }

  /** The same object for the same event, so that `Presence` knows it again. */
  #seenAs(event: AwEvent, name: string, browser?: string): WatchedName {
    const known = this.#seen.get(event) ?? named(event, name, browser);
    this.#seen.set(event, known);
    return known;
  }

  #spans(stretches: readonly WatchedTime[]): EventResult {
    const spans: SpanFact[] = [];
    let ignored: string | undefined;
    for (const stretch of stretches) {
      const offset = this.#clock.utcOffset(stretch.start);
      const span = watchedSpan(stretch, { offset, judge: (where) => this.#store.judge(where) });
      if (typeof span === 'string') ignored = span;
      else if ((this.#recorded.get(span.id) ?? -1) < span.end) spans.push(this.#remember(span));
    }
    return { spans, ...(spans.length === 0 && ignored !== undefined && { ignored }) };
  }

  #remember(span: SpanFact): SpanFact {
    this.#recorded.delete(span.id);
    this.#recorded.set(span.id, span.end);
    for (const oldest of this.#recorded.keys()) {
      if (this.#recorded.size <= 10_000) break;
      this.#recorded.delete(oldest);
    }
    return span;
  }

  /** An editor sends heartbeats as WakaTime's plugins do. */
  #heartbeat(info: BucketInfo, { end, data }: AwEvent): EventResult {
    const beat = heartbeatOf(info, end, data);
    const offset = this.#clock.utcOffset(beat.at);
    const span = spanOfHeartbeat(beat, { offset, judge: (where) => this.#store.judge(where) });
    return typeof span === 'string' ? { spans: [], ignored: span } : { spans: [span] };
  }

  #presenceOf(machine: string): Presence {
    const known = this.#machines.get(machine);
    if (known) return known;
    if (this.#machines.size >= mostMachines) this.#machines.clear();
    const created = new Presence(machine);
    this.#machines.set(machine, created);
    return created;
  }
}

/** Returns true if the events of a bucket can become time. */
export function isCounted({ type }: BucketInfo): boolean {
  return Object.values<string>(types).includes(type);
}

/**
 * Returns the stored part of an event's data: the application of a window, or the origin of a page. Titles, paths, and queries are dropped
 * before the event is stored anywhere.
 */
export function keptData({ type }: BucketInfo, data: AwEvent['data']): AwEvent['data'] {
  if (type === types.window) return { app: textOf(data['app']) };
  if (type !== types.page) return data;
  const url = textOf(data['url']);
  // The origin of a page that no site has, such as a new tab, is the text "null".
  return { url: isWebPage(url) ? new URL(url).origin : '', incognito: data['incognito'] === true };
}

function isWebPage(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** The type of a bucket of ActivityWatch's own watchers, by its id; undefined for others. */
export function typeOfWatcher(id: string): string | undefined {
  if (id.startsWith('aw-watcher-window_')) return types.window;
  if (id.startsWith('aw-watcher-afk_')) return types.presence;
  if (id.startsWith('aw-watcher-web-')) return types.page;
  return undefined;
}

/** An event under its name. It grows with the event. */
function named(event: AwEvent, name: string, browser?: string): WatchedName {
  return {
    name,
    ...(browser !== undefined && { browser }),
    start: event.start,
    get end() {
      return event.end;
    },
  };
}

/** `firefox` for `aw-watcher-web-firefox_desk`. */
function browserOf({ id }: BucketInfo): string {
  return /^aw-watcher-web-([^_]+)/.exec(id)?.[1]?.toLowerCase() ?? '';
}

function heartbeatOf({ id, client, hostname }: BucketInfo, at: number, data: AwEvent['data']): Heartbeat {
  const app = /^aw-watcher-([a-z0-9]+)/.exec(client || id)?.[1] ?? 'unknown';
  const [project, file] = [textOf(data['project']), textOf(data['file'])];
  const rootSlashes = rootSlashesOf(project);
  return {
    at,
    app,
    machine: hostname,
    entity: file,
    type: 'file',
    ...(project !== '' && { project }),
    ...(rootSlashes !== undefined && { rootSlashes }),
    ...(textOf(data['branch']) !== '' && { branch: textOf(data['branch']) }),
    ...(textOf(data['language']) !== '' && { language: textOf(data['language']) }),
    isWrite: false,
    humanLines: 0,
    aiLines: 0,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 4000) : '';
}
