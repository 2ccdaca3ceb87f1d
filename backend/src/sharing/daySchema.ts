import * as z from 'zod';

/** A calendar day that can be shared, or asked for. */
export const daySchema = z.iso
  .date()
  .refine((day) => day >= '2000-01-01' && day < '2200-01-01', 'Give a day from 2000 to 2199.');
