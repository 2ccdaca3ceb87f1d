import type { SpanFact } from '../../core/facts/facts.ts';
import { kindOfCategory } from '../../core/facts/wakaTimeCategories.ts';
import { parseInstant } from '../../core/time/days.ts';
import { isText } from '../facts/factLimits.ts';
import { importedId, isRecordable } from './importedId.ts';
import { isDumpedDay, spansOfDay } from './wakaTimeDays.ts';

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

/** How other programs' entries are read. */
export interface Reading {
  /** Minutes east of UTC at an instant, for formats that don't tell. */
  readonly offsetAt: (at: number) => number;
  /** The instant of reading: nothing was recorded after it. */
  readonly now: number;
}

export interface ReadEntries {
  readonly spans: SpanFact[];
  /** Entries without a place or a time at which they can have been recorded. */
  readonly leftOut: number;
}

/**
 * A WakaTime data dump as spans: its heartbeats, and for days without any what is told of them instead (`spansOfDay`). One heartbeat
 * reaches to the next if that comes within two minutes; those of one file in a row are one span.
 * @param dump what was parsed from the JSON: days, or heartbeats at the top as Hackatime exports them
 */
export function fromWakaTime(dump: unknown, { offsetAt, now }: Reading): ReadEntries {
  const beats: Heartbeat[] = [];
  const others: SpanFact[] = [];
  let leftOut = 0;
  for (const day of daysOf(dump)) {
    const its = heartbeatsIn(day);
    for (const value of its) {
      const beat = heartbeatOf(value);
      if (beat && isRecordable(beat.time * 1000, now)) beats.push(beat);
      else leftOut++;
    }
    if (its.length === 0) others.push(...spansOfDay(day, offsetAt));
  }
  const isPossible = ({ start, end }: SpanFact): boolean => isRecordable(start, now) && isRecordable(end, now);
  const possible = others.filter(isPossible);
  leftOut += others.length - possible.length;
  return { spans: [...spansOf(beats, offsetAt), ...possible].sort((a, b) => a.start - b.start), leftOut };
}

/** Whether it has the form of one of WakaTime's or Hackatime's exports. */
export function isWakaTime(parsed: unknown): boolean {
  return daysOf(parsed).some((day) => heartbeatsIn(day).length > 0 || isDumpedDay(day));
}

function spansOf(unordered: readonly Heartbeat[], offsetAt: (at: number) => number): SpanFact[] {
  const spans: SpanFact[] = [];
  const beats = inOrder(unordered);
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

/** By time. Of those at one instant the order is always the same, and the last is the one that the next heartbeat goes on with. */
function inOrder(beats: readonly Heartbeat[]): Heartbeat[] {
  const byName = beats.toSorted((a, b) => a.time - b.time || (a.entity < b.entity ? -1 : 1));
  const ordered: Heartbeat[] = [];
  for (let i = 0; i < byName.length;) {
    let end = i + 1;
    while (byName[end]?.time === byName[i]?.time) end++;
    const next = byName[end]?.entity;
    const group = byName.slice(i, end);
    ordered.push(...group.filter(({ entity }) => entity !== next), ...group.filter(({ entity }) => entity === next));
    i = end;
  }
  return ordered;
}

function daysOf(dump: unknown): unknown[] {
  if (Array.isArray(dump)) return dump.some((each) => heartbeatOf(each)) ? [{ heartbeats: dump as unknown[] }] : [];
  const { days, heartbeats } = (dump ?? {}) as { days?: unknown; heartbeats?: unknown };
  if (Array.isArray(days)) return days as unknown[];
  return Array.isArray(heartbeats) ? [{ heartbeats: heartbeats as unknown[] }] : [];
}

function heartbeatsIn(day: unknown): unknown[] {
  const list = (day as { heartbeats?: unknown } | null)?.heartbeats;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function heartbeatOf(value: unknown): Heartbeat | undefined {
  const beat = value as Record<string, unknown> | null;
  const time = secondsOf(beat?.['time']);
  if (!beat || time === undefined || !isText(beat['entity'])) return undefined;
  const texts = ['type', 'category', 'project', 'branch', 'language'] as const;
  const known = Object.fromEntries(texts.flatMap((key) => (isText(beat[key]) ? [[key, beat[key]]] : [])));
  return { ...known, time, entity: beat['entity'], is_write: beat['is_write'] === true };
}

/** Seconds since the epoch; some clients send them as text, others a date. */
function secondsOf(time: unknown): number | undefined {
  const seconds = typeof time === 'string' ? (time.trim() === '' ? Number.NaN : Number(time)) : time;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds;
  const at = typeof time === 'string' ? parseInstant(time) : Number.NaN;
  return Number.isFinite(at) ? at / 1000 : undefined;
}

function spanOf(beat: Heartbeat, time: { start: number; end: number; offset: number }): SpanFact {
  const span = {
    type: 'span',
    ...time,
    kind: kindOfCategory(beat.category),
    source: 'editor',
    signals: 1,
    saves: beat.is_write ? 1 : 0,
    edits: {},
    file: beat.entity,
    ...(beat.project && { project: beat.project }),
    ...(beat.language && { language: beat.language.toLowerCase() }),
    ...(beat.branch && { branch: beat.branch }),
  } as const;
  return { ...span, id: importedId('wakatime', span) };
}

function isSamePlace(one: SpanFact, other: SpanFact): boolean {
  return (['kind', 'file', 'project', 'language', 'branch'] as const).every((key) => one[key] === other[key]);
}

function joined(one: SpanFact, other: SpanFact): SpanFact {
  return { ...one, end: other.end, signals: one.signals + other.signals, saves: one.saves + other.saves };
}
