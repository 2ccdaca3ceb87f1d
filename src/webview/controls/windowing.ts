import { firstIndex } from '../../core/base/firstIndex.ts';

/** The start of each row of a list, in px from its top, followed by the list's end. */
export function topsOf(keys: readonly string[], heightOf: (key: string) => number): number[] {
  const tops = [0];
  for (const [index, key] of keys.entries()) tops.push((tops[index] ?? 0) + heightOf(key));
  return tops;
}

/** Returns the row at a position (px from the top), clamped to the first and last one. */
export function rowAt(tops: readonly number[], place: number): number {
  const last = Math.max(0, tops.length - 2);
  return firstIndex(last, (row) => (tops[row + 1] ?? 0) > place);
}

/** A row, or the room of rows that are left out. */
export interface Piece {
  readonly key: string;
  readonly index?: number;
  readonly height: number;
}

interface Window {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** A row that is rendered at any position; -1 for none. */
  readonly kept: number;
}

/** The rows of a window and the one that is kept, with room for all others between them: the heights add up to the whole. */
export function pieces(tops: readonly number[], { from, to, kept }: Window): Piece[] {
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  if (kept >= 0 && kept < from) rows.unshift(kept);
  if (kept >= to && kept < tops.length - 1) rows.push(kept);
  const list: Piece[] = [];
  let at = 0;
  const fill = (until: number) => {
    const height = (tops[until] ?? 0) - (tops[at] ?? 0);
    if (height > 0)
      list.push({ key: `room${until < from ? 'a' : until === from ? 'b' : until === kept ? 'c' : 'd'}`, height });
  };
  for (const index of rows) {
    fill(index);
    list.push({ key: `row${index}`, index, height: (tops[index + 1] ?? 0) - (tops[index] ?? 0) });
    at = index + 1;
  }
  fill(tops.length - 1);
  return list;
}
