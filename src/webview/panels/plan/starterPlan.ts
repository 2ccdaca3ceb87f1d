import { unmeasured } from '../../../core/insights/unmeasured.ts';
import type { Plan } from '../../../core/views/views.ts';

/** True for a plan that was made before anything was measured: the evidence of each task that you didn't add says so. */
export function isStarterPlan({ tasks }: Pick<Plan, 'tasks'>): boolean {
  const generated = tasks.filter(({ source }) => source !== 'user');
  return generated.length > 0 && generated.every(({ evidence }) => evidence.some(({ id }) => id === unmeasured.work));
}
