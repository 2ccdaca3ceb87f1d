import type { TextDocument } from 'vscode';

/** A cursor that moves this soon (ms) after a key was typed in its document says nothing that the key did not. */
const typingMs = 250;

/** When each document was changed last, noted once for all sensors. Times are by the wall clock, ms since the epoch. */
export class RecentChanges {
  readonly #earlier = new WeakMap<TextDocument, number>();
  #document: TextDocument | undefined;
  #at = -Infinity;
  #isTyped = false;

  /** Called for each change, so it allocates nothing while one document is changed again and again. */
  note(document: TextDocument, at: number, isTyped: boolean): void {
    if (document !== this.#document) {
      if (this.#document) this.#earlier.set(this.#document, this.#at);
      this.#document = document;
    }
    this.#at = at;
    this.#isTyped = isTyped;
  }

  /** Whether a document was changed at most `ms` milliseconds before `now`. After a jump of the clock nothing counts as recent. */
  isRecent(document: TextDocument, now: number, ms: number): boolean {
    const since = now - (document === this.#document ? this.#at : (this.#earlier.get(document) ?? -Infinity));
    return since >= 0 && since <= ms;
  }

  /** Whether somebody is typing in a document. */
  isTyping(document: TextDocument, now: number): boolean {
    return this.#isTyped && document === this.#document && this.isRecent(document, now, typingMs);
  }
}
