import { daySchema } from '../core/views/views.ts';

/** A day of the years 2000 to 2100: no goal begins or ends further away. */
export const civilDay = daySchema.refine((day) => day >= '2000-01-01' && day <= '2100-12-31', {
  error: 'must be a day of the years 2000 to 2100',
});
