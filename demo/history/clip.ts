import type { Fact } from '../../src/core/facts/facts.ts';

/**
 * A fact as it was known at an instant: what came later is cut off, or undone.
 * @returns undefined when nothing was known of it
 */
export function clip(fact: Fact, until: number): Fact | undefined {
  if (whenBegun(fact) > until) return undefined;
  if (fact.type === 'span') return { ...fact, end: Math.min(fact.end, until) };
  if (fact.type === 'run' && (fact.end ?? 0) > until) return without(without(fact, 'end'), 'exitCode');
  if (fact.type === 'diagnostic' && (fact.fixed ?? 0) > until) return without(fact, 'fixed');
  return fact;
}

/** Returns when a fact is written for the last time, which gives the order of a journal. */
export function whenWritten(fact: Fact): number {
  if (fact.type === 'record') return fact.clock.time;
  if (fact.type === 'diagnostic') return fact.fixed ?? fact.introduced;
  return fact.type === 'span' || fact.type === 'run' ? (fact.end ?? fact.start) : fact.at;
}

function whenBegun(fact: Fact): number {
  if (fact.type === 'record') return fact.clock.time;
  if (fact.type === 'diagnostic') return fact.introduced;
  return fact.type === 'span' || fact.type === 'run' ? fact.start : fact.at;
}

function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> & { [P in K]?: never } {
  const { [key]: left, ...rest } = value;
  void left;
  return rest as Omit<T, K> & { [P in K]?: never };
}
