import * as z from 'zod';
import { daySchema } from '../core/views/views.ts';
import { goalMeasures, goalPeriods } from './goals.ts';

const count = z.number().int().min(0);
const amount = z.number().min(0).describe('Minutes for time, otherwise a number of tasks, commits, or focus sessions.');
const consistency = z.object({ met: count, due: count });

/** The number of past periods that a goal shows. */
export const periodsShown = 28;

export const goalView = z.object({
  id: z.string(),
  title: z.string(),
  measure: z.enum(goalMeasures),
  project: z.string().optional(),
  subject: z.string().optional(),
  direction: z.enum(['atLeast', 'atMost']),
  target: amount,
  period: z.enum(goalPeriods),
  weekdays: z.array(z.number().int().min(0).max(6)),
  firstDay: daySchema,
  lastDay: daySchema.optional(),
  archived: z.boolean(),
  /** The period that today is in; absent before the goal's first day and after its last. Days of rest lower its target. */
  now: z
    .object({ value: amount, target: amount, outcome: z.enum(['met', 'missed', 'spared', 'rest', 'open']) })
    .optional(),
  consistency: consistency.describe(
    'Met of all periods that were due in the last 8 weeks (6 months for monthly goals).',
  ),
  streak: z.object({ current: count, longest: count }),
  /** The last periods, oldest first. */
  recent: z
    .array(
      z.object({
        from: daySchema,
        to: daySchema,
        value: amount,
        outcome: z.enum(['met', 'missed', 'spared', 'rest', 'open']),
      }),
    )
    .max(periodsShown),
  fitting: amount
    .optional()
    .describe('A target that fits what was reached lately, for a goal that is missed most of the time.'),
});
export type GoalView = z.infer<typeof goalView>;

const named = z.object({ id: z.string(), name: z.string() });

export const goalsView = z.object({
  goals: z.array(goalView),
  hasArchived: z.boolean(),
  /** Days off, from the last 8 weeks on. */
  restDays: z.array(z.object({ id: z.string(), from: daySchema, to: daySchema })),
  /** Workdays with at least 15 minutes of measured time, in the last 53 weeks. */
  codingDays: z.object({ current: count, longest: count, consistency }),
  /** The weekdays on which the user works, by the settings. */
  workdays: z.array(z.number().int().min(0).max(6)),
  /** The choices for a new goal: what was worked on in the last 90 days, most time first, and all categories. */
  choices: z.object({ projects: z.array(named), languages: z.array(named), categories: z.array(named) }),
});
export type GoalsView = z.infer<typeof goalsView>;
