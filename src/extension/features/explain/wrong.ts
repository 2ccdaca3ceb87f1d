import * as z from 'zod';
import { activityKinds } from '../../../core/facts/activity.ts';
import { daySchema } from '../../../core/views/views.ts';

/** A mistake in a day, as an account's links specify it. */
export const wrongSchema = z.object({
  day: daySchema,
  /** The stretch or gap, ms since the epoch; absent: the person picks one. */
  start: z.number().optional(),
  end: z.number().optional(),
  /** Meaning of a gap; no further question is asked. */
  mark: z.enum(activityKinds).optional(),
  /** Change to a stretch; if absent, the user picks. */
  what: z.enum(['kind', 'project', 'split', 'exclude', 'excludePart', 'rule']).optional(),
});
export type CorrectionRequest = z.infer<typeof wrongSchema>;
