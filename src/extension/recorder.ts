import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Fact, FactWriter } from '../core/facts/facts.ts';

/** The only way to record facts: passes them to the journal, and notifies subscribers that keep a running total. */
export class Recorder implements FactWriter, Disposable {
  readonly #journal: FactWriter;
  readonly #recorded = new Emitter<Fact>();
  /** Fires with each fact of this window as it is recorded. */
  readonly onDidRecord: Event<Fact> = this.#recorded.event;

  #lastSpan: string | undefined;
  #growth: Fact | undefined;

  constructor(journal: FactWriter) {
    this.#journal = journal;
  }

  nextId(): string {
    return this.#journal.nextId();
  }

  append(fact: Fact, when?: 'now'): void {
    this.#journal.append(fact, when);
    this.#growth = fact.type === 'span' && fact.id === this.#lastSpan ? fact : undefined;
    if (fact.type === 'span') this.#lastSpan = fact.id;
    this.#recorded.fire(fact);
  }

  /** Returns true if the fact being recorded only extends the last span, as nearly all do while someone types. */
  isGrowth(fact: Fact): boolean {
    return fact === this.#growth;
  }

  flush(): Promise<void> {
    return this.#journal.flush();
  }

  dispose(): void {
    this.#recorded.dispose();
  }
}
