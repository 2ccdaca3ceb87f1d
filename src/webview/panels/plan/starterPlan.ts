import { unmeasured } from '../../../core/insights/unmeasured.ts';
import type { Plan } from '../../../core/views/views.ts';

/** True for a plan that was made before anything was measured: the evidence of each task that you didn't add says so. */
export function isStarterPlan({ tasks }: Pick<Plan, 'tasks'>): boolean {
  const made = tasks.filter(({ source }) => source !== 'user');
  return made.length > 0 && made.every(({ evidence }) => evidence.some(({ id }) => id === unmeasured.work));
}
