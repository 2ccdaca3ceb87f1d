import * as z from 'zod';
import { instant } from '../../core/records/timeFields.ts';
import { limits } from '../../core/base/limits.ts';
import { occurrenceCollection, taskCollection } from '../../core/facts/plans.ts';
import { collection } from '../../core/records/collection.ts';
import { plannedDay } from '../../core/views/plannedDay.ts';
import { dueInstant, dueSchema, type Due } from './due.ts';
import { taskLink } from './links.ts';

export const taskStatuses = ['todo', 'inProgress', 'done', 'archived'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** From the lowest to the highest. */
export const taskPriorities = ['low', 'medium', 'high', 'urgent'] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/** Bounds that the forms show while typing. */
export const taskLimits = {
  title: limits.titleLength,
  text: 20_000,
  tag: 50,
  tags: 30,
  name: 1000,
  links: 30,
  /** Minutes. */
  estimate: 1000 * 60,
  interval: 365,
} as const;

const word = (longest: number) => z.string().trim().min(1, 'must not be empty').max(longest);
const tag = word(taskLimits.tag).regex(/^[^\s#,]+$/, 'must be one word, without #');

/** Tags are one and the same in upper and lower case; the first spelling stays. */
const tags = z
  .array(tag)
  .max(taskLimits.tags)
  .transform((all) =>
    [...new Map(all.map((one) => [one.toLowerCase(), one] as const).toReversed()).values()].toReversed(),
  );

export const recurrenceSchema = z.object({
  every: z.enum(['day', 'workday', 'week', 'month']),
  interval: z
    .number()
    .int()
    .min(1)
    .max(taskLimits.interval)
    .default(1)
    .describe('Repeats after this number of days, weeks, or months.'),
  weekdays: z
    .array(z.number().int().min(0).max(6))
    .min(1)
    .max(7)
    .optional()
    .describe('For `week`: 0 is Sunday, 6 is Saturday. Default: the weekday of the due date.'),
  monthDay: z
    .number()
    .int()
    .min(1)
    .max(31)
    .optional()
    .describe(
      'For `month`: the date. A month that is too short has it on its last day. Default: that of the due date.',
    ),
  from: z
    .enum(['due', 'done'])
    .default('due')
    .describe('Whether the next one is counted from the due date or from the day on which the task was done.'),
  until: plannedDay.optional().describe('The last day on which it can be due.'),
});

/** The fields of a task that a person sets. */
export const taskFields = z.object({
  title: word(taskLimits.title),
  description: z.string().max(taskLimits.text).optional().describe('Markdown.'),
  notes: z.string().max(taskLimits.text).optional(),
  priority: z.enum(taskPriorities),
  dueOn: dueSchema.optional(),
  tags: tags.optional(),
  category: word(taskLimits.name).optional(),
  /** A folder or a name. Erasing a project erases the tasks that name it here. */
  project: word(taskLimits.name).optional().describe("A project's folder or name."),
  estimate: z.number().int().min(1).max(taskLimits.estimate).optional().describe('Minutes.'),
  parent: z
    .string()
    .max(200)
    .optional()
    .describe('The task of which this is a subtask. Subtasks have none themselves.'),
  repeat: recurrenceSchema.optional().describe('How it repeats. Needs a due date.'),
  links: z.array(taskLink).max(taskLimits.links).optional(),
});

/** A new task. */
export const newTask = taskFields.extend({ priority: taskFields.shape.priority.default('medium') });
export type NewTask = z.output<typeof newTask>;

const { shape } = taskFields;

/** Changes of a task: `null` clears a field, an absent one stays. */
export const taskChanges = z.object({
  title: shape.title.optional(),
  description: shape.description.nullable(),
  notes: shape.notes.nullable(),
  priority: shape.priority.optional(),
  dueOn: shape.dueOn.nullable(),
  tags: shape.tags.nullable(),
  category: shape.category.nullable(),
  project: shape.project.nullable(),
  estimate: shape.estimate.nullable(),
  parent: shape.parent.nullable(),
  repeat: shape.repeat.nullable(),
  links: shape.links.nullable(),
});
export type TaskChanges = z.output<typeof taskChanges>;

/** Tasks. Due date, order, and status are in the clear (`due`, `sort`, `status`); everything else is sealed. */
export const tasks = collection(
  taskCollection,
  taskFields.extend({
    status: z.enum(taskStatuses),
    /** Set from `dueOn` by `withDue`; for sorting. */
    due: z.number().optional(),
    /** The position among the others: the smaller comes first. A new task has its `createdAt`. */
    sort: z.number(),
    /** Milliseconds since the epoch, like the two below. */
    createdAt: instant,
    updatedAt: instant,
    doneAt: instant.optional(),
    /** The person's day then. */
    doneOn: plannedDay.optional(),
  }),
);
export type Task = z.infer<typeof tasks.schema>;

/**
 * Occurrences of tasks that repeat which were completed or skipped, by `occurrenceId`. The open one is worked out from them
 * (`openOccurrence`), and isn't a record.
 */
export const occurrences = collection(
  occurrenceCollection,
  z.object({
    task: z.string(),
    day: plannedDay,
    status: z.enum(['done', 'skipped']),
    settledOn: plannedDay.describe('The day on which it was completed or skipped.'),
    settledAt: instant,
  }),
);
export type Occurrence = z.infer<typeof occurrences.schema>;

/** Adds the column that goes with a changed due date; the two are always in one patch. */
export function withDue<T extends { readonly dueOn?: Due | null | undefined }>(
  changes: T,
): T & { readonly due?: number | null } {
  const { dueOn } = changes;
  return dueOn === undefined ? changes : { ...changes, due: dueOn === null ? null : dueInstant(dueOn) };
}
