import type { Provenance } from '../shared/activity.ts';

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
 * Everything else is `unknown`: a paste, a completion and an agent's edit look alike.
 */
export function provenanceOf(edit: ObservedEdit): Provenance {
  if (edit.reason !== undefined) return 'undone';
  if (edit.dirty === false) return 'outside';
  if (edit.seen !== undefined) return edit.seen;
  if (edit.saving) return 'formatted';
  if (!edit.visible) return 'bulk';
  return edit.active && looksTyped(edit.changes) ? 'typed' : 'unknown';
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
