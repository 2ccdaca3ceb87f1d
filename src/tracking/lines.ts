import type { LinesSignal } from '../core/facts/signal.ts';
import type { TextChange } from './provenance.ts';

/** Lines added and removed by one change, and the line that is now in hand. */
export interface LineCount {
  readonly added: number;
  readonly removed: number;
  /** The last line of the change, which is counted already: hand it to the next call for the same document. */
  readonly lineInHand: number;
}

/** Context that the change itself doesn't contain. */
export interface LineContext {
  /** From the previous `LineCount` of the same document; -1 for none. */
  readonly lineInHand: number;
  /** Characters after the inserted text on its last line, once the change is made; absent where unknown. */
  readonly tail?: number | undefined;
  /** Only for a change that reaches the document's last line. */
  readonly end?: DocumentEnd | undefined;
}

/** State of a document's last line: empty or not, before and after. For git such a line doesn't exist: the line before it ends with a line break. */
export interface DocumentEnd {
  readonly wasEmpty: boolean;
  readonly isEmpty: boolean;
}

/** No line is in hand. */
export const noLine = -1;

/**
 * Lines added and removed as `git diff --numstat` counts them for this one change: a line that differs is removed and added.
 *
 * A change of the lines a to b by a text with n line breaks touches b − a + 1 lines before it and n + 1 after it; an empty last line
 * of the document is not among them. One line less on both sides where a line comes through whole: its last line, when it
 * begins and ends at the start of lines and the text ends with a line break or is empty; or else its first line, when nothing
 * follows the text on its last line and the text begins with a line break, or is empty (and no part of the line alone was
 * replaced), and it had and has a line break at its end.
 *
 * Keystrokes on one line are one changed line: the first line of the change is not counted again while it is in hand.
 * `added − removed` is always the growth of the document in lines as git has them.
 */
export function countLines(change: TextChange, { lineInHand, tail, end }: LineContext): LineCount {
  const { range, text } = change;
  const breaks = lineBreaksIn(text);
  const removed = range.end.line - range.start.line + (end?.wasEmpty ? 0 : 1);
  const added = breaks + (end?.isEmpty ? 0 : 1);
  const areWhole = isWholeLines(range, text);
  const isSame = areWhole
    ? !end?.isEmpty
    : range.start.line === lineInHand || (tail === 0 && isFirstLineWhole(change, end !== undefined));
  const shared = isSame ? Math.min(1, added, removed) : 0;
  const isInHand = !areWhole && !end?.isEmpty;
  return {
    added: added - shared,
    removed: removed - shared,
    lineInHand: isInHand ? range.start.line + breaks : noLine,
  };
}

/** Returns the `LinesSignal` of a change: which whole lines moved, so that positions can follow them. */
export function linesMoved({ range, text }: TextChange): Pick<LinesSignal, 'line' | 'removed' | 'added'> {
  const { start, end } = range;
  // A change inside a line leaves that line where it is, and moves the ones below.
  const line = start.character === 0 ? start.line : start.line + 1;
  return { line, removed: end.line - start.line, added: lineBreaksIn(text) };
}

/** Line breaks in a text; `\r\n` is one. */
export function lineBreaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function isWholeLines({ start, end }: TextChange['range'], text: string): boolean {
  return start.character === 0 && end.character === 0 && (text === '' ? end.line > start.line : text.endsWith('\n'));
}

/**
 * Nothing follows the text on its last line. If later lines were removed too, it is unknown what was removed from the first line; then
 * assume nothing, since people and tools replace whole lines. A line that gains or loses its line break at the end of the document is a
 * different line for git.
 */
function isFirstLineWhole({ range: { start, end }, text }: TextChange, atEnd: boolean): boolean {
  const lines = end.line - start.line;
  if (text === '') return lines > 0 && !atEnd;
  const isInsertion = lines === 0 && start.character === end.character && !atEnd;
  return (lines > 0 || isInsertion) && (text.startsWith('\n') || text.startsWith('\r\n'));
}
