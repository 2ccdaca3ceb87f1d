import type { TextChange } from '../../src/tracking/provenance.ts';

/** A hunk of `git diff --unified=0`: lines from `line` (zero-based) on were replaced. */
export interface Hunk {
  readonly line: number;
  readonly removed: number;
  readonly added: readonly string[];
  /** The last line that was added is the last of the file, without a line break behind it. */
  readonly open: boolean;
}

/** A position in a text, zero-based. */
interface Position {
  readonly line: number;
  readonly character: number;
}

/** An editor's change for a hunk. */
export interface Replacement {
  readonly start: Position;
  readonly end: Position;
  readonly text: string;
}

/** Reads the hunks of one file out of a diff without context. */
export function hunksIn(diff: string): Hunk[] {
  const hunks: { line: number; removed: number; added: string[]; open: boolean }[] = [];
  let last = '';
  for (const text of diff.split('\n')) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(text);
    const hunk = hunks.at(-1);
    if (head) {
      const removed = Number(head[2] ?? 1);
      // For a pure insertion git names the line before it, counted from 1.
      hunks.push({ line: Number(head[1]) - (removed === 0 ? 0 : 1), removed, added: [], open: false });
    } else if (text.startsWith('+')) hunk?.added.push(text.slice(1));
    else if (text.startsWith('\\') && last === '+' && hunk) hunk.open = true;
    last = text.charAt(0);
  }
  return hunks;
}

/**
 * Returns the change by which someone replaces the lines of a hunk.
 * @param lines of the text before, the last one empty if the text ends with a line break
 */
export function replacementOf({ line, removed, added, open }: Hunk, lines: readonly string[]): Replacement {
  const last = lines.length - 1;
  const atEnd = { line: last, character: lines[last]?.length ?? 0 };
  const text = added.map((one) => `${one}\n`).join('');
  return {
    start: line > last ? atEnd : { line, character: 0 },
    end: line + removed > last ? atEnd : { line: line + removed, character: 0 },
    text: open ? text.slice(0, -1) : text,
  };
}

/** A document that edits are made to, as far as the counting of lines looks at it. */
export class ReplayDocument {
  readonly #lines: string[];

  constructor(text: string) {
    this.#lines = text.split('\n');
  }

  get lineCount(): number {
    return this.#lines.length;
  }

  lineAt(line: number): { readonly text: string } {
    return { text: this.#lines[line] ?? '' };
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  /** Applies a hunk like an editor in which someone replaces these lines, and returns the change. */
  replace(hunk: Hunk): TextChange {
    const { start, end, text } = replacementOf(hunk, this.#lines);
    const rangeLength = this.#length(start, end);
    const before = (this.#lines[start.line] ?? '').slice(0, start.character);
    const after = (this.#lines[end.line] ?? '').slice(end.character);
    this.#lines.splice(start.line, end.line - start.line + 1, ...(before + text + after).split('\n'));
    return { range: { start, end }, rangeLength, text };
  }

  #length(start: Position, end: Position): number {
    if (start.line === end.line) return end.character - start.character;
    const between = this.#lines.slice(start.line, end.line).reduce((sum, { length }) => sum + length + 1, 0);
    return between - start.character + end.character;
  }
}
