import * as z from 'zod';
import { isTimeMeasure, type GoalMeasureName, type GoalPeriodName } from '../core/views/goalNames.ts';
import { collection } from '../core/records/collection.ts';
import { plannedDay } from '../core/views/plannedDay.ts';

/** Measures of a goal. Time is in minutes, the others are counts. */
export const goalMeasures = [
  'time',
  'project',
  'language',
  'kind',
  'category',
  'tasks',
  'commits',
  'commitDays',
  'focusSessions',
] as const satisfies readonly GoalMeasureName[];
export type GoalMeasure = (typeof goalMeasures)[number];

export const goalPeriods = ['day', 'week', 'month'] as const satisfies readonly GoalPeriodName[];
export type GoalPeriod = (typeof goalPeriods)[number];

/** Bounds that the form shows while typing. */
export const goalLimits = { minutes: 31 * 24 * 60, count: 10_000, name: 1000, restDays: 366 } as const;

const weekday = z.number().int().min(0).max(6);

/** The fields of a goal that a person sets. */
export const goalFields = z.object({
  measure: z
    .enum(goalMeasures)
    .describe(
      'What is measured: time in total or of one project, language, kind, or category with its parts; tasks done; commits; days with a commit; focus sessions that ran as planned.',
    ),
  /** Erasing a project erases the goals that name it here. */
  project: z.string().min(1).max(goalLimits.name).optional().describe('The project, for the measure `project`.'),
  subject: z
    .string()
    .min(1)
    .max(goalLimits.name)
    .optional()
    .describe('The language, the kind, or the id of the category, for those measures.'),
  direction: z.enum(['atLeast', 'atMost']),
  target: z
    .number()
    .int()
    .min(1)
    .max(goalLimits.minutes)
    .describe('Minutes for time, otherwise a number of tasks, commits, days, or focus sessions.'),
  period: z.enum(goalPeriods),
  weekdays: z.array(weekday).min(1).max(7).describe('The weekdays that count: 0 is Sunday, 6 is Saturday.'),
  // Not `start` and `end`: those are columns for instants, and a goal's days are civil ones.
  firstDay: plannedDay.describe('The first day that counts.'),
  lastDay: plannedDay.optional().describe('The last day that counts. Without it, the goal has no end.'),
});

/** A goal as it is saved: a new one, or with the `id` of the one that changes. Checked as a whole. */
export const goalInput = goalFields.extend({ id: z.string().optional() }).check((context) => {
  const { measure, project, subject, firstDay, lastDay, target } = context.value;
  const issue = (path: string, message: string) =>
    context.issues.push({ code: 'custom', input: context.value, path: [path], message });
  if (measure === 'project' && project === undefined) issue('project', 'name the project that the goal is about');
  if (hasSubject(measure) && subject === undefined)
    issue('subject', 'name the language, kind, or category that the goal is about');
  if (lastDay !== undefined && lastDay < firstDay) issue('lastDay', 'the last day is before the first');
  if (!isTimeMeasure(measure) && target > goalLimits.count) issue('target', `at most ${goalLimits.count}`);
});

export type GoalInput = z.input<typeof goalInput>;
export type Goal = z.infer<typeof goalFields>;

/** Goals that a person set. An archived goal keeps its history. */
export const goals = collection('goals', goalFields.extend({ status: z.enum(['active', 'archived']) }));

/** Days off that a person planned: they excuse a missed goal, and never count against it. */
export const restDays = collection('restDays', z.object({ from: plannedDay, to: plannedDay }));
export type RestDays = z.infer<typeof restDays.schema>;

/** Returns true for a measure of the time of a `subject`: a language, a kind, or a category. */
export function hasSubject(measure: GoalMeasure): measure is 'language' | 'kind' | 'category' {
  return measure === 'language' || measure === 'kind' || measure === 'category';
}
