import type { DocumentFact } from '../../../src/core/facts/facts.ts';
import type { GithubState } from '../../../src/core/github/githubState.ts';
import type { SyncStore } from '../../../src/core/github/githubSync.ts';

/** Keeps documents by the rule of the storage: the highest revision wins, then the later instant, then the greater content. */
export class MemoryStore implements SyncStore {
  readonly documents = new Map<string, DocumentFact>();
  /** Everything that was handed in, in this order. */
  readonly written: DocumentFact[] = [];
  state: GithubState | undefined;
  saves = 0;
  /** Dies after this many saves, before the next one is stored. */
  diesAfter = Number.POSITIVE_INFINITY;

  async known(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(ids.flatMap((id) => this.#revOf(id)));
  }

  async save(events: readonly DocumentFact[], state?: GithubState): Promise<void> {
    if (this.saves++ >= this.diesAfter) throw new Error('killed');
    for (const event of events) this.put(event);
    this.written.push(...events);
    if (state) this.state = structuredClone(state);
  }

  put(event: DocumentFact): void {
    const before = this.documents.get(event.id);
    if (!before || isNewer(event, before)) this.documents.set(event.id, event);
  }

  /** The stored rows, sorted by id. */
  rows(): DocumentFact[] {
    return [...this.documents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #revOf(id: string): [string, number][] {
    const document = this.documents.get(id);
    return document ? [[id, document.rev]] : [];
  }
}

function isNewer(a: DocumentFact, b: DocumentFact): boolean {
  if (a.rev !== b.rev) return a.rev > b.rev;
  return a.at === b.at ? a.body > b.body : a.at > b.at;
}
