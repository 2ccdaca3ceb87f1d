import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Fact, FactWriter } from '../core/facts/facts.ts';

/** The one way in for facts: hands them to the journal, and tells whoever keeps a running total. */
export class Recorder implements FactWriter, Disposable {
  readonly #journal: FactWriter;
  readonly #recorded = new Emitter<Fact>();
  /** Fires with each fact of this window as it is recorded. */
  readonly onDidRecord: Event<Fact> = this.#recorded.event;

  constructor(journal: FactWriter) {
    this.#journal = journal;
  }

  nextId(): string {
    return this.#journal.nextId();
  }

  append(fact: Fact): void {
    this.#journal.append(fact);
    this.#recorded.fire(fact);
  }

  flush(): Promise<void> {
    return this.#journal.flush();
  }

  dispose(): void {
    this.#recorded.dispose();
  }
}
