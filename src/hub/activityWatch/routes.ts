import { hostname } from 'node:os';
import type * as z from 'zod';
import type { Clock } from '../../core/base/clock.ts';
import { parseUtc } from '../../core/time/zone.ts';
import { limits } from '../http/limits.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest, Route } from '../http/router.ts';
import type { HubLog } from '../hubLog.ts';
import type { HubStore } from '../hubStore.ts';
import { bucketBody, eventBody, eventView, type AwEvent, type EventBody } from './awEvent.ts';
import { Buckets, type Bucket } from './buckets.ts';
import { runQuery } from './query.ts';
import { isCounted, keptData, typeOfWatcher, Watchers } from './watchers.ts';

export interface ActivityWatchParts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly log: HubLog;
  /** The data folder. */
  readonly folder: string;
}

const base = '/api/0';

/** The part of ActivityWatch's API that its clients use: https://docs.activitywatch.net/en/latest/api/rest.html */
export function activityWatchRoutes(parts: ActivityWatchParts): Route[] {
  const server = new ActivityWatch(parts);
  const bucket = `${base}/buckets/:bucket`;
  const read = (path: string, run: Route['run']): Route => ({ method: 'GET', path, scope: 'names', run });
  const post = (path: string, run: Route['run']): Route => ({ method: 'POST', path, scope: 'write', run });
  const watcher = (path: string, run: Route['run']): Route => ({ ...post(path, run), ofWatchers: true });
  const remove = (path: string, run: Route['run']): Route => ({ method: 'DELETE', path, scope: 'write', run });
  return [
    { method: 'GET', path: `${base}/info`, scope: 'read', ofWatchers: true, run: () => server.info() },
    read(`${base}/buckets`, () => ok(Object.fromEntries(server.buckets().map((one) => [one.info.id, infoOf(one)])))),
    read(bucket, ({ params }) => ok(infoOf(server.find(params)))),
    watcher(bucket, (request) => server.create(request)),
    remove(bucket, ({ params }) => server.remove(params)),
    watcher(`${bucket}/heartbeat`, (request) => server.heartbeat(request)),
    watcher(`${bucket}/events`, (request) => server.insert(request)),
    read(`${bucket}/events`, ({ params, query }) => ok(server.events(params, query).map(eventView))),
    read(`${bucket}/events/count`, ({ params, query }) => ok(server.events(params, query).length)),
    read(`${bucket}/events/:event`, ({ params }) => ok(eventView(server.event(params)))),
    remove(`${bucket}/events/:event`, ({ params }) =>
      ok({ success: server.find(params).delete(Number(params['event'])) }),
    ),
    read(`${bucket}/export`, ({ params }) => ok(exported([server.find(params)]))),
    read(`${base}/export`, () => ok(exported(server.buckets()))),
    { ...post(`${base}/query`, (request) => server.query(request)), scope: 'names' },
  ];
}

class ActivityWatch {
  readonly #parts: ActivityWatchParts;
  readonly #buckets: Buckets;
  readonly #watchers: Watchers;

  constructor(parts: ActivityWatchParts) {
    this.#parts = parts;
    this.#buckets = new Buckets(parts.folder, isCounted);
    this.#watchers = new Watchers(parts.clock, parts.store);
  }

  info(): HubAnswer {
    // Clients show the version, and take the name of the machine for their buckets.
    return ok({ hostname: hostname(), version: 'v0.13.2 (Daymark)', testing: false, device_id: 'daymark' });
  }

  buckets(): readonly Bucket[] {
    return this.#buckets.all;
  }

  find({ bucket = '' }: HubRequest['params']): Bucket {
    const found = this.#buckets.get(bucket);
    if (!found) throw new HttpProblem(404, `There is no bucket ${bucket}. Create it first.`);
    return found;
  }

