import type { Correction } from '../../core/facts/corrections.ts';
import { clip } from '../segment.ts';
import type { Segment } from '../segment.ts';
import { merge, without } from '../union.ts';

/**
 * A timeline with a person's corrections, each on what the ones before it left: the last one has the last word. No correction makes time
 * out of nothing but `mark`, and that only where nothing counts.
 * @param segments disjoint, in order
 * @param corrections in order of creation
 */
export function corrected(segments: readonly Segment[], corrections: readonly Correction[]): Segment[] {
  return corrections.reduce<Segment[]>(
    (timeline, correction) => correctedBy(timeline, correction),
    Array.from(segments),
  );
}

function correctedBy(segments: readonly Segment[], correction: Correction): Segment[] {
  const range = correctionRange(correction);
  const outside = without(segments, [range]);
  if (correction.what === 'exclude') return outside;
  if (correction.what === 'mark')
    return correction.kind === 'break' ? [...segments] : merge(segments, without([range], segments));
  const { kind, project, id } = correction;
  const inside = within(segments, range).map((segment): Segment => {
    const changes = { ...(kind !== undefined && { kind }), ...(project !== undefined && { project }) };
    const { connection, ...rest } = segment;
    // In another project, it is no longer the one that the page connects to.
    const isConnected = connection !== undefined && project === undefined;
    return { ...rest, ...(isConnected && { connection }), ...changes, ruledBy: correctionRule(id) };
  });
  return merge(outside, inside);
}

/** Returns the rule id in a segment for the correction that decided it. */
export function correctionRule(id: string): string {
  return `correction ${id}`;
}

/** Returns a correction's range as the segment that it creates. */
export function correctionRange(correction: Correction): Segment {
  const { id, start, end, offset } = correction;
  const mark = correction.what === 'mark' ? correction : undefined;
  const doing = { kind: mark?.kind ?? 'other', source: 'manual', project: mark?.project } as const;
  const nowhere = { file: undefined, language: undefined, branch: undefined };
  return { start, end, offset, basis: 'manual', factId: id, ruledBy: correctionRule(id), ...doing, ...nowhere };
}

function within(segments: readonly Segment[], { start, end }: Segment): Segment[] {
  return segments
    .filter((segment) => segment.start < end && segment.end > start)
    .map((segment) => clip(segment, Math.max(segment.start, start), Math.min(segment.end, end)));
}
