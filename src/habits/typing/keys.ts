/** One place of a change of text: what was taken out and what was put in. */
export interface KeyChange {
  /** Length of what was taken out, in UTF-16 units. */
  readonly rangeLength: number;
  readonly text: string;
}

/** Effect of one key on a text, in characters. */
export interface KeyEffect {
  readonly typed: number;
  readonly removed: number;
}

/** A key with the bracket or quote that the editor adds to it, or a character outside of the basic plane. */
const longestKey = 2;

/**
 * Returns what a key did, if a change looks like one: at each caret nothing, one character with its closing one, or a line break with its
 * indentation was put in. Larger pieces are pasted, completed, or written by a tool, and are no keys.
 */
export function effectOfKey(changes: readonly KeyChange[]): KeyEffect | undefined {
  let [typed, removed] = [0, 0];
  for (const { text, rangeLength } of changes) {
    if (text.length > longestKey && !/^\r?\n[ \t]*(?:\r?\n[ \t]*)?$/.test(text)) return undefined;
    // The indentation of a new line is the editor's.
    typed += text.length > longestKey ? 1 : lengthOf(text);
    removed += rangeLength;
  }
  return typed + removed === 0 ? undefined : { typed, removed };
}

function lengthOf(text: string): number {
  return text.length < longestKey ? text.length : text === '\r\n' ? 1 : Array.from(text).length;
}
