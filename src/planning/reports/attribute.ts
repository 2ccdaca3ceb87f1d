import { compareText } from '../../core/base/compareText.ts';
import type { MeasuredStretch } from '../../core/facts/measuredTime.ts';
import type { Interval } from '../../core/time/intervals.ts';

/** The part of a time entry that says what the time was for. */
export interface EntryClaim extends Interval {
  readonly id: string;
}

/** A stretch of time that was measured, within an entry, or both. Stretches of one result never overlap. */
export interface AttributedStretch<S extends MeasuredStretch = MeasuredStretch> extends Interval {
  /** The measurement of that time. */
  readonly measured?: S;
  /** The id of the entry that says what it was for. */
  readonly entry?: string;
}

/**
 * Returns for each stretch of time what was measured and which entry it belongs to. Where entries overlap, the last started one counts, so
 * no time counts twice. The measured stretches of the result add up to the given ones.
 * @param measured disjoint, in order
 */
export function attribute<S extends MeasuredStretch>(
  measured: readonly S[],
  entries: readonly EntryClaim[],
): AttributedStretch<S>[] {
  const claims = ownedBy(entries);
  const result: AttributedStretch<S>[] = [];
  let next = 0;
  for (const stretch of measured) {
    let at = stretch.start;
    while (next < claims.length && (claims[next] as EntryClaim).end <= at) next++;
    for (let index = next; index < claims.length && (claims[index] as EntryClaim).start < stretch.end; index++) {
      const { id, start, end } = claims[index] as EntryClaim;
      if (start > at) result.push({ start: at, end: start, measured: stretch });
      const until = Math.min(end, stretch.end);
      result.push({ start: Math.max(start, at), end: until, measured: stretch, entry: id });
      at = until;
    }
    if (at < stretch.end) result.push({ start: at, end: stretch.end, measured: stretch });
  }
  return [...result, ...without(claims, measured)];
}

/** Cuts entries so that they don't overlap: each instant belongs to the entry that started last. */
export function ownedBy(entries: readonly EntryClaim[]): EntryClaim[] {
  const cuts = [...new Set(entries.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const byStart = entries
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || compareText(a.id, b.id));
  const owned: EntryClaim[] = [];
  let open: EntryClaim[] = [];
  let next = 0;
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [start, end] = [cuts[index] as number, cuts[index + 1] as number];
    for (; next < byStart.length && (byStart[next] as EntryClaim).start <= start; next++)
      open.push(byStart[next] as EntryClaim);
    open = open.filter((entry) => entry.end > start);
    const owner = open.at(-1);
    const last = owned.at(-1);
    if (!owner) continue;
    if (last?.id === owner.id && last.end === start) owned[owned.length - 1] = { ...last, end };
    else owned.push({ id: owner.id, start, end });
  }
  return owned;
}

/** Returns what of entries lies outside of the measured time. */
function without(
  claims: readonly EntryClaim[],
  measured: readonly Interval[],
): (Interval & { readonly entry: string })[] {
  const rest: (Interval & { readonly entry: string })[] = [];
  let next = 0;
  for (const { id, start, end } of claims) {
    let at = start;
    while (next < measured.length && (measured[next] as Interval).end <= start) next++;
    for (let index = next; index < measured.length && (measured[index] as Interval).start < end; index++) {
      const stretch = measured[index] as Interval;
      if (stretch.start > at) rest.push({ start: at, end: stretch.start, entry: id });
      at = Math.max(at, stretch.end);
    }
    if (at < end) rest.push({ start: at, end, entry: id });
  }
  return rest;
}
