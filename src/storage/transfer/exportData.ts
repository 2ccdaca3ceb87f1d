import { collections } from '../../core/facts/facts.ts';
import type { ActivityFact, SpanFact } from '../../core/facts/facts.ts';
import { dayMs } from '../../core/time/days.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { csvRow } from '../../core/base/csv.ts';
import type { ExportedFact } from './aliases.ts';

/**
 * Export in pieces: a month at a time, so that ten years need little memory, progress can be shown and the user can stop between
 * two pieces. The order is: the head, then each of `exportRanges` as text, one after the other in one file.
 */
export type ExportFormat = 'jsonl' | 'spans.csv' | 'activities.csv';

const spanColumns = [
  'start',
  'end',
  'offset',
  'kind',
  'source',
  'project',
  'file',
  'language',
  'branch',
  'signals',
  'saves',
] as const;
// New columns stand at the end, so that the others stay where they were.
const lastColumns = ['edits', 'linesAdded', 'linesRemoved', 'scheme'];
const activityColumns = ['start', 'end', 'offset', 'kind', 'title', 'project', 'errors', 'notes'] as const;

/** A day before the last instant of a `Date`, so that the day after it is one too. */
const endOfTime = 8.64e15 - dayMs;

/** The months (by UTC) that together hold all that was recorded, or what of it lies in `range`. */
export function exportRanges(reader: ActivityReader, now: number, range?: TimeRange): TimeRange[] {
  const from = Math.max(range?.from ?? 0, reader.firstInstant() ?? now);
  // A plan may be for a day to come.
  const to = range?.to ?? now + 366 * 86_400_000;
  const ranges: TimeRange[] = [];
  for (let at = from; at < to;) {
    const next = Math.min(to, monthAfter(at));
    ranges.push({ from: at, to: next });
    at = next;
  }
  if (range) return ranges;
  return [...monthsOf(reader, { from: 0, to: from }), ...ranges, ...monthsOf(reader, { from: to, to: endOfTime })];
}

/** The months of a range in which something begins: few, and far from each other, such as those that a clock which was years off left. */
function monthsOf(reader: ActivityReader, range: TimeRange): TimeRange[] {
  const starts = [
    ...[...reader.spans(range), ...reader.runs(range)].map(({ start }) => start),
    ...collections.flatMap((collection) => reader.documents(collection, range)).map(({ start }) => start),
    ...reader.diagnostics(range).map(({ introduced }) => introduced),
    ...reader.states(range).map(({ at }) => at),
    ...reader.recordStarts(range),
  ].filter((at) => at >= range.from && at < range.to);
  const months = new Map<number, TimeRange>();
  for (const at of starts.sort((a, b) => a - b)) {
    const to = monthAfter(at);
    if (!months.has(to)) months.set(to, { from: Math.max(range.from, monthOf(at)), to: Math.min(range.to, to) });
  }
  return Array.from(months.values());
}

function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function monthAfter(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** Returns the start of the file: for JSON Lines, a line that identifies the format; for CSV, the column names. */
export function exportHead(format: ExportFormat, now: number): string {
  if (format === 'jsonl')
    return `${JSON.stringify({ type: 'daymark-export', version: 1, exportedAt: new Date(now).toISOString() })}\n`;
  return csvRow(format === 'spans.csv' ? [...spanColumns, ...lastColumns] : activityColumns);
}

/**
 * Returns the facts that began in a range as text; `''` if there are none. JSON Lines are the facts of `core/facts/facts.ts`, one per line.
 * @param rename maps each fact for an export without names (see `Aliases`)
 */
export function exportRange(
  format: ExportFormat,
  { reader, range }: { readonly reader: ActivityReader; readonly range: TimeRange },
  rename: <F extends ExportedFact>(fact: F) => F = (fact) => fact,
): string {
  const isWithin = (at: number): boolean => at >= range.from && at < range.to;
  const spans = (): SpanFact[] => reader.spans(range).filter((fact) => isWithin(fact.start));
  if (format === 'spans.csv') return spans().map(rename).map(spanRow).join('');
  if (format === 'activities.csv') {
    const activities = reader.activities(range).filter(({ start }) => isWithin(start));
    // In a CSV row, an activity looks like its fact did.
    const rows = activities.map((activity): ActivityFact => ({
      type: 'activity',
      rev: 1,
      at: activity.start,
      ...activity,
    }));
    return rows.map(rename).map(activityRow).join('');
  }
  const facts: ExportedFact[] = [
    ...spans(),
    ...reader.runs(range).filter((fact) => isWithin(fact.start)),
    ...reader.diagnostics(range).filter((fact) => isWithin(fact.introduced)),
    ...reader.states(range),
    ...collections.flatMap((collection) => reader.documents(collection, range)).filter((fact) => isWithin(fact.start)),
    ...reader.recordFacts(range),
  ];
  return facts.map((fact) => `${JSON.stringify(rename(fact))}\n`).join('');
}

function spanRow(span: SpanFact): string {
  const sums = { edits: 0, added: 0, removed: 0 };
  for (const { edits, added, removed } of Object.values(span.edits)) {
    sums.edits += edits;
    sums.added += added;
    sums.removed += removed;
  }
  const times = [iso(span.start), iso(span.end)];
  const rest = spanColumns.slice(2).map((column) => span[column] ?? '');
  return csvRow([...times, ...rest, sums.edits, sums.added, sums.removed, span.scheme ?? '']);
}

function activityRow(activity: ActivityFact): string {
  const rest = activityColumns.slice(2).map((column) => activity[column] ?? '');
  return csvRow([iso(activity.start), iso(activity.end), ...rest]);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
