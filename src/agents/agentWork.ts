import type { Interval } from '../core/time/intervals.ts';

/** Something that a log dates: a person's prompt, or an answer or a tool call of the agent's. */
export interface Moment {
  readonly at: number;
  readonly isPrompt: boolean;
}

/**
 * An agent that is silent for longer than this (ms) may be waiting for a permission, or may have stopped. A log doesn't say which, so the
 * time is not counted.
 */
const silenceMs = 10 * 60_000;

/**
 * Returns when an agent worked in a session: between a prompt or a sign of the agent and its next sign, if they are at most 10 minutes
 * apart. From its last sign to the next prompt, it waited for its human.
 * @param moments in any order; repeated ones change nothing
 * @returns disjoint stretches, in order
 */
export function workOf(moments: readonly Moment[]): Interval[] {
  const sorted = inOrder(moments);
  const work: { start: number; end: number }[] = [];
  for (const [i, { at, isPrompt }] of sorted.entries()) {
    const before = sorted[i - 1];
    if (!before || isPrompt || at === before.at || at - before.at > silenceMs) continue;
    const last = work.at(-1);
    if (last?.end === before.at) last.end = at;
    else work.push({ start: before.at, end: at });
  }
  return work;
}

/**
 * Returns when an agent had finished or asked something, and waited for its human: from its last sign to the next prompt of its session.
 * @param moments in any order; repeated ones change nothing
 * @returns disjoint stretches, in order
 */
export function waitsOf(moments: readonly Moment[]): Interval[] {
  const sorted = inOrder(moments);
  return sorted.flatMap(({ at, isPrompt }, i) => {
    const before = sorted[i - 1];
    return isPrompt && before && !before.isPrompt && at > before.at ? [{ start: before.at, end: at }] : [];
  });
}

/** By time; a prompt before a sign at the same time that answers it. */
function inOrder(moments: readonly Moment[]): Moment[] {
  return moments.toSorted((a, b) => a.at - b.at || Number(b.isPrompt) - Number(a.isPrompt));
}
