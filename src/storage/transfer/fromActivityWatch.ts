import type { SpanFact } from '../../core/facts/facts.ts';
import { dayMs, parseInstant } from '../../core/time/days.ts';
import type { ReadEntries, Reading } from './fromWakaTime.ts';
import { importedId, isRecordable } from './importedId.ts';

/** A bucket of ActivityWatch, as its export (JSON) holds it: https://docs.activitywatch.net/en/latest/buckets-and-events.html */
interface Bucket {
  readonly type: string;
  readonly events: readonly unknown[];
}
interface EditorEvent {
  /** ISO 8601. */
  readonly timestamp: string;
  /** Seconds. */
  readonly duration: number;
  readonly data: {
    readonly file?: string;
    readonly project?: string;
    readonly language?: string;
    readonly branch?: string;
  };
}

/**
 * The events of ActivityWatch's editor watchers as spans. Buckets of other watchers (windows, browsers, presence) are left out: they
 * would count the same minutes again.
 * @param exported what was parsed from the JSON: all buckets, one of them, buckets by their names, or the events of one
 * @returns the spans, how many of their events were left out, and how many buckets
 */
export function fromActivityWatch(
  exported: unknown,
  { offsetAt, now }: Reading,
): ReadEntries & { readonly bucketsLeftOut: number } {
  const buckets = bucketsOf(exported);
  const ofEditors = buckets.filter((bucket) => bucket.type === 'app.editor.activity');
  const events = ofEditors.flatMap((bucket) => bucket.events);
  const isPossible = (event: EditorEvent): boolean => {
    const start = parseInstant(event.timestamp);
    const isWithinDay = event.duration <= dayMs / 1000;
    return isWithinDay && isRecordable(start, now) && isRecordable(start + event.duration * 1000, now);
  };
  const spans = events
    .filter((event) => isEvent(event) && isPossible(event))
    .map((event) => spanOf(event as EditorEvent, offsetAt));
  return {
    spans: spans.sort((a, b) => a.start - b.start),
    leftOut: events.length - spans.length,
    bucketsLeftOut: buckets.length - ofEditors.length,
  };
}

/** Whether it has the form of one of ActivityWatch's exports. */
export function isActivityWatch(parsed: unknown): boolean {
  return bucketsOf(parsed).length > 0 || isAllBuckets(parsed);
}

function isAllBuckets(parsed: unknown): parsed is { readonly buckets: object } {
  const buckets = (parsed as { buckets?: unknown } | null | undefined)?.buckets;
  return typeof buckets === 'object' && buckets !== null;
}

function bucketsOf(parsed: unknown): Bucket[] {
  if (isBucket(parsed)) return [parsed];
  // The events of an editor's bucket alone; those of others have no such data.
  if (Array.isArray(parsed)) {
    const isOfEditor = parsed.some((each) => isEvent(each) && ('file' in each.data || 'language' in each.data));
    return isOfEditor ? [{ type: 'app.editor.activity', events: parsed as unknown[] }] : [];
  }
  if (isAllBuckets(parsed)) return Object.values(parsed.buckets).filter(isBucket);
  return typeof parsed === 'object' && parsed !== null ? Object.values(parsed).filter(isBucket) : [];
}

function isBucket(value: unknown): value is Bucket {
  const bucket = value as Partial<Bucket> | null;
  return typeof bucket?.type === 'string' && Array.isArray(bucket.events);
}

function isEvent(value: unknown): value is EditorEvent {
  const event = value as Partial<EditorEvent> | null;
  const isTimed =
    Number.isFinite(parseInstant(event?.timestamp ?? '')) &&
    Number.isFinite(event?.duration) &&
    (event?.duration ?? -1) >= 0;
  return isTimed && typeof event?.data === 'object' && event.data !== null;
}

function spanOf({ timestamp, duration, data }: EditorEvent, offsetAt: (at: number) => number): SpanFact {
  const start = parseInstant(timestamp);
  // Its watchers write "unknown" for what they don't know.
  const named = <K extends string>(key: K, value: unknown): Partial<Record<K, string>> =>
    (typeof value === 'string' && value !== '' && value !== 'unknown' ? { [key]: value } : {}) as Partial<
      Record<K, string>
    >;
  const span = {
    type: 'span',
    start,
    end: start + Math.round(duration * 1000),
    offset: offsetAt(start),
    kind: 'coding',
    source: 'editor',
    signals: 1,
    saves: 0,
    edits: {},
    ...named('project', data.project),
    ...named('file', data.file),
    ...named('language', data.language),
    ...named('branch', data.branch),
  } as const;
  return { ...span, id: importedId('activitywatch', span) };
}
