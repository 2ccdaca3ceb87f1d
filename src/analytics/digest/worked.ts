import { firstIndex } from '../../core/base/firstIndex.ts';
import type { Segment } from '../segment.ts';
import type { DigestInput } from './digestFact.ts';

/** The person's time (ms) between two instants. */
export type WorkedBetween = (from: number, to: number) => number;

const cache = new WeakMap<DigestInput, WorkedBetween>();

/** Returns a function that measures human time between instants of the digest's days. Nights and breaks don't count. */
export function workedIn(measured: DigestInput): WorkedBetween {
  const known = cache.get(measured);
  if (known) return known;
  const measure = measureOver(measured.days.flatMap(([, segments]) => segments));
  cache.set(measured, measure);
  return measure;
}

function measureOver(segments: readonly Segment[]): WorkedBetween {
  const before: number[] = [0];
  for (const { start, end } of segments) before.push((before.at(-1) ?? 0) + end - start);
  const until = (at: number): number => {
    const next = firstIndex(segments.length, (i) => (segments[i] as Segment).end > at);
    const segment = segments[next];
    return (before[next] ?? 0) + (segment && segment.start < at ? at - segment.start : 0);
  };
  return (from, to) => Math.max(0, until(to) - until(from));
}
