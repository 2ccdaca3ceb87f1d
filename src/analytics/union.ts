import { Heap } from './heap.ts';
import { clip } from './segment.ts';
import type { Basis, Candidate, Segment } from './segment.ts';

/** Decides between two that overlap: the lower rank wins, then the later start, since the person moved there. */
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

/** Which gaps count. */
export interface GapFill {
  /** Those up to this long (ms) always do. */
  readonly limitMs: number;
  /** Decides which longer ones do and as what, from all longer gaps in order. Undefined for one that doesn't. */
  readonly longer?: (gaps: readonly Gap[]) => (gap: Gap) => Basis | undefined;
}

/**
 * The union of overlapping candidates as disjoint segments in order, each owned by the best candidate of its time. Gaps that `fill`
 * counts belong to the candidate that ended last before them. O(n log n), the same for any order of input.
 */
export function unionOf(candidates: readonly Candidate[], { limitMs, longer }: GapFill = { limitMs: 0 }): Segment[] {
  const { segments, gaps } = swept(candidates, limitMs);
  if (!longer || gaps.length === 0) return segments;
  const basisOf = longer(gaps);
  const counted = gaps.flatMap((gap) => {
    const basis = basisOf(gap);
    return basis ? [{ ...clip(gap.before, gap.start, gap.end), basis }] : [];
  });
  return merge(segments, counted);
}

/** The union with gaps up to a limit filled, and the longer gaps. */
function swept(candidates: readonly Candidate[], limitMs: number): { segments: Segment[]; gaps: Gap[] } {
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
      if (begins - at > limitMs) gaps.push({ start: at, end: begins, before: last, after: sorted[next] as Candidate });
      else segments.push({ ...clip(last, at, begins), basis: 'gap' });
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

/** Returns the parts of `segments` outside of `taken`; both must be disjoint and sorted. */
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
