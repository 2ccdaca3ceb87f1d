import type { Evidence } from '../core/facts/facts.ts';

/** A planned task for a goal has this in its evidence. */
const prefix = 'goal:';

/** Returns the evidence of a planned task that was made for a goal. */
export function evidenceOfGoal(id: string, text: string): Evidence {
  return { id: `${prefix}${id}`, text };
}

/** Returns true for a planned task that was made for a goal: the next plan asks the goal again. */
export function isForGoal(evidence: readonly Evidence[]): boolean {
  return evidence.some(({ id }) => id.startsWith(prefix));
}
