import { compareText } from '../../core/base/compareText.ts';
import { isLocalHost } from '../../core/categories/localHost.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { kindOfCategory } from '../../core/facts/wakaTimeCategories.ts';
import { parseUtc } from '../../core/time/zone.ts';
import { isNameText } from '../../core/facts/factLimits.ts';
import { hostOfPage, isNameOfNone } from '../../core/facts/wakaTimeNames.ts';
import { daysOfTotals } from './dayTotals.ts';
import type { ForeignEntries, ForeignReadOptions } from './foreignEntries.ts';
import { importedId, isRecordable } from './importedId.ts';
import { InternedObjects } from './interned.ts';
import type { JsonEntry } from './jsonEntries.ts';
import { isDumpedDay, spansOfDay } from './wakaTimeDays.ts';

/** A heartbeat of WakaTime, as in its data dump ("heartbeats", JSON): https://wakatime.com/developers#heartbeats */
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

/** WakaTime's plugins send a heartbeat at least every two minutes of work, so one covers this much time. */
const reachMs = 120_000;

/** The common fields of a file's heartbeats. */
type BeatPlace = Pick<SpanFact, 'kind' | 'scheme' | 'project' | 'language' | 'branch'> & { readonly file: string };

/** A heartbeat as it is held: a file has millions of them. */
interface Beat {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly isWrite: boolean;
  readonly place: BeatPlace;
}

/**
 * A WakaTime data dump: its heartbeats, and for days without any the day's durations or totals (`spansOfDay`); or heartbeats alone, as
 * Hackatime exports them; or an answer of its API. A heartbeat lasts until the next if that comes within two minutes. Consecutive heartbeats of one file form one
 * span.
 */
export class WakaTimeEntries implements ForeignEntries {
  readonly kind = 'wakatime';
  readonly #reading: ForeignReadOptions;
  readonly #places = new InternedObjects<BeatPlace>();
  readonly #beats: Beat[] = [];
  readonly #others: SpanFact[] = [];
  #leftOut = 0;
  #isFound = false;

  constructor(reading: ForeignReadOptions) {
    this.#reading = reading;
  }

