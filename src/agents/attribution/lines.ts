/** A line as a number of 53 bits, without its white space: code is never kept, and a formatter that indents it changes nothing. */
export type LineHash = number;

/** Hashes the lines of a text, in order. Blank lines are left out: they say nothing of who wrote them. */
export function linesOf(text: string): LineHash[] {
  const found: LineHash[] = [];
  for (let start = 0; start <= text.length;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const hash = hashLine(text, start, end);
    if (hash !== undefined) found.push(hash);
    start = end + 1;
  }
  return found;
}

/**
 * Returns the hash of one line, which may be a part of a longer text; undefined for a blank one. The function is cyrb53 (public domain),
 * which isn't a secret and needs none.
 */
export function hashLine(text: string, start = 0, end = text.length): LineHash | undefined {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  let isBlank = true;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0) continue;
    isBlank = false;
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  if (isBlank) return undefined;
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** Returns the added and removed lines of a change. */
export interface LineChange {
  readonly added: readonly LineHash[];
  readonly removed: readonly LineHash[];
}

/** Compares two texts by the count of each line: a line that only moved is neither added nor removed. */
export function changeBetween(before: string, after: string): LineChange {
  return changeOf({ removed: linesOf(before), added: linesOf(after) });
}

/** Reads the lines of a patch that begin with `+` or `-`; all others are context. */
export function changeOfPatch(lines: readonly string[]): LineChange {
  const [added, removed]: [LineHash[], LineHash[]] = [[], []];
  for (const line of lines) {
    const marked = line.startsWith('+') ? added : line.startsWith('-') ? removed : undefined;
    const hash = marked && hashLine(line, 1);
    if (hash !== undefined) marked?.push(hash);
  }
  return changeOf({ added, removed });
}

/** Cancels out lines that are both added and removed. */
function changeOf({ added, removed }: LineChange): LineChange {
  const left = countsOf(removed);
  const isNew = (line: LineHash): boolean => !take(left, line);
  return {
    added: added.filter(isNew),
    removed: Array.from(left, ([line, count]) => Array<LineHash>(count).fill(line)).flat(),
  };
}

/** Counts each line. */
export function countsOf(lines: readonly LineHash[]): Map<LineHash, number> {
  const counts = new Map<LineHash, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** Removes one of these lines. @returns false if there is none */
export function take(counts: Map<LineHash, number>, line: LineHash): boolean {
  const count = counts.get(line) ?? 0;
  if (count === 0) return false;
  counts.set(line, count - 1);
  return true;
}
