import * as z from 'zod';
import { limits } from '../core/base/limits.ts';
import { priorities } from '../core/facts/activity.ts';
import { daySchema } from '../core/views/views.ts';

/** A task as it is saved. */
export const taskInput = z.object({
  /** Absent for a new one. */
  id: z.string().optional(),
  day: daySchema,
  title: z.string().trim().min(1).max(limits.titleLength),
  priority: z.enum(priorities),
  minutes: z.number().int().min(5).max(limits.taskMinutes),
  /** The URL; empty for none, absent to leave it unchanged. */
  link: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(limits.linkLength)]).optional(),
});
export type TaskInput = z.infer<typeof taskInput>;
