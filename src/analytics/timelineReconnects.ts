import type { StateFact } from '../core/facts/facts.ts';
import { writerOf } from './outcome.ts';
import { clip } from './segment.ts';
import type { Segment } from './segment.ts';

interface Limits {
  readonly idleLimitMs: number;
  readonly waitLimitMs: number;
}

/**
 * Returns gaps in which the person waited for a window that was disconnected, such as a remote one: its tracking never stopped, another
 * window started in the gap, and the person continued in the same project within the idle limit of that start. A window that only waits for
 * its connection records nothing, so such a gap is like any other.
 * @param observed disjoint, in order
 */
export function reconnectsOf(observed: readonly Segment[], states: readonly StateFact[], limits: Limits): Segment[] {
  if (states.length === 0) return [];
  const { idleLimitMs, waitLimitMs } = limits;
  // Most days have no such gap.
  let lastOf: Map<string, number> | undefined;
  const waits: Segment[] = [];
  for (let i = 1; i < observed.length; i++) {
    const [before, after] = [observed[i - 1], observed[i]] as [Segment, Segment];
    const length = after.start - before.end;
    if (length <= idleLimitMs || length > waitLimitMs || before.project !== after.project) continue;
    const [old, next] = [writerOf(before.factId), writerOf(after.factId)];
    lastOf ??= new Map(observed.map(({ factId, end }) => [writerOf(factId), end]));
    if (old === next || (lastOf.get(old) ?? 0) > before.end) continue;
    const between = states.filter(({ at }) => at >= before.end && at <= after.start);
    const isEnded = between.some(
      ({ id, state }) => writerOf(id) === old && (state === 'stopped' || state === 'paused'),
    );
    const isBack = between.some(
      ({ id, at, state }) => writerOf(id) === next && state === 'started' && after.start - at <= idleLimitMs,
    );
    if (isBack && !isEnded) waits.push({ ...clip(before, before.end, after.start), basis: 'waiting' });
  }
  return waits;
}
