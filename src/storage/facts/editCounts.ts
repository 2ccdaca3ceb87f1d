import type { EditCounts, SpanFact } from '../../core/facts/facts.ts';
import { wordOf } from './codes.ts';

/**
 * Counts of edits lie in a file as groups of four numbers: provenance, edits, added, removed. Each number is a varint (seven
 * bits to a byte, low ones first), since nearly all are small.
 */
export const encodeCounts = encodeNumbers;
export const decodeCounts = decodeNumbers;

/** Numbers from 0 on, as varints; null for none. */
export function encodeNumbers(numbers: readonly number[]): Uint8Array | null {
  return numbers.length > 0 ? Uint8Array.from(numbers.flatMap(varint)) : null;
}

export function decodeNumbers(bytes: Uint8Array | null): number[] {
  const numbers: number[] = [];
  let [number, factor] = [0, 1];
  for (const byte of bytes ?? []) {
    number += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) {
      numbers.push(number);
      [number, factor] = [0, 1];
    }
  }
  return numbers;
}

/** The larger of each count, by provenance. */
export function mergeCounts(one: readonly number[], other: readonly number[]): number[] {
  return combine([one, other], Math.max);
}

/** The sum of each count, by provenance. */
export function addCounts(one: readonly number[], other: readonly number[]): number[] {
  return combine([one, other], (a, b) => a + b);
}

function combine(both: readonly (readonly number[])[], by: (a: number, b: number) => number): number[] {
  const combined = new Map<number, number[]>();
  for (const groups of both) {
    for (let i = 0; i < groups.length; i += 4) {
      const [provenance = 0, ...counts] = groups.slice(i, i + 4);
      const before = combined.get(provenance);
      combined.set(provenance, before ? counts.map((count, at) => by(count, before[at] ?? 0)) : counts);
    }
  }
  return Array.from(combined)
    .sort(([a], [b]) => a - b)
    .flat(2);
}

export function toEdits(groups: readonly number[]): SpanFact['edits'] {
  const edits: Partial<Record<keyof SpanFact['edits'], EditCounts>> = {};
  for (let i = 0; i < groups.length; i += 4) {
    const [provenance = 0, count = 0, added = 0, removed = 0] = groups.slice(i, i + 4);
    edits[wordOf('provenance', provenance)] = { edits: count, added, removed };
  }
  return edits;
}

function varint(number: number): number[] {
  const bytes: number[] = [];
  let rest = Math.max(0, Math.round(number));
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
  return bytes;
}
