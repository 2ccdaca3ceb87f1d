import { daySchema } from './views.ts';

/** A day of the years 2000 to 2100. Nobody's plans, goals, or days off lie further away. */
export const plannedDay = daySchema.refine((day) => day >= '2000-01-01' && day <= '2100-12-31', {
  error: 'must be a day of the years 2000 to 2100',
});