  take({ path, value }: JsonEntry): void {
    const [first, index] = path;
    if (path.length === 1 && typeof first === 'number') this.#isFound = this.#takeBeat(value) || this.#isFound;
    else if (path.length !== 2 || typeof index !== 'number') return;
    else if (first === 'days') this.#takeDay(value);
    else if (first === 'heartbeats') [this.#isFound] = [true, this.#takeBeat(value)];
    else if (first === 'data') this.#takeAnswer(value);
  }

  /** True if the file has the form of one of WakaTime's or Hackatime's exports. */
  get isFound(): boolean {
    return this.#isFound;
  }

  get size(): number {
    return this.#beats.length + this.#others.length;
  }

  get leftOut(): number {
    return this.#leftOut;
  }

  readonly others = 0;

  get dayTotals(): number {
    return daysOfTotals(this.#others);
  }

  *spans(): Iterable<SpanFact> {
    const others = this.#others.toSorted((a, b) => a.start - b.start);
    let next = 0;
    for (const span of spansOf(this.#beats, this.#reading.offsetAt)) {
      for (let other = others[next]; other && other.start <= span.start; other = others[++next]) yield other;
      yield span;
    }
    yield* others.slice(next);
  }

  /** Takes a heartbeat or a summary of a day, as WakaTime's API and Wakapi's answer with lists of them. */
  #takeAnswer(value: unknown): void {
    const range = (value as { range?: { date?: unknown } } | null)?.range;
    if (isDumpedDay(range)) this.#takeDay({ ...(value as object), date: range.date });
    else this.#isFound = this.#takeBeat(value) || this.#isFound;
  }

  #takeDay(day: unknown): void {
    const beats = heartbeatsIn(day);
    if (beats.length > 0 || isDumpedDay(day)) this.#isFound = true;
    for (const beat of beats) this.#takeBeat(beat);
    if (beats.length > 0) return;
    const { offsetAt, now } = this.#reading;
    for (const span of spansOfDay(day, offsetAt, () => this.#leftOut++)) {
      if (isRecordable(span.start, now) && isRecordable(span.end, now)) this.#others.push(span);
      else this.#leftOut++;
    }
  }

  /** @returns whether it has the form of a heartbeat */
  #takeBeat(value: unknown): boolean {
    const beat = heartbeatOf(value);
    if (beat && isRecordable(beat.time * 1000, this.#reading.now)) {
      this.#beats.push({ time: beat.time, isWrite: beat.is_write === true, place: this.#places.of(placeOf(beat)) });
    } else this.#leftOut++;
    return beat !== undefined;
  }
}

function* spansOf(unordered: readonly Beat[], offsetAt: (at: number) => number): Iterable<SpanFact> {
  const beats = inOrder(unordered);
  let before: { span: SpanFact; place: BeatPlace } | undefined;
  for (const [i, beat] of beats.entries()) {
    const start = Math.round(beat.time * 1000);
    const next = Math.round((beats[i + 1] ?? beat).time * 1000);
    const end = next - start <= reachMs ? next : start;
    const span = spanOf(beat, { start, end, offset: offsetAt(start) });
    if (before && before.span.end === start && before.place === beat.place) before.span = joined(before.span, span);
    else {
      if (before) yield before.span;
      before = { span, place: beat.place };
    }
  }
  if (before) yield before.span;
}

/** Sorts by time. The order of heartbeats at the same instant is deterministic, and the next heartbeat continues the last one. */
function inOrder(beats: readonly Beat[]): Beat[] {
  const byName = beats.toSorted((a, b) => a.time - b.time || compareText(a.place.file, b.place.file));
  const ordered: Beat[] = [];
  for (let i = 0; i < byName.length;) {
    let end = i + 1;
    while (byName[end]?.time === byName[i]?.time) end++;
    const next = byName[end]?.place.file;
    const group = byName.slice(i, end);
    ordered.push(
      ...group.filter(({ place }) => place.file !== next),
      ...group.filter(({ place }) => place.file === next),
    );
    i = end;
  }
  return ordered;
}

function heartbeatsIn(day: unknown): unknown[] {
  const list = (day as { heartbeats?: unknown } | null)?.heartbeats;
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function heartbeatOf(value: unknown): Heartbeat | undefined {
  const beat = value as Record<string, unknown> | null;
  const time = secondsOf(beat?.['time']);
  if (!beat || time === undefined || !isNameText(beat['entity'])) return undefined;
  const texts = ['type', 'category', 'project', 'branch', 'language'] as const;
  const known = Object.fromEntries(texts.flatMap((key) => (isNameText(beat[key]) ? [[key, beat[key]]] : [])));
  return { ...known, time, entity: beat['entity'], is_write: beat['is_write'] === true };
}

/** Seconds since the epoch; some clients send them as text, others a date. */
function secondsOf(time: unknown): number | undefined {
  const seconds = typeof time === 'string' ? (time.trim() === '' ? Number.NaN : Number(time)) : time;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds;
  const at = typeof time === 'string' ? parseUtc(time) : Number.NaN;
  return Number.isFinite(at) ? at / 1000 : undefined;
}

function placeOf({ entity, type, category, project, language, branch }: Heartbeat): BeatPlace {
  const isPage = type === 'url' || type === 'domain';
  const file = isPage ? hostOfPage(entity) : entity;
  const kind = kindOfCategory(category);
  return {
    kind: isPage && kind === 'browsing' && isLocalHost(file) ? 'coding' : kind,
    ...(isPage && { scheme: 'web' }),
    file,
    ...(isName(project) && { project }),
    ...(isName(language) && { language: language.toLowerCase() }),
    ...(isName(branch) && { branch }),
  };
}

function isName(name: string | null | undefined): name is string {
  return typeof name === 'string' && !isNameOfNone(name);
}

function spanOf({ isWrite, place }: Beat, time: { start: number; end: number; offset: number }): SpanFact {
  const what = { type: 'span', source: 'editor', signals: 1, saves: isWrite ? 1 : 0, edits: {} } as const;
  const span = { ...what, ...time, ...place };
  return { ...span, id: importedId('wakatime', span) };
}

function joined(one: SpanFact, other: SpanFact): SpanFact {
  return { ...one, end: other.end, signals: one.signals + other.signals, saves: one.saves + other.saves };
}
