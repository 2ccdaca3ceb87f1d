import type { SpanFact } from '../../core/facts/facts.ts';
import { dayMs } from '../../core/time/days.ts';
import { parseUtc } from '../../core/time/zone.ts';
import { isNameText } from '../../core/facts/factLimits.ts';
import type { ForeignEntries, ForeignReadOptions } from './foreignEntries.ts';
import { importedId, isRecordable } from './importedId.ts';
import { InternedObjects } from './interned.ts';
import type { JsonEntry } from './jsonEntries.ts';
import { WatchedPages } from './watchedPages.ts';

interface EditorEvent {
  /** ISO 8601. */
  readonly timestamp: string;
  /** Seconds; some clients send a text. */
  readonly duration: number | string;
  readonly data: Readonly<Record<string, unknown>> & {
    readonly file?: unknown;
    readonly project?: unknown;
    readonly language?: unknown;
    readonly branch?: unknown;
  };
}

type Names = Pick<SpanFact, 'file' | 'project' | 'language' | 'branch'>;

/** An event of a person's editor. */
interface EditorTime {
  readonly start: number;
  readonly end: number;
  readonly names: Names;
}

/** A bucket of ActivityWatch: https://docs.activitywatch.net/en/latest/buckets-and-events.html */
interface Bucket {
  type?: string;
  /** The number of its events. */
  count: number;
  /** Those that have the form of an event. */
  events: number;
  /** Events of programs that are not imported; not counted for an editor's bucket. */
  others: number;
  times: EditorTime[];
}

const editorType = 'app.editor.activity';

/**
 * The events of ActivityWatch's editor watchers, of an export of all buckets, one of them, buckets by their names, or the events of one; and
 * pages, of an export of all buckets. Other applications are left out.
 */
export class ActivityWatchEntries implements ForeignEntries {
  readonly kind = 'activitywatch';
  readonly #reading: ForeignReadOptions;
  readonly #buckets = new Map<string, Bucket>();
  readonly #names = new InternedObjects<Names>();
  readonly #pages = new WatchedPages();
  readonly dayTotals = 0;
  #size = 0;

  constructor(reading: ForeignReadOptions) {
    this.#reading = reading;
  }

  take({ path, value }: JsonEntry): void {
    if (path.length === 1 && typeof path[0] === 'number') this.#takeAlone(value);
    else if (path.at(-1) === 'type' && typeof value === 'string') this.#takeType(path.slice(0, -1), value);
    else if (path.at(-2) === 'events') {
      const bucket = this.#bucketAt(path.slice(0, -2));
      this.#takeEvent(bucket, value);
      if (!isEvent(value) || !this.#pages.take(path.at(-3), this.#whenOf(value), value.data)) bucket.others++;
    }
  }

  /** True if the file has the form of one of ActivityWatch's exports. */
  get isFound(): boolean {
    return [...this.#buckets.values()].some(({ type, count, events }) =>
      type === editorType ? count > 0 : type !== undefined && events > 0,
    );
  }

  get size(): number {
    return this.#size + this.#pages.size;
  }

  get leftOut(): number {
    const ofEditors = this.#ofEditors();
    return ofEditors.reduce((sum, { count, times }) => sum + count - times.length, this.#pages.leftOut);
  }

  get others(): number {
    const buckets = [...this.#buckets.values()].filter(({ type }) => type !== editorType);
    return buckets.reduce((sum, { others }) => sum + others, 0);
  }

  *spans(): Iterable<SpanFact> {
    const times = this.#ofEditors()
      .flatMap((bucket) => bucket.times)
      .sort((a, b) => a.start - b.start);
    const { offsetAt } = this.#reading;
    // The earliest last, so that taking it costs nothing.
    const pages = this.#pages.spans(offsetAt).reverse();
    for (const time of times) {
      yield* takenBefore(pages, time.start);
      yield spanOf(time, offsetAt);
    }
    yield* takenBefore(pages, Infinity);
  }

  #ofEditors(): Bucket[] {
    return [...this.#buckets.values()].filter(({ type }) => type === editorType);
  }

  #bucketAt(path: JsonEntry['path']): Bucket {
    const name = JSON.stringify(path);
    const known = this.#buckets.get(name) ?? { count: 0, events: 0, others: 0, times: [] };
    this.#buckets.set(name, known);
    return known;
  }

  #takeType(path: JsonEntry['path'], type: string): void {
    const bucket = this.#bucketAt(path);
    bucket.type = type;
    if (type === editorType) return;
    this.#size -= bucket.times.length;
    bucket.times = [];
  }

  /** Takes only an editor bucket's events: other buckets have no such data. */
  #takeAlone(value: unknown): void {
    const bucket = this.#bucketAt([]);
    this.#takeEvent(bucket, value);
    if (isEvent(value) && ('file' in value.data || 'language' in value.data)) bucket.type = editorType;
  }

  #takeEvent(bucket: Bucket, value: unknown): void {
    bucket.count++;
    if (isEvent(value)) bucket.events++;
    if (bucket.type !== undefined && bucket.type !== editorType) return;
    const time = isEvent(value) ? this.#timeOf(value) : undefined;
    if (!time) return;
    bucket.times.push(time);
    this.#size++;
  }

  #whenOf({ timestamp, duration }: EditorEvent): { readonly start: number; readonly end: number } | undefined {
    const start = parseUtc(timestamp);
    const end = start + Math.round(Number(duration) * 1000);
    const { now } = this.#reading;
    return end - start <= dayMs && isRecordable(start, now) && isRecordable(end, now) ? { start, end } : undefined;
  }

  #timeOf(event: EditorEvent): EditorTime | undefined {
    const when = this.#whenOf(event);
    if (!when) return undefined;
    const { data } = event;
    const names = {
      ...named('project', data),
      ...named('file', data),
      ...named('language', data),
      ...named('branch', data),
    };
    return { ...when, names: this.#names.of(names) };
  }
}

function isEvent(value: unknown): value is EditorEvent {
  const event = value as Partial<EditorEvent> | null;
  const { timestamp, duration } = event ?? {};
  const isTimed = typeof timestamp === 'string' && Number.isFinite(parseUtc(timestamp)) && isDuration(duration);
  return isTimed && typeof event?.data === 'object' && event.data !== null;
}

function isDuration(value: unknown): boolean {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0;
}

/** ActivityWatch's watchers write "unknown" for missing values. */
function named(key: keyof Names, data: EditorEvent['data']): Names {
  const value = data[key];
  return isNameText(value) && value !== '' && value !== 'unknown' ? { [key]: value } : {};
}

function spanOf({ start, end, names }: EditorTime, offsetAt: (at: number) => number): SpanFact {
  const what = { type: 'span', kind: 'coding', source: 'editor', signals: 1, saves: 0, edits: {} } as const;
  const span = { ...what, start, end, offset: offsetAt(start), ...names };
  return identified(span);
}

/** Takes those that start before an instant from the end of a list. */
function* takenBefore(pages: Omit<SpanFact, 'id'>[], at: number): Iterable<SpanFact> {
  for (let next = pages.at(-1); next && next.start < at; next = pages.at(-1)) {
    pages.pop();
    yield identified(next);
  }
}

function identified(span: Omit<SpanFact, 'id'>): SpanFact {
  return { ...span, id: importedId('activitywatch', span) };
}
