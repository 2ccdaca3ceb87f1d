import * as z from 'zod';
import { limits } from '../core/base/limits.ts';
import { unitTexts } from '../core/views/unitTexts.ts';
import { activityKinds } from '../core/facts/activity.ts';

/** An activity as it is logged by hand. */
export const activityInput = z.object({
  /** Absent for a new one. */
  id: z.string().optional(),
  title: z.string().trim().min(1).max(limits.titleLength),
  kind: z.enum(activityKinds),
  start: z.number().describe(unitTexts.instant),
  minutes: z.number().positive().max(limits.activityMinutes),
  errors: z.number().int().min(0).max(limits.errors),
  notes: z.string().max(limits.notesLength),
});
export type ActivityInput = z.infer<typeof activityInput>;
