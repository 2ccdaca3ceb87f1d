import type { PlanDraft, PlanInputs } from '../../core/insights/planInputs.ts';
import type { Translate } from '../../core/base/translate.ts';
import { draftLearning } from './learning.ts';
import { draftReflection } from './reflection.ts';
import { draftTasks } from './tasks.ts';

/**
 * The built-in planner: no key, no network, and the same draft for the same inputs. Each item cites measurements, or says that it has no
 * evidence. The draft may be longer than the day: `clampPlan` makes it fit, as for any planner.
 */
export function planByRules(inputs: PlanInputs, t: Translate): PlanDraft {
  const learning = draftLearning(inputs, t);
  const reflection = draftReflection(inputs, t);
  return { tasks: draftTasks(inputs, t), ...(learning && { learning }), ...(reflection && { reflection }) };
}
