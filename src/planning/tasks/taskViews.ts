import * as z from 'zod';
import { categoryColors } from '../../core/categories/categories.ts';
import { daySchema, instant } from '../../core/views/views.ts';
import { dueSchema } from './due.ts';
import { taskLink } from './links.ts';
import { recurrenceSchema, taskPriorities, taskStatuses } from './tasks.ts';

const count = z.number().int().min(0);

export const taskView = z.object({
  id: z.string().describe('Of a completed occurrence of a repeating task, the id of the task and the day.'),
  /** The day of the occurrence that is shown; only for tasks that repeat. */
  occurrence: daySchema.optional(),
  title: z.string(),
  status: z.enum(taskStatuses),
  priority: z.enum(taskPriorities),
  due: dueSchema.extend({ day: daySchema }).optional(),
  dueDay: daySchema.optional().describe('The day on which it is due where the user is.'),
  overdue: z.boolean(),
  tags: z.array(z.string()),
  category: z.string().optional().describe('As it was set: the id or the name of a category.'),
  inCategory: z
    .object({ id: z.string(), name: z.string(), color: z.enum(categoryColors), isSuggested: z.boolean() })
    .optional()
    .describe('The category that it is in, by its own setting or suggested by a rule.'),
  project: z.string().optional(),
  estimate: count.optional().describe('Minutes.'),
  parent: z.object({ id: z.string(), title: z.string() }).optional(),
  subtasks: z.object({ done: count, total: count }).optional(),
  repeat: recurrenceSchema.optional(),
  links: z.array(taskLink),
  /** True if there is a description or a note; `tasks.get` returns them. */
  hasText: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  doneAt: instant.optional(),
});
export type TaskView = z.infer<typeof taskView>;

/** A task with its texts and subtasks. */
export const taskDetails = taskView.extend({
  // Not `description`, which is a property of Daymark's own text for models.
  markdown: z.string().optional().describe('Its description.'),
  notes: z.string().optional(),
  children: z.array(taskView),
});
export type TaskDetails = z.infer<typeof taskDetails>;

/** Groups by due date, in the order of the list. */
export const dueBuckets = ['overdue', 'today', 'tomorrow', 'week', 'later', 'none'] as const;
export type DueBucket = (typeof dueBuckets)[number];

export const taskGroupings = ['none', 'status', 'due', 'priority', 'project', 'category', 'tag'] as const;
export const taskOrders = ['manual', 'due', 'priority', 'created', 'updated', 'done', 'title'] as const;
export type TaskGrouping = (typeof taskGroupings)[number];
export type TaskOrder = (typeof taskOrders)[number];

const name = z.string().max(1000);

/** Which tasks to return; all given parts must match. */
export const taskFilter = z.object({
  status: z.array(z.enum(taskStatuses)).default(['todo', 'inProgress']).describe('Default: those that are open.'),
  text: z
    .string()
    .max(500)
    .optional()
    .describe('Words that all occur in title, description, notes, tags, category, project, or links.'),
  due: z.array(z.enum(dueBuckets)).optional().describe('`week` is the seven days after tomorrow; `none` has no date.'),
  priority: z.array(z.enum(taskPriorities)).optional(),
  tag: name.optional(),
  project: name.optional().describe("A project's folder or name."),
  category: name.optional().describe('The id or the name of a category, of the task itself or suggested by a rule.'),
  parent: z.string().max(200).optional().describe('Only the subtasks of this task.'),
});
export type TaskFilter = z.infer<typeof taskFilter>;

const pageSize = 200;

export const taskListParams = taskFilter.extend({
  groupBy: z.enum(taskGroupings).default('none'),
  sortBy: z.enum(taskOrders).default('manual'),
  offset: count.default(0).describe('How many to leave out at the beginning: `next` of the page before.'),
  limit: z.number().int().min(1).max(pageSize).default(100),
});
export type TaskListParams = z.output<typeof taskListParams>;

const named = z.object({ id: z.string(), count });

export const taskPage = z.object({
  tasks: z.array(taskView.extend({ group: z.string().optional().describe('Its group, by `groupBy`.') })),
  /** All groups in their order, with the number of their tasks. By tag, a task is in the group of each of its tags. */
  groups: z.array(named),
  total: count.describe('How many there are on all pages.'),
  next: count.optional().describe('The `offset` of the next page; absent on the last.'),
  /** The choices of a filter: tags, projects, and categories of all unarchived tasks, most tasks first. */
  tags: z.array(named),
  projects: z.array(named),
  /** Categories of these tasks, their own or suggested. */
  categories: z.array(named.extend({ name: z.string() })),
});
export type TaskPage = z.infer<typeof taskPage>;
