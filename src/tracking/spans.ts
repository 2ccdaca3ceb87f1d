import type { ActivityKind, Provenance, Source } from '../core/facts/activity.ts';
import type { Disposable } from '../core/base/event.ts';
import type { EditCounts, SpanFact } from '../core/facts/facts.ts';
import type { EditSignal, SignalPlace } from '../core/facts/signal.ts';
import type { KindRuleId } from '../core/rules/kindReasons.ts';
import { firstRule } from './kinds.ts';
import { placeOf, samePlace, schemeOf } from './place.ts';
import type { Recording } from './recording.ts';

/** Signals at most this far apart (ms) form one span. */
export const joinMs = 15_000;
/** A growing span is written this long (ms) after it grew, so that a kill loses less than a second. */
export const writeEveryMs = 900;
/** A key that comes this long (ms) after it grew writes it: a timer that goes off for that alone costs as much as the writing. */
export const writeWithKeyMs = 700;
/** Repeated keys are fully processed at least this often (ms), since exclusions and the branch may have changed. */
export const lookEveryMs = 3_000;
/** Wall clock and monotonic clock may disagree this much (ms) between two signals; more is a jump, and ends the span. */
export const clockToleranceMs = 1_000;

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The span that is growing. */
interface GrowingSpan {
  readonly id: string;
  readonly where: SignalPlace;
  readonly kind: ActivityKind;
  readonly source: Source;
  readonly start: number;
  readonly offset: number;
  end: number;
  rule: KindRuleId | undefined;
  signals: number;
  saves: number;
  readonly edits: Partial<Record<Provenance, Mutable<EditCounts>>>;
}

/** Subject of a span; a change of anything but the rule begins a new one. */
export interface SpanSubject {
  readonly where: SignalPlace;
  readonly kind: ActivityKind;
  readonly source: Source;
  /** The rule that decided the kind, for what a person did. */
  readonly rule?: KindRuleId;
}

/**
 * Joins signals into spans and writes them as they grow. With `timed` false, spans have length zero and no signals: they hold the line
 * counts of changes by unknown authors.
 */
export class SpanRecorder implements Disposable {
  readonly #recording: Recording;
  readonly #timed: boolean;
  #span: GrowingSpan | undefined;
  #lastWall = 0;
  #lastMonotonic = 0;
  /** Wall clock of the last touch that was looked at as a whole. */
  #touchedAt = 0;
  #dirty = false;
  /** Wall clock when it grew first since it was written. */
  #dirtyAt = 0;
  /** The counts that the last edit was added to. */
  #lastCounts: Mutable<EditCounts> | undefined;
  #timer: Disposable | undefined;

  constructor(recording: Recording, timed = true) {
    this.#recording = recording;
    this.#timed = timed;
  }

  /** Time of the last signal by the monotonic clock; of one that was counted again, as the wall clock has it. */
  get lastMonotonic(): number {
    return this.#lastMonotonic;
  }

