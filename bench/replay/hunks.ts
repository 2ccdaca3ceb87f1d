import type { TextChange } from '../../src/tracking/provenance.ts';

/** A hunk of `git diff --unified=0`: lines from `line` (zero-based) on were replaced. */
export interface Hunk {
  readonly line: number;
  readonly removed: number;
  readonly added: readonly string[];
}

/** Reads the hunks of one file out of a diff without context. */
export function hunksIn(diff: string): Hunk[] {
  const hunks: { line: number; removed: number; added: string[] }[] = [];
  for (const text of diff.split('\n')) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(text);
    if (head) {
      const removed = Number(head[2] ?? 1);
      // Of a pure insertion git names the line before it, from 1.
      hunks.push({ line: Number(head[1]) - (removed === 0 ? 0 : 1), removed, added: [] });
    } else if (text.startsWith('+')) hunks.at(-1)?.added.push(text.slice(1));
  }
  return hunks;
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

  /** Makes the change of a hunk, as an editor makes it when somebody replaces these lines, and returns it. */
  replace({ line, removed, added }: Hunk): TextChange {
    const last = this.#lines.length - 1;
    const isAtEnd = line + removed > last;
    const end = isAtEnd
      ? { line: last, character: this.#lines[last]?.length ?? 0 }
      : { line: line + removed, character: 0 };
    // A hunk that reaches the end of a text without a last line break takes the break before it along.
    const start = line > last ? { line: last, character: this.#lines[last]?.length ?? 0 } : { line, character: 0 };
    const text = isAtEnd ? `${line > last ? '\n' : ''}${added.join('\n')}` : added.map((one) => `${one}\n`).join('');
    const rangeLength = this.#length(start, end);
    const before = (this.#lines[start.line] ?? '').slice(0, start.character);
    const after = (this.#lines[end.line] ?? '').slice(end.character);
    this.#lines.splice(start.line, end.line - start.line + 1, ...(before + text + after).split('\n'));
    return { range: { start, end }, rangeLength, text };
  }

  #length(start: { line: number; character: number }, end: { line: number; character: number }): number {
    if (start.line === end.line) return end.character - start.character;
    const between = this.#lines.slice(start.line, end.line).reduce((sum, { length }) => sum + length + 1, 0);
    return between - start.character + end.character;
  }
}
