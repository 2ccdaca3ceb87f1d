import type { Feature } from '../../feature.ts';

/** A day's plan: generated from measurements, stored as facts, ticked and edited by the user. */
export const plan: Feature = {
  id: 'plan',
  commands: (services) => ({
    'daymark.generatePlan': async () => (await import('./generating.ts')).generateAndShow(services),
  }),
};
