import {
  Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditorSelectionChangeEvent,
  TextEditorSelectionChangeKind,
  window,
  workspace,
} from 'vscode';
import type { Clock } from '../../../core/base/clock.ts';
import { effectOfKey } from '../../../habits/typing/keys.ts';
import type { TypingTally } from '../../../habits/typing/typingTally.ts';

/** How long an answer of `isCounted` holds, ms. */
const trustMs = 1000;

const { Keyboard, Mouse } = TextEditorSelectionChangeKind;

interface KeyWatchInput {
  readonly tally: Pick<TypingTally, 'key' | 'mouse'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Returns true for a document in which keys may be counted now. */
  readonly isCounted: (document: TextDocument) => boolean;
}

/**
 * Counts keys and selections with the mouse in the active text editor. A key that changes a text also moves the cursor; that event has no kind,
 * so no key counts twice.
 */
export class KeyWatch implements Disposable {
  readonly #input: KeyWatchInput;
  readonly #listeners: Disposable;
  #seen: { readonly document: TextDocument; readonly until: number; readonly isCounted: boolean } | undefined;

  constructor(input: KeyWatchInput) {
    this.#input = input;
    this.#listeners = Disposable.from(
      workspace.onDidChangeTextDocument((event) => this.#change(event)),
      window.onDidChangeTextEditorSelection((event) => this.#select(event)),
    );
  }

  /** Makes the next key ask `isCounted` again. */
  forget(): void {
    this.#seen = undefined;
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #change({ document, contentChanges, reason }: TextDocumentChangeEvent): void {
    if (reason !== undefined || contentChanges.length === 0) return;
    if (window.activeTextEditor?.document !== document) return;
    const effect = effectOfKey(contentChanges);
    if (effect && this.#isCounted(document)) this.#input.tally.key(effect);
  }

  #select({ textEditor, kind }: TextEditorSelectionChangeEvent): void {
    if ((kind !== Keyboard && kind !== Mouse) || textEditor !== window.activeTextEditor) return;
    if (!this.#isCounted(textEditor.document)) return;
    if (kind === Mouse) this.#input.tally.mouse();
    else this.#input.tally.key();
  }

  #isCounted(document: TextDocument): boolean {
    const now = this.#input.clock.monotonic();
    if (this.#seen?.document === document && now < this.#seen.until) return this.#seen.isCounted;
    const isCounted = this.#input.isCounted(document);
    this.#seen = { document, until: now + trustMs, isCounted };
    return isCounted;
  }
}
