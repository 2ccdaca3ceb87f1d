import { countLines, lineBreaksIn } from '../../../tracking/lines.ts';
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
 * @param lineInHand what the event before left for the same document
 */
export function changedLines(changes: readonly TextChange[], document: ChangedText, lineInHand: number): ChangedLines {
  const total = { added: 0, removed: 0, lineInHand };
  // How far the changes above this one have moved it.
  let shift = 0;
  if (changes.length > 1) for (const change of changes) shift += growthOf(change);
  for (const change of changes) {
    if (changes.length > 1) shift -= growthOf(change);
    const counted = countLines(change, { lineInHand: total.lineInHand, tail: tailOf(change, document, shift) });
    total.added += counted.added;
    total.removed += counted.removed;
    total.lineInHand = counted.lineInHand;
  }
  return total;
}

const growthOf = ({ range, text }: TextChange): number => lineBreaksIn(text) - (range.end.line - range.start.line);

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
