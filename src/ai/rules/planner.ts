import type { PlanDraft, PlanInputs } from '../../shared/planInputs.ts';
import type { Translate } from '../../shared/translate.ts';

/** The built-in planner: no key, no network, the same draft for the same inputs. Clamped by `clampPlan` as any other's. */
export declare function planByRules(inputs: PlanInputs, t: Translate): PlanDraft;
