import type { ActivityKind } from '../../core/facts/activity.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { importedId } from './importedId.ts';
import { spansOfDay } from './wakaTimeDays.ts';

/** What a heartbeat of WakaTime tells, as in its data dump ("heartbeats", JSON): https://wakatime.com/developers#heartbeats */
interface Heartbeat {
  /** Seconds since the epoch, with fractions. */
  readonly time: number;
  readonly entity: string;
  readonly type?: string;
  readonly category?: string | null;
  readonly project?: string | null;
  readonly branch?: string | null;
  readonly language?: string | null;
  readonly is_write?: boolean;
}

/** WakaTime's plugins send a heartbeat at least every two minutes while someone works: so far one of them reaches. */
const reachMs = 120_000;

const kinds: Readonly<Record<string, ActivityKind>> = {
  coding: 'coding',
  debugging: 'debugging',
  building: 'building',
  'running tests': 'testing',
  'code reviewing': 'reviewing',
  'writing tests': 'coding',
  'writing docs': 'coding',
  learning: 'learning',
  researching: 'learning',
  planning: 'planning',
  meeting: 'meeting',
  communicating: 'meeting',
  designing: 'other',
  browsing: 'other',
};

/**
 * A WakaTime data dump as spans: its heartbeats, and for days without any what is told of them instead (`spansOfDay`). One heartbeat
 * reaches to the next if that comes within two minutes; those of one file in a row are one span. What has no time or name is left out.
 * @param dump what was parsed from the JSON
 * @param offsetAt minutes east of UTC at an instant: the dump doesn't tell them
 */
export function fromWakaTime(dump: unknown, offsetAt: (at: number) => number): SpanFact[] {
  const beats: Heartbeat[] = [];
  const others: SpanFact[] = [];
  for (const day of daysOf(dump)) {
    const its = heartbeatsOf(day);
    for (const beat of its) beats.push(beat);
    if (its.length === 0) others.push(...spansOfDay(day, offsetAt));
  }
  return [...spansOf(beats, offsetAt), ...others].sort((a, b) => a.start - b.start);
}

function spansOf(beats: Heartbeat[], offsetAt: (at: number) => number): SpanFact[] {
  const spans: SpanFact[] = [];
  beats.sort((a, b) => a.time - b.time);
  for (const [i, beat] of beats.entries()) {
    const start = Math.round(beat.time * 1000);
    const next = beats[i + 1] ? Math.round((beats[i + 1]?.time ?? 0) * 1000) : start;
    const end = next - start <= reachMs ? next : start;
    const before = spans.at(-1);
    const span = spanOf(beat, { start, end, offset: offsetAt(start) });
    if (before && before.end === start && isSamePlace(before, span)) spans[spans.length - 1] = joined(before, span);
    else spans.push(span);
  }
  return spans;
}

function daysOf(dump: unknown): unknown[] {
  const days = (dump as { days?: unknown } | null)?.days;
  return Array.isArray(days) ? (days as unknown[]) : [];
}

function heartbeatsOf(day: unknown): Heartbeat[] {
  const list = (day as { heartbeats?: unknown } | null)?.heartbeats;
  return Array.isArray(list) ? (list as unknown[]).filter(isHeartbeat) : [];
}

function isHeartbeat(value: unknown): value is Heartbeat {
  const beat = value as Partial<Heartbeat> | null;
  return typeof beat?.time === 'number' && Number.isFinite(beat.time) && typeof beat.entity === 'string';
}

function spanOf(beat: Heartbeat, time: { start: number; end: number; offset: number }): SpanFact {
  return {
    type: 'span',
    id: importedId('wakatime', time.start),
    ...time,
    kind: kinds[beat.category ?? 'coding'] ?? 'other',
    source: 'editor',
    signals: 1,
    saves: beat.is_write ? 1 : 0,
    edits: {},
    file: beat.entity,
    ...(beat.project && { project: beat.project }),
    ...(beat.language && { language: beat.language.toLowerCase() }),
    ...(beat.branch && { branch: beat.branch }),
  };
}

function isSamePlace(one: SpanFact, other: SpanFact): boolean {
  return (['kind', 'file', 'project', 'language', 'branch'] as const).every((key) => one[key] === other[key]);
}

function joined(one: SpanFact, other: SpanFact): SpanFact {
  return { ...one, end: other.end, signals: one.signals + other.signals, saves: one.saves + other.saves };
}
