import * as z from 'zod';
import { activityKinds } from '../../../core/facts/activity.ts';
import { daySchema } from '../../../core/views/views.ts';

/** What is wrong with a day, as the links of its account say it. */
export const wrongSchema = z.object({
  day: daySchema,
  /** The stretch or gap, ms since the epoch; absent: the person picks one. */
  start: z.number().optional(),
  end: z.number().optional(),
  /** Where a gap was this: nothing more is asked. */
  mark: z.enum(activityKinds).optional(),
  /** What is to be done with a stretch; absent: the person picks. */
  what: z.enum(['kind', 'project', 'split', 'exclude', 'excludePart', 'rule']).optional(),
});
export type Wrong = z.infer<typeof wrongSchema>;
