import * as z from 'zod';
import { daySchema } from '../../../core/views/views.ts';
import { hostAction } from '../../hostAction.ts';

export const generatePlanAction = hostAction('plan.generate', {
  title: 'Generate a plan',
  description:
    'Makes a plan from what was measured, for the day of the setting `daymark.plan.for`. Fails with `plan-exists` when the day has a plan and `replace` is false; tasks that were completed or added by hand are kept.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ replace: z.boolean() }),
  result: z.object({ day: daySchema, tasks: z.number() }),
  run: async (services, { replace }) => {
    const { generateWithProgress } = await import('./generating.ts');
    const { day, tasks } = await generateWithProgress(services, replace);
    return { day, tasks };
  },
});
