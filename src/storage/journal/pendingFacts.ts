import type { Clock } from '../../core/base/clock.ts';
import type { Fact } from '../../core/facts/facts.ts';
import { BatchSize } from './batchSize.ts';

/** Facts that wait to be written. A span that grew while it waited is written once. */
export class PendingFacts {
  /** The number that is written at once. */
  readonly batch: BatchSize;
  #facts = new Map<string, Fact>();
  #count = 0;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.batch = new BatchSize(clock);
  }

  get size(): number {
    return this.#facts.size;
  }

  add(fact: Fact): void {
    // Only a span replaces its earlier version; for other facts, each version may matter.
    const key = fact.type === 'span' ? fact.id : `#${++this.#count}`;
    const before = fact.type === 'span' ? this.#facts.get(key) : undefined;
    // Counts grow with the end. A version that isn't later is rare, and is kept beside the other for the reader to resolve.
    if (before?.type === 'span' && fact.type === 'span' && fact.end <= before.end)
      this.#facts.set(`#${++this.#count}`, before);
    this.#facts.set(key, fact);
  }

  /** The first `most` of them, in the order of their coming. They are gone from here then. */
  take(most = Infinity): Fact[] {
    if (this.#facts.size <= most) {
      const facts = Array.from(this.#facts.values());
      this.#facts = new Map();
      return facts;
    }
    const facts: Fact[] = [];
    for (const [key, fact] of this.#facts) {
      if (facts.length >= most) break;
      facts.push(fact);
      this.#facts.delete(key);
    }
    return facts;
  }
}
