import type { Feature } from '../../feature.ts';

/** The plan of a day: generated from what is measured, stored as facts, ticked and edited by the person. */
export const plan: Feature = {
  id: 'plan',
  commands: (services) => ({
    'daymark.generatePlan': async () => (await import('./generating.ts')).generateAndShow(services),
  }),
};
