import type { TextChange } from './provenance.ts';

export interface LineCount {
  readonly added: number;
  readonly removed: number;
  /** The line that the next change may go on with uncounted: hand it to the next call for the same document. */
  readonly lineInHand: number;
}

export interface LineContext {
  /** From the `LineCount` before, in the same document; -1 for none. */
  readonly lineInHand: number;
  /** Characters that follow the inserted text on its last line, after the change; absent where unknown. */
  readonly tail?: number;
}

export declare function countLines(change: TextChange, context: LineContext): LineCount;
/** What a `LinesSignal` says of the change. */
export declare function linesMoved(change: TextChange): { readonly line: number; readonly removed: number; readonly added: number };