  async create({ params, token, body }: HubRequest): Promise<HubAnswer> {
    const { bucket: id = '' } = params;
    if (!token) checkWatcher(id);
    if (this.#buckets.get(id)) return { status: 304 };
    const { type, client, hostname: machine } = parsed(bucketBody, await body());
    this.#make(id, { type, client: client ?? '', hostname: machine ?? '' });
    return ok({});
  }

  remove({ bucket = '' }: HubRequest['params']): HubAnswer {
    if (!this.#buckets.delete(bucket)) throw new HttpProblem(404, `There is no bucket ${bucket}.`);
    return ok({});
  }

  async heartbeat(request: HubRequest): Promise<HubAnswer> {
    const bucket = this.#bucketOf(request);
    const body = this.#event(await request.body(), bucket);
    const pulse = Number(request.query.get('pulsetime') ?? 0);
    if (!(pulse >= 0)) throw new HttpProblem(400, 'The parameter pulsetime is a number of seconds.');
    const event = bucket.heartbeat(body, pulse * 1000);
    await this.#record(request, bucket, [event]);
    return ok(eventView(event));
  }

  async insert(request: HubRequest): Promise<HubAnswer> {
    const bucket = this.#bucketOf(request);
    const sent = await request.body();
    const list: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
    if (list.length > limits.bulkItems) throw new HttpProblem(413, `Send at most ${limits.bulkItems} events at once.`);
    const bodies = list.map((one) => this.#event(one, bucket));
    const events = bodies.map((body) => bucket.insert(body));
    await this.#record(request, bucket, events);
    return ok(events.length === 1 ? eventView(events[0] as AwEvent) : null);
  }

  /** The latest first, as ActivityWatch has them, and those of one instant as they came: its Python client sends whole milliseconds. */
  events(params: HubRequest['params'], query: URLSearchParams): AwEvent[] {
    const [start, end] = [query.get('start'), query.get('end')].map((text) => (text ? parseUtc(text) : Number.NaN));
    const limit = Number(query.get('limit') ?? -1);
    const found = this.find(params)
      .events.filter((event) => !(event.end < (start ?? 0)) && !(event.start > (end ?? 0)))
      .toSorted((a, b) => b.start - a.start);
    return limit >= 0 ? found.slice(0, limit) : found;
  }

  event(params: HubRequest['params']): AwEvent {
    const found = this.find(params).events.find(({ id }) => id === Number(params['event']));
    if (!found) throw new HttpProblem(404, 'There is no such event.');
    return found;
  }

  async query({ body }: HubRequest): Promise<HubAnswer> {
    return ok(runQuery(await body(), this.#buckets.all));
  }

  /** The bucket of a request. Those of ActivityWatch's own watchers are created on the fly: not all of them do so again when the hub restarts. */
  #bucketOf({ params, token }: HubRequest): Bucket {
    const { bucket: id = '' } = params;
    if (!token) checkWatcher(id);
    const type = this.#buckets.get(id) ? undefined : typeOfWatcher(id);
    if (type === undefined) return this.find(params);
    return this.#make(id, { type, client: '', hostname: id.slice(id.indexOf('_') + 1) });
  }

  #make(id: string, info: { readonly type: string; readonly client: string; readonly hostname: string }): Bucket {
    const machine = ['', '!local', 'unknown'].includes(info.hostname) ? hostname() : info.hostname;
    const created = this.#buckets.create({ id, ...info, hostname: machine, created: this.#parts.clock.now() });
    if (!created) throw new HttpProblem(507, 'There are too many buckets. Delete some.');
    return created;
  }

  #event(value: unknown, { info }: Bucket): EventBody {
    const body = parsed(eventBody, value);
    const now = this.#parts.clock.now();
    if (isCounted(info) && (body.timestamp > now + 3_600_000 || body.timestamp < Date.UTC(2000, 0)))
      throw new HttpProblem(400, 'The time of the event is too long ago, or in the future.');
    return { ...body, data: keptData(info, body.data) };
  }

  async #record({ token }: HubRequest, bucket: Bucket, events: readonly AwEvent[]): Promise<void> {
    const { store, log, clock } = this.#parts;
    const all = events.map((event) => this.#watchers.take(bucket, event));
    const app = bucket.info.client || bucket.info.id.replace(/_.*/, '');
    for (const { ignored } of all)
      log.seen(token?.name ?? '', app.slice(0, 80), { at: clock.now(), ...(ignored !== undefined && { ignored }) });
    const spans = all.flatMap((one) => one.spans);
    if (spans.length > 0) await store.record(spans);
  }
}

/** Without a token, only ActivityWatch's own watchers may send. */
function checkWatcher(id: string): void {
  if (!/^aw-watcher-[\w.-]{1,150}$/.test(id))
    throw new HttpProblem(
      403,
      "Without a token only buckets of ActivityWatch's watchers (aw-watcher-…) can be written.",
    );
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new HttpProblem(400, `${issue?.path.map(String).join('.') || 'body'}: ${issue?.message ?? 'not valid'}`);
}

function infoOf({ info }: Bucket): object {
  return { ...info, name: null, data: {}, created: new Date(info.created).toISOString() };
}

function exported(buckets: readonly Bucket[]): object {
  return {
    buckets: Object.fromEntries(
      buckets.map((one) => [one.info.id, { ...infoOf(one), events: one.events.map(eventView) }]),
    ),
  };
}

function ok(body: unknown): HubAnswer {
  return { status: 200, body };
}