  /** A signal of the activity `doing`, now: it joins the growing span, or ends it and begins another. */
  touch(doing: SpanSubject): void {
    const { clock } = this.#recording;
    const wall = clock.now();
    const monotonic = clock.monotonic();
    if (!this.#joins(doing, wall, monotonic) || this.#isLongPoint(wall)) this.#begin(doing, wall);
    this.#noteRule(doing);
    this.#lastWall = wall;
    this.#touchedAt = wall;
    this.#lastMonotonic = monotonic;
    if (this.#timed) this.#grow(wall);
    this.#markDirty();
  }

  /**
   * The activity `doing` went on, without a signal, up to `until` (wall clock, not later than now): since the last signal, or the last
   * such word.
   */
  extend(doing: SpanSubject, until: number): void {
    const { clock } = this.#recording;
    const wall = clock.now();
    const span = this.#span;
    const from = span?.end ?? until;
    const isSame = span?.kind === doing.kind && span.source === doing.source && samePlace(span.where, doing.where);
    if (!isSame) this.#begin(doing, from);
    this.#noteRule(doing);
    this.#lastWall = until;
    this.#lastMonotonic = clock.monotonic() - (wall - until);
    this.#grow(until);
    this.#markDirty();
  }

  /** Adds an edit to the span that was touched last. */
  countEdit({ provenance, added, removed }: EditSignal): void {
    if (!this.#span) return;
    const counts = (this.#span.edits[provenance] ??= { edits: 0, added: 0, removed: 0 });
    counts.edits++;
    counts.added += added;
    counts.removed += removed;
    this.#lastCounts = counts;
  }

  /**
   * Touches the growing span and counts an edit of it, both as the last time and without lines. Asks no clock and allocates nothing.
   * @param wall now, ms since the epoch
   * @returns false if nothing was counted: once every `lookEveryMs`, if the clock jumped, or if nothing was edited yet
   */
  countAgain(wall: number): boolean {
    const since = wall - this.#lastWall;
    if (!this.#span || !this.#lastCounts || !(since >= 0 && since <= writeEveryMs)) return false;
    if (wall - this.#touchedAt > lookEveryMs) return false;
    this.#lastWall = wall;
    // By the elapsed time of the other clock: a jump of less than a second is ignored.
    this.#lastMonotonic += since;
    this.#lastCounts.edits++;
    this.#grow(wall);
    this.#markDirty();
    if (wall - this.#dirtyAt >= writeWithKeyMs) this.#writeGrown();
    return true;
  }

  /** Adds a save to the span that was touched last. */
  countSave(): void {
    if (this.#span) this.#span.saves++;
  }

  /** Returns true if a signal now would join the growing span, if it were about the same. */
  canGrow(): boolean {
    const { clock } = this.#recording;
    return this.#span !== undefined && this.#isNear(clock.now(), clock.monotonic());
  }

  /** Ends the growing span; the next signal begins another. */
  close(): void {
    this.flush();
    this.#span = undefined;
    this.#lastCounts = undefined;
  }

  /**
   * Writes the growing span, if it has grown since it was written.
   * @param when `now` for one that grew some time ago
   */
  flush(when?: 'now'): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    if (!this.#span || !this.#dirty) return;
    this.#dirty = false;
    this.#recording.record(factOf(this.#span), when);
  }

  dispose(): void {
    this.close();
  }

  #joins(doing: SpanSubject, wall: number, monotonic: number): boolean {
    const span = this.#span;
    if (!span || span.kind !== doing.kind || span.source !== doing.source) return false;
    return this.#isNear(wall, monotonic) && samePlace(span.where, doing.where);
  }

  /** A point without length is written at least this often, so that its duration can be determined. */
  #isLongPoint(wall: number): boolean {
    return !this.#timed && this.#span !== undefined && wall - this.#span.start > joinMs;
  }

  #isNear(wall: number, monotonic: number): boolean {
    const byWall = wall - this.#lastWall;
    const byMonotonic = monotonic - this.#lastMonotonic;
    return byWall <= joinMs && byMonotonic <= joinMs && Math.abs(byWall - byMonotonic) <= clockToleranceMs;
  }

  /** Someone who types and then looks at it was editing: the rule that is checked first stays. */
  #noteRule({ rule }: SpanSubject): void {
    const span = this.#span as GrowingSpan;
    if (rule !== undefined && rule !== span.rule) span.rule = span.rule ? firstRule(span.rule, rule) : rule;
  }

  #begin({ where, kind, source }: SpanSubject, wall: number): void {
    this.close();
    const { clock } = this.#recording;
    const span = { id: this.#recording.nextId(), where, kind, source, start: wall, end: wall, rule: undefined };
    this.#span = { ...span, offset: clock.utcOffset(wall), signals: 0, saves: 0, edits: {} };
  }

  #grow(wall: number): void {
    const span = this.#span as GrowingSpan;
    span.signals++;
    if (wall > span.end) span.end = wall;
  }

  #markDirty(): void {
    if (!this.#dirty) this.#dirtyAt = this.#lastWall;
    this.#dirty = true;
    this.#timer ??= this.#recording.clock.after(writeEveryMs, () => this.#writeGrown());
  }

  #writeGrown(): void {
    this.flush('now');
    const { clock } = this.#recording;
    // A traveller, or daylight saving: one span has one offset.
    if (this.#span && clock.utcOffset(clock.now()) !== this.#span.offset) this.close();
  }
}

function factOf({ id, where, rule, signals, saves, edits, ...span }: GrowingSpan): SpanFact {
  const counts: Partial<Record<Provenance, EditCounts>> = {};
  for (const provenance in edits) {
    const key = provenance as Provenance;
    counts[key] = { ...(edits[key] as EditCounts) };
  }
  const { start, end, offset, kind, source } = span;
  const what = { id, start, end, offset, kind, source, signals, saves, edits: counts };
  return { type: 'span', ...what, ...placeOf(where), ...schemeOf(where), ...(rule && { rule }) };
}
