import type { Feature } from '../../feature.ts';

/** "Change Time Rules": what other limits, rules or projects would make of the last 30 days, before they apply to all of the past; and categories, with a preview of each rule. */
export const timeRules: Feature = {
  id: 'timeRules',
  commands: (services) => ({
    'daymark.changeTimeRules': async (input: unknown) => (await import('./change.ts')).change(services, input),
    'daymark.manageCategories': async () => (await import('./manageCategories.ts')).manageCategories(services),
  }),
};
