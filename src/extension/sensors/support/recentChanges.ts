import type { TextDocument } from 'vscode';

/** A cursor move within this time (ms) after a key was typed in its document adds no information. */
const typingMs = 250;

/** Remembers when each document was last changed, recorded once for all sensors. Times are by the wall clock, in ms since the epoch. */
export class RecentChanges {
  readonly #earlier = new WeakMap<TextDocument, number>();
  #document: TextDocument | undefined;
  #at = -Infinity;
  #isTyped = false;

  /** Called for each change, so it allocates nothing while the same document changes repeatedly. */
  note(document: TextDocument, at: number, isTyped: boolean): void {
    if (document !== this.#document) {
      if (this.#document) this.#earlier.set(this.#document, this.#at);
      this.#document = document;
    }
    this.#at = at;
    this.#isTyped = isTyped;
  }

  /** Returns true if a document was changed at most `ms` milliseconds before `now`. After a jump of the clock nothing counts as recent. */
  isRecent(document: TextDocument, now: number, ms: number): boolean {
    const since = now - (document === this.#document ? this.#at : (this.#earlier.get(document) ?? -Infinity));
    return since >= 0 && since <= ms;
  }

  /** Returns true if someone is typing in a document. */
  isTyping(document: TextDocument, now: number): boolean {
    return this.#isTyped && document === this.#document && this.isRecent(document, now, typingMs);
  }
}
