import type { PlanDraft, PlanInputs } from '../shared/planInputs.ts';
import type { Translate } from '../shared/translate.ts';

export interface ClampedPlan {
  readonly draft: PlanDraft;
  /** Items that cited no evidence that exists, and so were dropped. */
  readonly ungrounded: number;
  /** Tasks that did not fit the day. */
  readonly leftOver: number;
}

/** Makes any provider's draft fit the day, whatever it says. */
export declare function clampPlan(draft: PlanDraft, inputs: PlanInputs, t: Translate): ClampedPlan;
