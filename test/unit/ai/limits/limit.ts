import type { DigestFact } from '../../../../src/core/insights/digest.ts';

export type Values = DigestFact['values'];
export type Finding = readonly [type: string, impact: string, description: string];

/** A fact right on the limits of a rule, and what the rule finds in it and in others beside them. */
export interface Limit {
  readonly rule: string;
  readonly of: Pick<DigestFact, 'topic'> & Partial<DigestFact>;
  /** Values right on the limits. */
  readonly at: Values;
  readonly finds: Finding;
  /** Single values that are just not enough: nothing is found. */
  readonly misses?: readonly Values[];
  /** Values that make it cost more, and those that are just not enough for that. */
  readonly high?: readonly Values[];
  readonly notHigh?: readonly Values[];
}
