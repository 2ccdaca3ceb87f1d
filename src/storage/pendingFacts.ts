import type { Fact } from '../shared/facts.ts';

/** Facts that wait to be written. A span that grew while it waited is written once. */
export class PendingFacts {
  #facts = new Map<string, Fact>();
  #count = 0;

  get size(): number {
    return this.#facts.size;
  }

  add(fact: Fact): void {
    // Only a span replaces itself: of the others each version may matter.
    const key = fact.type === 'span' ? fact.id : `#${++this.#count}`;
    const before = this.#facts.get(key);
    if (before?.type === 'span' && fact.type === 'span' && fact.end < before.end) return;
    this.#facts.set(key, fact);
  }

  /** All of them, in the order of their coming. They are gone from here then. */
  take(): Fact[] {
    const facts = Array.from(this.#facts.values());
    this.#facts = new Map();
    return facts;
  }
}
