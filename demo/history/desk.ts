import type { ActivityKind, Source } from '../../src/core/facts/activity.ts';
import { minuteMs } from '../../src/core/time/days.ts';
import type { Place, SpanFact } from '../../src/core/facts/facts.ts';
import type { Scene } from './scene.ts';

/** Subject of a span. */
export interface Doing {
  readonly place: Place;
  readonly kind: ActivityKind;
  readonly source?: Source;
  /** The maximum duration, in ms. */
  readonly longest?: number;
  /** Counters of a span of this length. */
  readonly counts?: (ms: number) => Partial<Pick<SpanFact, 'signals' | 'saves' | 'edits'>>;
}

/** Spans of the same place and kind would have been one, had they been closer (the tracker joins over 15 s). */
const apartMs = 15_500;

/** A person at work for a while: a cursor in time, which leaves spans behind as it moves. */
export class Desk {
  readonly scene: Scene;
  readonly end: number;
  at: number;
  #last: Doing | undefined;

  /** @param from, to instants, ms since the epoch */
  constructor(scene: Scene, from: number, to: number) {
    this.scene = scene;
    this.at = Math.round(from);
    this.end = Math.round(to);
  }

  /** Time that is left, ms. */
  get left(): number {
    return Math.max(0, this.end - this.at);
  }

  /** Does something for the length of a span, after a moment of hesitation. */
  spend(doing: Doing): void {
    const { random, unitMs } = this.scene;
    const { longest = Infinity } = doing;
    this.pass(this.#hesitation(doing));
    const ms = Math.round(Math.min(this.left, longest * random.between(0.2, 1), random.skewed(unitMs * 0.83)));
    if (ms <= 0) return;
    this.#record(doing, ms);
    this.at += ms;
  }

  /** A single sign of the person, such as the start of a task. */
  touch(doing: Doing): void {
    if (this.#continues(doing)) this.pass(apartMs);
    this.#record(doing, 0);
  }

  /** Changes that nobody typed: they count lines and no time. */
  change(place: Place, edits: SpanFact['edits']): void {
    this.#write({ place, kind: 'other' }, 0, { signals: 0, saves: 0, edits });
  }

  /** Time passes, with nothing to be seen in the editor. */
  pass(ms: number): void {
    this.at = Math.min(this.end, this.at + Math.round(ms));
  }

  #record(doing: Doing, ms: number): void {
    this.#last = doing;
    const signals = 1 + Math.round((ms / minuteMs) * this.scene.random.between(8, 24));
    this.#write(doing, ms, { signals, saves: 0, edits: {}, ...doing.counts?.(ms) });
  }

  #write(
    { place, kind, source = 'editor' }: Doing,
    ms: number,
    counts: Pick<SpanFact, 'signals' | 'saves' | 'edits'>,
  ): void {
    const { nextId, utcOffset, record } = this.scene;
    const time = { start: this.at, end: this.at + ms, offset: utcOffset(this.at) };
    record({ type: 'span', id: nextId(), ...time, kind, source, ...counts, ...place });
  }

  #hesitation(doing: Doing): number {
    const { random, unitMs } = this.scene;
    const scale = unitMs / 80_000;
    const gap = random.chance(0.85) ? random.between(400, 12_000) : random.between(16_000, 90_000);
    return this.#continues(doing) ? Math.max(apartMs, gap * scale) : gap * scale;
  }

  #continues({ place, kind }: Doing): boolean {
    const last = this.#last;
    return last?.kind === kind && last.place.file === place.file && last.place.project === place.project;
  }
}
