import {
  Disposable,
  type Position,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentContentChangeEvent,
  type TextEditorSelectionChangeEvent,
  TextEditorSelectionChangeKind,
  window,
  workspace,
} from 'vscode';
import type { Clock } from '../../../core/base/clock.ts';
import { effectOfKey } from '../../../habits/typing/keys.ts';
import type { TypingTally } from '../../../habits/typing/typingTally.ts';

/** Time for which an answer of `isCounted` holds, ms. */
const trustMs = 1000;

const { Keyboard, Mouse } = TextEditorSelectionChangeKind;

interface KeyWatchInput {
  readonly tally: Pick<TypingTally, 'key' | 'mouse'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Returns true for a document in which keys may be counted now. */
  readonly isCounted: (document: TextDocument) => boolean;
}

/**
 * Counts keys and selections with the mouse in the active text editor. A key that changes a text also moves the cursor: an event at the
 * place of the change, right after it, is no further key.
 */
export class KeyWatch implements Disposable {
  readonly #input: KeyWatchInput;
  readonly #listeners: Disposable;
  #changed:
    | { readonly document: TextDocument; readonly changes: readonly TextDocumentContentChangeEvent[] }
    | undefined;
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
    if (contentChanges.length === 0 || window.activeTextEditor?.document !== document) return;
    this.#changed = { document, changes: contentChanges };
    if (reason !== undefined) return;
    const effect = effectOfKey(contentChanges);
    if (effect && this.#isCounted(document)) this.#input.tally.key(effect);
  }

  #select({ textEditor, kind, selections }: TextEditorSelectionChangeEvent): void {
    const changed = this.#changed;
    this.#changed = undefined;
    if ((kind !== Keyboard && kind !== Mouse) || textEditor !== window.activeTextEditor) return;
    const cursor = selections[0]?.active;
    if (kind === Keyboard && changed?.document === textEditor.document && cursor && isAfter(changed.changes, cursor))
      return;
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

/** Returns true for a place to which a change moves the cursor: in or behind the new text. Several changes have several cursors. */
function isAfter(changes: readonly TextDocumentContentChangeEvent[], { line, character }: Position): boolean {
  const [change] = changes;
  if (!change || changes.length > 1) return changes.length > 1;
  const { start } = change.range;
  const lines = change.text.split('\n').length - 1;
  if (lines > 0) return line > start.line && line <= start.line + lines;
  return line === start.line && character >= start.character && character <= start.character + change.text.length;
}
