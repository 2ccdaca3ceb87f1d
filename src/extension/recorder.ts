import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Fact, FactWriter, SpanFact } from '../core/facts/facts.ts';

/** The only way to record facts: passes them to the journal, and notifies subscribers. */
export class Recorder implements FactWriter, Disposable {
  readonly #journal: FactWriter;
  readonly #recorded = new Emitter<Fact>();
  readonly #grown = new Emitter<SpanFact>();
  /** Fires with each fact of this window as it is recorded, but not with a span that has only grown. */
  readonly onDidRecord: Event<Fact> = this.#recorded.event;
  /** Fires when the last span has grown, as it does each second while someone types; few need to know. */
  readonly onDidGrow: Event<SpanFact> = this.#grown.event;
  #lastSpan: string | undefined;

  constructor(journal: FactWriter) {
    this.#journal = journal;
  }

  nextId(): string {
    return this.#journal.nextId();
  }

  append(fact: Fact, when?: 'now'): void {
    this.#journal.append(fact, when);
    if (fact.type === 'span') {
      if (fact.id === this.#lastSpan) return this.#grown.fire(fact);
      this.#lastSpan = fact.id;
    }
    this.#recorded.fire(fact);
  }

  flush(): Promise<void> {
    return this.#journal.flush();
  }

  dispose(): void {
    this.#recorded.dispose();
    this.#grown.dispose();
  }
}
