import { compareText } from '../../core/base/compareText.ts';
import path from 'node:path';
import * as z from 'zod';
import { readOwnFile, writeOwnFile } from '../ownFile.ts';
import type { AwEvent, EventBody } from './awEvent.ts';

const bucketInfo = z.object({
  id: z.string(),
  type: z.string(),
  client: z.string(),
  hostname: z.string(),
  created: z.number().min(0).max(Date.UTC(2100, 0)),
});

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
   * Extends the last event by a heartbeat with the same data that comes within `pulseMs` of its end, or else adds an event. The rule:
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

/**
 * The buckets of all watchers. Their events are in memory only, and bounded: what counts of them is recorded as facts. Those that count are
 * remembered in a file, since most clients create a bucket once, and lose what they send to a hub that has restarted and doesn't know it.
 */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #file: string;
  readonly #isKept: (info: BucketInfo) => boolean;

  /**
   * @param folder the data folder
   * @param isKept whether a bucket is remembered
   */
  constructor(folder: string, isKept: (info: BucketInfo) => boolean) {
    this.#file = path.join(folder, 'hub', 'buckets.json');
    this.#isKept = isKept;
    for (const info of remembered(this.#file)) this.#buckets.set(info.id, new Bucket(info));
  }

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
    if (this.#isKept(info)) this.#remember();
    return bucket;
  }

  delete(id: string): boolean {
    const found = this.#buckets.get(id);
    this.#buckets.delete(id);
    if (found && this.#isKept(found.info)) this.#remember();
    return found !== undefined;
  }

  #remember(): void {
    try {
      writeOwnFile(this.#file, JSON.stringify(this.all.map(({ info }) => info).filter(this.#isKept)));
    } catch {
      // A disk that refuses is reported when time is recorded.
    }
  }
}

/** Returns none if the file is missing or damaged: clients create their buckets again when they start. */
function remembered(file: string): readonly BucketInfo[] {
  try {
    return z
      .array(bucketInfo)
      .max(mostBuckets)
      .parse(JSON.parse(readOwnFile(file) ?? '[]'));
  } catch {
    return [];
  }
}

function endOf({ timestamp, duration }: EventBody): number {
  return timestamp + Math.round((duration ?? 0) * 1000);
}

function isSame(a: AwEvent['data'], b: AwEvent['data']): boolean {
  return sorted(a) === sorted(b);
}

function sorted(data: AwEvent['data']): string {
  return JSON.stringify(Object.entries(data).sort(([a], [b]) => compareText(a, b)));
}
