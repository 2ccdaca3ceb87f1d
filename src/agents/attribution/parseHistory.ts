import { hashLine, type LineHash } from './lines.ts';
import type { HistoryCommit, Hunk } from './history.ts';

/** The arguments for `git log`; `parseHistory` reads the output. No name and no line of text can contain a NUL. */
export const historyFormat = '--format=%x00%H %P%x00%at %ct%x00%ae';

interface OpenFile {
  path: string;
  from?: string;
  hunks: OpenHunk[];
}

interface OpenHunk extends Hunk {
  readonly added: (LineHash | undefined)[];
  /** The number of remaining lines, so that a line of a file that looks like a header isn't taken for one. */
  left: number;
}

/**
 * Reads the output of `git log -p -U0` line by line, so that it never has to be in memory, and keeps no text of a file.
 * @param take gets each commit that is complete
 */
export class HistoryParser {
  readonly #take: (commit: HistoryCommit) => void;
  #commit: (Omit<HistoryCommit, 'files'> & { readonly files: OpenFile[] }) | undefined;
  #file: OpenFile | undefined;
  #hunk: OpenHunk | undefined;

  constructor(take: (commit: HistoryCommit) => void) {
    this.#take = take;
  }

  line(line: string): void {
    if (this.#hunk && this.#hunk.left > 0) return this.#change(line);
    if (line.startsWith('\0')) return this.#begin(line);
    if (line.startsWith('diff --git ')) {
      this.#file = undefined;
      return;
    }
    if (line.startsWith('rename from ')) this.#file = { path: '', from: nameIn(line.slice(12)), hunks: [] };
    else if (line.startsWith('rename to ') && this.#file) this.#named(this.#file, nameIn(line.slice(10)));
    else if (line.startsWith('--- ')) this.#file ??= { path: pathIn(line.slice(4)), hunks: [] };
    else if (line.startsWith('+++ ') && this.#file) this.#named(this.#file, pathIn(line.slice(4)) || this.#file.path);
    else if (line.startsWith('@@ ')) this.#open(line);
  }

  end(): void {
    if (this.#commit) this.#take(this.#commit);
    this.#commit = undefined;
  }

  #begin(line: string): void {
    this.end();
    const [, ids = '', times = '', author = ''] = line.split('\0');
    const [sha = '', parent] = ids.split(' ');
    const [authored, committed] = times.split(' ').map((seconds) => Number(seconds) * 1000);
    this.#commit = {
      sha,
      ...(parent && { parent }),
      authoredAt: authored ?? 0,
      committedAt: committed ?? 0,
      author: author.toLowerCase(),
      files: [],
    };
    this.#file = undefined;
    this.#hunk = undefined;
  }

  #named(file: OpenFile, path: string): void {
    file.path = path;
    if (!this.#commit?.files.includes(file)) this.#commit?.files.push(file);
  }

  #open(line: string): void {
    const [, , removed = '1', start = '0', added = '1'] =
      /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    const [gone, come] = [Number(removed), Number(added)];
    // If no lines were added, git reports the previous line.
    const at = come > 0 ? Number(start) - 1 : Number(start);
    this.#hunk = { start: Math.max(0, at), removed: gone, added: [], left: gone + come };
    this.#file?.hunks.push(this.#hunk);
  }

  #change(line: string): void {
    const hunk = this.#hunk;
    if (!hunk || line.startsWith('\\')) return;
    hunk.left--;
    if (line.startsWith('+')) hunk.added.push(hashLine(line, 1));
  }
}

/** The path behind `a/` or `b/`; empty for a file that is not there. */
function pathIn(text: string): string {
  const name = nameIn(text.replace(/\t$/, ''));
  return name === '/dev/null' ? '' : name.slice(2);
}

/** git quotes a name with a quotation mark, a backslash, or a control character. */
function nameIn(text: string): string {
  if (!text.startsWith('"')) return text;
  const bytes = text.slice(1, -1).replace(/\\([0-7]{3}|.)/g, (_, escaped: string) => {
    if (escaped.length === 3) return String.fromCharCode(Number.parseInt(escaped, 8));
    return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\u0007' }[escaped] ?? escaped;
  });
  return bytes;
}
