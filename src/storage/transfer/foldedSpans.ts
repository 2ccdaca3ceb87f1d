import { randomBytes } from 'node:crypto';
import { dayMs } from '../../core/time/days.ts';
import type { Fact, SpanFact } from '../../core/facts/facts.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';

/** The prefix of ids of pieces of folded hours. */
const mark = 'hour-';
const keys = [
  'start',
  'end',
  'offset',
  'kind',
  'source',
  'project',
  'language',
  'branch',
  'scheme',
  'signals',
] as const;

/**
 * Pieces of hours that were folded before they were exported. Their ids contain numbers of that store, so they are distinguished by their
 * content.
 */
export class FoldedSpans {
  readonly #reader: ActivityReader;
  readonly #writer = `${mark}${randomBytes(6).toString('hex')}`;
  #count = 0;
  /** Those of one day, since they come in order. */
  #there: { readonly day: number; readonly keys: ReadonlySet<string> } = { day: Number.NaN, keys: new Set() };

  constructor(reader: ActivityReader) {
    this.#reader = reader;
  }

  /** Returns the fact with its own id here; unchanged if it is no such piece, and undefined if the same one exists here. */
  take(fact: Fact): Fact | undefined {
    if (fact.type !== 'span' || !fact.id.startsWith(mark)) return fact;
    const day = Math.floor(fact.start / dayMs);
    if (day !== this.#there.day) this.#there = { day, keys: this.#keysOf(day) };
    return this.#there.keys.has(keyOf(fact)) ? undefined : { ...fact, id: `${this.#writer}:${this.#count++}` };
  }

  #keysOf(day: number): Set<string> {
    const spans = this.#reader.spans({ from: day * dayMs, to: (day + 1) * dayMs });
    return new Set(spans.filter(({ id }) => id.startsWith(mark)).map(keyOf));
  }
}

function keyOf(span: SpanFact): string {
  return JSON.stringify(keys.map((key) => span[key] ?? null));
}
