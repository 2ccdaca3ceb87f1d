import type { SpanFact } from '../../core/facts/facts.ts';
import { importedId } from './importedId.ts';

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
 * @param exported what was parsed from the JSON
 * @param offsetAt minutes east of UTC at an instant: ActivityWatch keeps UTC
 * @returns the spans, and how many buckets were left out
 */
export function fromActivityWatch(
  exported: unknown,
  offsetAt: (at: number) => number,
): { spans: SpanFact[]; bucketsLeftOut: number } {
  const buckets = Object.values((exported as { buckets?: Record<string, unknown> } | null)?.buckets ?? {}).filter(
    isBucket,
  );
  const ofEditors = buckets.filter((bucket) => bucket.type === 'app.editor.activity');
  const spans = ofEditors.flatMap((bucket) => bucket.events.filter(isEvent).map((event) => spanOf(event, offsetAt)));
  return { spans: spans.sort((a, b) => a.start - b.start), bucketsLeftOut: buckets.length - ofEditors.length };
}

function isBucket(value: unknown): value is Bucket {
  const bucket = value as Partial<Bucket> | null;
  return typeof bucket?.type === 'string' && Array.isArray(bucket.events);
}

function isEvent(value: unknown): value is EditorEvent {
  const event = value as Partial<EditorEvent> | null;
  const isTimed =
    Number.isFinite(Date.parse(event?.timestamp ?? '')) &&
    Number.isFinite(event?.duration) &&
    (event?.duration ?? -1) >= 0;
  return isTimed && typeof event?.data === 'object' && event.data !== null;
}

function spanOf({ timestamp, duration, data }: EditorEvent, offsetAt: (at: number) => number): SpanFact {
  const start = Date.parse(timestamp);
  // Its watchers write "unknown" for what they don't know.
  const named = <K extends string>(key: K, value: unknown): Partial<Record<K, string>> =>
    (typeof value === 'string' && value !== '' && value !== 'unknown' ? { [key]: value } : {}) as Partial<
      Record<K, string>
    >;
  return {
    type: 'span',
    id: importedId('activitywatch', start),
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
  };
}
