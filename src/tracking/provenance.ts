import type { Provenance } from '../core/facts/activity.ts';

/** A change of text; a `vscode.TextDocumentContentChangeEvent` fits. */
export interface TextChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  /** UTF-16 units that were replaced. */
  readonly rangeLength: number;
  readonly text: string;
}

/** Place at which the person writes. */
export interface Caret {
  readonly line: number;
  readonly character: number;
  /** Milliseconds since keys or a completion on this line; Infinity if the last ones were elsewhere. */
  readonly sinceTypedMs: number;
  /** Milliseconds since a completion was accepted in this document. */
  readonly sinceCompletedMs: number;
}

/** The changes of an event, and the observed context. */
export interface ObservedEdit {
  readonly changes: readonly TextChange[];
  readonly reason?: 'undo' | 'redo' | undefined;
  /** True if the document differs from the disk after the change; absent if unknown (notebook cells). */
  readonly dirty?: boolean | undefined;
  /** Between will-save and did-save of this document. */
  readonly saving: boolean;
  /** Shown in some editor. */
  readonly visible: boolean;
  /** Shown in the active editor. */
  readonly active: boolean;
  /** Called if the changes alone aren't enough: returns the caret before the change, if there is one and nothing is selected. */
  readonly caret?: (() => Caret | undefined) | undefined;
  /** The cause, where a sensor saw it happen (a paste edit provider, an accepted completion). */
  readonly seen?: Provenance | undefined;
}

/** The maximum number of cursors that type at once; more changes in one step are a replacement. */
const cursorsAtMost = 50;
/** Characters that the editor adds to a keystroke: the closing bracket or quote of a pair. */
const pair = /^(?:\(\)|\[\]|\{\}|<>|""|''|``)$/;
/** Enter, with the indentation that the editor puts after it. */
const lineBreak = /^\r?\n[ \t]*(?:\r?\n[ \t]*)?$/;

/**
 * Returns how an edit came about, as far as the event shows. The first match wins:
 * - `undone`: VS Code reports undo or redo.
 * - `outside`: the document equals the disk after the change, so it was read from there.
 * - What a sensor saw.
 * - `formatted`: the document was being saved.
 * - `bulk`: no editor shows it.
 * - `typed`: it is what one key does.
 * - Other changes at the caret, see `atCaret`.
 * - `formatted`: only spacing and quotes were inserted, away from the caret.
 * - `unknown`: everything else. A paste that no sensor saw and an agent's edit look alike.
 */
export function provenanceOf(edit: ObservedEdit): Provenance {
  if (edit.reason !== undefined) return 'undone';
  if (edit.dirty === false) return 'outside';
  if (edit.seen !== undefined) return edit.seen;
  if (edit.saving) return 'formatted';
  if (!edit.visible) return 'bulk';
  if (!edit.active) return 'unknown';
  if (looksTyped(edit.changes)) return 'typed';
  const caret = edit.caret?.();
  return (caret && byCaret(edit.changes, caret)) ?? 'unknown';
}

/** A line of text that was offered may be read for this long (ms) before it is accepted. */
const offerMs = 30_000;
/** Imports and similar changes follow a completion within this time (ms). */
const followMs = 1_000;

function byCaret(changes: readonly TextChange[], caret: Caret): Provenance | undefined {
  const [change] = changes;
  const own = changes.length === 1 && change ? atCaret(change, caret) : undefined;
  if (own !== undefined) return own;
  if (isFormatting(changes, caret)) return 'formatted';
  return caret.sinceCompletedMs <= followMs ? 'completed' : undefined;
}

/**
 * Classifies a single change at the caret. An input method (Chinese, dead keys) replaces what it wrote by text of the same length plus or
 * minus one character, or writes several characters that no key has: typed. More than that in place of the text before the caret is a
 * suggestion or a snippet, and so is text after recent keys on the same line. A person can do neither with a key, and a sensor sees pastes.
 */
function atCaret({ range, rangeLength, text }: TextChange, caret: Caret): Provenance | undefined {
  const { start, end } = range;
  const isThere = start.line === end.line && start.line === caret.line;
  if (!isThere || start.character > caret.character || end.character < caret.character) return undefined;
  const isBefore = rangeLength > 0 && end.character === caret.character;
  const isLine = !text.includes('\n') && text.length <= composedAtMost;
  if (isLine && isBefore && Math.abs(text.length - rangeLength) <= 1) return 'typed';
  if (isLine && text !== '' && !onKeys.test(text)) return 'typed';
  if (text.trim() === '' || text.length < rangeLength + 2) return undefined;
  return isBefore || caret.sinceTypedMs <= offerMs ? 'completed' : undefined;
}

/** An input method has this many characters in hand at most. */
const composedAtMost = 32;
const onKeys = /[ -~\s]/;
/** Text that a formatter inserts. */
const spacing = /^[\s'"`;,()]*$/;
/** A formatter removes only short text in one place. */
const takenAtMost = 16;

/** Returns true for spacing, quotes, and similar changes away from the caret. Pure removals can't be classified. */
function isFormatting(changes: readonly TextChange[], { line, character }: Caret): boolean {
  const isAtCaret = ({ range: { start, end } }: TextChange): boolean =>
    start.line === line && end.line === line && start.character <= character && end.character >= character;
  return (
    changes.some(({ text }) => text !== '') &&
    !changes.every(isAtCaret) &&
    changes.every(({ text, rangeLength }) => spacing.test(text) && rangeLength <= takenAtMost)
  );
}

/** One key, at one or several cursors: the same short text at each. */
function looksTyped(changes: readonly TextChange[]): boolean {
  const [first] = changes;
  if (!first || changes.length > cursorsAtMost) return false;
  for (const change of changes) if (!isKeystroke(change) || !isAlike(change, first)) return false;
  return true;
}

function isAlike({ text }: TextChange, first: TextChange): boolean {
  // Enter indents each line by its own measure.
  return text === first.text || (lineBreak.test(text) && lineBreak.test(first.text));
}

function isKeystroke({ range, text }: TextChange): boolean {
  const lines = range.end.line - range.start.line;
  if (text === '') return lines === 0 || (lines === 1 && range.end.character === 0);
  return isOneCharacter(text) || pair.test(text) || lineBreak.test(text);
}

function isOneCharacter(text: string): boolean {
  return text.length === 1 || (text.length === 2 && (text.codePointAt(0) ?? 0) > 0xff_ff);
}
