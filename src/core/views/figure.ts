import * as z from 'zod';
import { activityKinds, sources } from '../facts/activity.ts';
import { daySchema, scoreComponentIds } from './views.ts';

const name = z.string().min(1).max(1000);

/**
 * A figure of a day, named by what it counts: all that is given must hold. Nothing but the day is the day's total. Names are as the
 * dashboard shows them (the short name of a project, "No project") or as they were recorded (its root); null is what has none.
 */
export const figureSchema = z.object({
  day: daySchema,
  /** From this instant on, ms since the epoch. */
  from: z.number().optional(),
  /** Up to this instant, ms since the epoch. */
  to: z.number().optional(),
  project: name.nullable().optional(),
  /** Relative to the project's root. */
  file: name.nullable().optional(),
  /** VS Code's language id. */
  language: name.nullable().optional(),
  branch: name.nullable().optional(),
  kind: z.enum(activityKinds).optional(),
  source: z.enum(sources).optional(),
  /** Time in which only a machine worked, instead of the person's. */
  machine: z.boolean().optional(),
  /** A component of the day's score: its value and the numbers behind it stand above the day's time. */
  component: z.enum(scoreComponentIds).optional(),
});
export type Figure = z.infer<typeof figureSchema>;
