import type { AwEvent, EventBody } from './awEvent.ts';

/** A bucket's metadata. */
export interface BucketInfo {
  readonly id: string;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

const mostBuckets = 200;
/** Events kept of each bucket; the oldest go first. */
const mostEvents = 2000;

/** A stream of events of one watcher. */
export class Bucket {
  readonly info: BucketInfo;
  /** Sorted by start. */
  #events: AwEvent[] = [];
  #lastId = 0;

  constructor(info: BucketInfo) {
    this.info = info;
  }

  get events(): readonly AwEvent[] {
    return this.#events;
  }

  /**
   * Extends the last event by a heartbeat with the same data that comes within `pulseMs` of its end, else adds an event. The rule:
   * https://docs.activitywatch.net/en/latest/buckets-and-events.html#heartbeats
   */
  heartbeat(body: EventBody, pulseMs: number): AwEvent {
    const last = this.#events.at(-1);
    const at = body.timestamp;
    if (last && last.start <= at && at <= last.end + pulseMs && isSame(last.data, body.data)) {
      last.end = Math.max(last.end, endOf(body));
      return last;
    }
    return this.insert(body);
  }

  /** Adds an event, or replaces the data of the one with its id. One with the same start and data is the same event, sent again. */
  insert(body: EventBody): AwEvent {
    const replaced = this.#events.find(({ id }) => id === body.id);
    if (replaced) return Object.assign(replaced, { data: body.data, end: Math.max(replaced.start, endOf(body)) });
    const known = this.#events.find(({ start, data }) => start === body.timestamp && isSame(data, body.data));
    if (known) {
      known.end = Math.max(known.end, endOf(body));
      return known;
    }
    const event: AwEvent = { id: ++this.#lastId, start: body.timestamp, end: endOf(body), data: body.data };
    const after = this.#events.findLastIndex(({ start }) => start <= event.start);
    this.#events.splice(after + 1, 0, event);
    if (this.#events.length > mostEvents) this.#events.shift();
    return event;
  }

  /** @returns whether there was one */
  delete(id: number): boolean {
    const left = this.#events.filter((event) => event.id !== id);
    const wasThere = left.length < this.#events.length;
    this.#events = left;
    return wasThere;
  }
}

/** The buckets of all watchers. In memory only, and bounded: what counts of them is recorded as facts. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  get all(): readonly Bucket[] {
    return [...this.#buckets.values()];
  }

  get(id: string): Bucket | undefined {
    return this.#buckets.get(id);
  }

  /** @returns undefined if there are too many */
  create(info: BucketInfo): Bucket | undefined {
    if (this.#buckets.size >= mostBuckets) return undefined;
    const bucket = new Bucket(info);
    this.#buckets.set(info.id, bucket);
    return bucket;
  }

  delete(id: string): boolean {
    return this.#buckets.delete(id);
  }
}

function endOf({ timestamp, duration }: EventBody): number {
  return timestamp + Math.round((duration ?? 0) * 1000);
}

function isSame(a: AwEvent['data'], b: AwEvent['data']): boolean {
  return sorted(a) === sorted(b);
}

function sorted(data: AwEvent['data']): string {
  return JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}
