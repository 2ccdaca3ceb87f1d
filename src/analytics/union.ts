import { Heap } from './heap.ts';
import { clip } from './segment.ts';
import type { Basis, Candidate, Segment } from './segment.ts';

/** Where two overlap: the smaller rank; of equal rank the one that began later, since the person moved there. */
function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.rank !== b.rank) return a.rank < b.rank;
  if (a.start !== b.start) return a.start > b.start;
  return a.factId > b.factId;
}

function byStart(a: Candidate, b: Candidate): number {
  return a.start - b.start || (isBetter(a, b) ? 1 : -1);
}

/** A stretch `[start, end)` between two candidates that none of them covers. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  /** The candidate that ended last before it. */
  readonly before: Candidate;
  readonly after: Candidate;
}

/** Decides which gaps count and as what, from all gaps in order. Undefined for one that doesn't. */
export type FillRule = (gaps: readonly Gap[]) => (gap: Gap, index: number) => Basis | undefined;

/** Fills gaps up to a limit (ms). */
export function fillUpTo(limitMs: number): FillRule {
  return () =>
    ({ start, end }) =>
      end - start <= limitMs ? 'gap' : undefined;
}

/**
 * The union of overlapping candidates as disjoint segments in order, each owned by the best candidate of its time. Gaps that `fill`
 * counts belong to the candidate that ended last before them. O(n log n), the same for any order of input.
 */
export function unionOf(candidates: readonly Candidate[], fill?: FillRule): Segment[] {
  const { segments, gaps } = swept(candidates);
  if (!fill || gaps.length === 0) return segments;
  const basisOf = fill(gaps);
  return withGaps(segments, gaps.map(basisOf), gaps);
}

/** Puts the gaps that have a basis among the segments around them. */
function withGaps(
  segments: readonly Segment[],
  bases: readonly (Basis | undefined)[],
  gaps: readonly Gap[],
): Segment[] {
  const filled: Segment[] = [];
  let next = 0;
  for (const segment of segments) {
    for (let gap = gaps[next]; gap && gap.start < segment.start; gap = gaps[++next]) {
      const basis = bases[next];
      if (basis) filled.push({ ...clip(gap.before, gap.start, gap.end), basis });
    }
    filled.push(segment);
  }
  for (; next < gaps.length; next++) {
    const { before, start, end } = gaps[next] as Gap;
    const basis = bases[next];
    if (basis) filled.push({ ...clip(before, start, end), basis });
  }
  return filled;
}

function swept(candidates: readonly Candidate[]): { segments: Segment[]; gaps: Gap[] } {
  const sorted = candidates.filter(({ start, end }) => end >= start).sort(byStart);
  const active = new Heap<Candidate>(isBetter);
  const segments: Segment[] = [];
  const gaps: Gap[] = [];
  let last: Candidate | undefined;
  let next = 0;
  let at = sorted[0]?.start ?? 0;
  while (next < sorted.length || active.top) {
    for (let one = sorted[next]; one && one.start <= at; one = sorted[++next]) {
      active.push(one);
      if (!last || one.end >= last.end) last = one;
    }
    while (active.top && active.top.end <= at) active.pop();
    const begins = sorted[next]?.start ?? Number.POSITIVE_INFINITY;
    const owner = active.top;
    if (owner) {
      const until = Math.min(owner.end, begins);
      push(segments, clip(owner, at, until));
      at = until;
    } else if (last && next < sorted.length) {
      if (begins > at) gaps.push({ start: at, end: begins, before: last, after: sorted[next] as Candidate });
      at = begins;
    }
  }
  return { segments, gaps };
}

/** Adds a segment, or lengthens the last one when nothing came between. */
function push(segments: Segment[], segment: Segment): void {
  const before = segments.at(-1);
  const goesOn = before?.factId === segment.factId && before.end === segment.start && before.basis === segment.basis;
  if (goesOn) segments[segments.length - 1] = clip(before, before.start, segment.end);
  else segments.push(segment);
}

/** What of `segments` lies outside of `taken`; both disjoint and in order. */
export function without(segments: readonly Segment[], taken: readonly Segment[]): Segment[] {
  const rest: Segment[] = [];
  let first = 0;
  for (const segment of segments) {
    while (first < taken.length && (taken[first] as Segment).end <= segment.start) first++;
    let at = segment.start;
    for (let i = first; i < taken.length && (taken[i] as Segment).start < segment.end; i++) {
      const { start, end } = taken[i] as Segment;
      if (start > at) rest.push(clip(segment, at, start));
      at = Math.max(at, end);
    }
    if (at < segment.end) rest.push(at === segment.start ? segment : clip(segment, at, segment.end));
  }
  return rest;
}

/** Two timelines that don't overlap, as one in order. */
export function merge(a: readonly Segment[], b: readonly Segment[]): Segment[] {
  if (b.length === 0) return [...a];
  return [...a, ...b].sort((one, other) => one.start - other.start);
}
