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

/** Where the person writes. */
export interface Caret {
  readonly line: number;
  readonly character: number;
  /** Since keys or a completion came on this line; Infinity where that was elsewhere. Milliseconds. */
  readonly sinceTypedMs: number;
  /** Since a completion was accepted in this document, ms. */
  readonly sinceCompletedMs: number;
}

/** The changes of one event, and what was seen around them. */
export interface ObservedEdit {
  readonly changes: readonly TextChange[];
  readonly reason?: 'undo' | 'redo' | undefined;
  /** The document differs from the disk after the change; absent where that cannot be told (notebook cells). */
  readonly dirty?: boolean | undefined;
  /** Between will-save and did-save of this document. */
  readonly saving: boolean;
  /** Shown in some editor. */
  readonly visible: boolean;
  /** Shown in the active editor. */
  readonly active: boolean;
  /** Asked where the changes alone don't tell: the caret before the change, if there is one and nothing is selected. */
  readonly caret?: (() => Caret | undefined) | undefined;
  /** The cause, where a sensor saw it happen (a paste edit provider, an accepted completion). */
  readonly seen?: Provenance | undefined;
}

/** Cursors that may type at once; more places changed in one step are a replacement. */
const cursorsAtMost = 50;
/** What the editor adds to a keystroke by itself: the closing bracket or quote of a pair. */
const pair = /^(?:\(\)|\[\]|\{\}|<>|""|''|``)$/;
/** Enter, with the indentation that the editor puts after it. */
const lineBreak = /^\r?\n[ \t]*(?:\r?\n[ \t]*)?$/;

/**
 * How an edit came about, as far as the event tells. The first that holds:
 * undone: VS Code says undo or redo. outside: the document equals the disk after the change, so it was read from there.
 * What a sensor saw. formatted: the document was being saved. bulk: no editor shows it. typed: it is what one key does.
 * What else happens at the caret, see `atCaret`. formatted: nothing but spacing and quotes came in, and not where the caret is.
 * Everything else is `unknown`: a paste that no sensor saw and an agent's edit look alike.
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
/** Imports and the like follow a completion this soon (ms). */
const followMs = 1_000;

function byCaret(changes: readonly TextChange[], caret: Caret): Provenance | undefined {
  const [change] = changes;
  const own = changes.length === 1 && change ? atCaret(change, caret) : undefined;
  if (own !== undefined) return own;
  if (isFormatting(changes, caret)) return 'formatted';
  return caret.sinceCompletedMs <= followMs ? 'completed' : undefined;
}

/**
 * What one change at the caret is. An input method (Chinese, dead keys) replaces what it wrote by as much or one character more or less, or
 * writes several characters that no key has: typed. More than that in place of what stands before the caret is a suggestion or a snippet,
 * and so is text where keys had just been pressed on the same line. A person can do neither by a key, and a paste is seen by its sensor.
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
/** What a formatter puts in. */
const spacing = /^[\s'"`;,()]*$/;
/** What a formatter takes out in one place is short. */
const takenAtMost = 16;

/** Spacing, quotes and the like, and somewhere else than at the caret. Of what was only taken out nothing can be said. */
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
