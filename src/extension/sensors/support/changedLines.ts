import { countLines, lineBreaksIn, type DocumentEnd } from '../../../tracking/lines.ts';
import type { TextChange } from '../../../tracking/provenance.ts';

/** A document after its changes; a `vscode.TextDocument` fits. */
export interface ChangedText {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

export interface ChangedLines {
  readonly added: number;
  readonly removed: number;
  readonly lineInHand: number;
}

/**
 * Lines added and removed by the changes of one event, which VS Code gives from the bottom of the document to its top.
 * @param lineInHand from the previous event of the same document
 */
export function changedLines(changes: readonly TextChange[], document: ChangedText, lineInHand: number): ChangedLines {
  const [first] = changes;
  // Most are keys within a line that is not the last.
  if (first && changes.length === 1 && first.range.end.line < document.lineCount - 1 && !first.text.includes('\n'))
    return countLines(first, { lineInHand, tail: tailOf(first, document, 0) });
  const total = { added: 0, removed: 0, lineInHand };
  // How far the changes above this one have moved it.
  let shift = 0;
  for (const change of changes) shift += growthOf(change);
  let end = endOf(changes, document, shift);
  for (const change of changes) {
    shift -= growthOf(change);
    const tail = tailOf(change, document, shift);
    const counted = countLines(change, { lineInHand: total.lineInHand, tail, end });
    total.added += counted.added;
    total.removed += counted.removed;
    total.lineInHand = counted.lineInHand;
    end = undefined;
  }
  return total;
}

const growthOf = ({ range, text }: TextChange): number => lineBreaksIn(text) - (range.end.line - range.start.line);

/** The lowest change's effect on the end of the document, if it reaches it. */
function endOf(changes: readonly TextChange[], document: ChangedText, growth: number): DocumentEnd | undefined {
  const [lowest] = changes;
  const last = document.lineCount - 1;
  if (!lowest || lowest.range.end.line + growth !== last) return undefined;
  const { length } = document.lineAt(last).text;
  const isNothingLeft = lowest.range.end.character === 0 && length === insertedOnLastLine(changes);
  return { wasEmpty: isNothingLeft, isEmpty: length === 0 };
}

/** Characters on the last line up to the end of the lowest change, after all changes. */
function insertedOnLastLine(changes: readonly TextChange[]): number {
  let column = 0;
  for (const [i, { range, text }] of changes.entries()) {
    const lastBreak = text.lastIndexOf('\n');
    column += text.length - (lastBreak + 1);
    if (lastBreak >= 0) break;
    const above = changes[i + 1]?.range.end;
    const isOnLine = above?.line === range.start.line;
    column += range.start.character - (isOnLine ? above.character : 0);
    if (!isOnLine) break;
  }
  return column;
}

/** Characters behind the inserted text. Looked up only where lines are joined or divided: nothing else depends on it. */
function tailOf({ range, text }: TextChange, document: ChangedText, shift: number): number | undefined {
  const { start, end } = range;
  const isDivision = text.startsWith('\n') || text.startsWith('\r\n');
  if (!isDivision && (text !== '' || start.line === end.line)) return undefined;
  const line = start.line + shift + lineBreaksIn(text);
  if (line < 0 || line >= document.lineCount) return undefined;
  const last = text.length - (text.lastIndexOf('\n') + 1);
  return document.lineAt(line).text.length - (isDivision ? last : start.character);
}
