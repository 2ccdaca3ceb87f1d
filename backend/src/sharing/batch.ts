import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import { daySchema } from './daySchema.ts';
import { aiSchema, entriesSchema, haveOwnIds, tasksSchema } from './sharedWork.ts';

/**
 * A batch's level of detail: time only, or time by language, by project alias, or by project name; `tasks` is by project name, with tasks, time
 * entries, and AI activity.
 */
export const levels = ['totals', 'language', 'alias', 'project', 'tasks'] as const;
export type Level = (typeof levels)[number];

const secondsOfDay = 86_400;
const mostDays = 400;
const mostItems = 5000;

export const itemSchema = z.strictObject({
  seconds: z.int().min(0).max(secondsOfDay),
  language: lineOf(100).optional(),
  alias: lineOf(100).optional(),
  project: lineOf(200).optional(),
});
export type SharedItem = z.infer<typeof itemSchema>;

const sharedDay = z.strictObject({
  day: daySchema,
  /** Grows with every change of the day on this machine; one that is not newer than the last is left out. */
  revision: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  items: z.array(itemSchema).max(1000),
  measuredSeconds: z
    .int()
    .min(0)
    .max(secondsOfDay)
    .optional()
    .describe('How much of the time was measured. The rest counts as entered by hand.'),
  focusSeconds: z
    .int()
    .min(0)
    .max(secondsOfDay)
    .optional()
    .describe('How much of the measured time was in focus sessions.'),
  entries: entriesSchema.optional().describe('Time entries that began on this day; only at the level "tasks".'),
  ai: aiSchema.optional().describe('AI activity of this day; only at the level "tasks".'),
});

/** The machine it comes from; each machine only replaces its own days. */
export const sourceSchema = z.string().regex(/^[\w-]{1,64}$/, 'Use up to 64 letters, digits, - and _.');

export const batchSchema = z
  .strictObject({
    level: z.enum(levels),
    source: sourceSchema,
    days: z.array(sharedDay).min(1).max(mostDays),
    tasks: tasksSchema.optional().describe('Replace all tasks of this source; only at the level "tasks".'),
  })
  .superRefine(({ level, days, tasks = [] }, context) => {
    const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (new Set(days.map(({ day }) => day)).size < days.length) problem(['days'], 'List each day only once.');
    if (days.reduce((sum, { items }) => sum + items.length, 0) > mostItems)
      problem(['days'], `Send at most ${mostItems} items at once.`);
    if (days.reduce((sum, { entries = [] }) => sum + entries.length, 0) > mostItems)
      problem(['days'], `Send at most ${mostItems} entries at once.`);
    if (!haveOwnIds(tasks)) problem(['tasks'], 'List each task only once.');
    if (level !== 'tasks' && tasks.length > 0) problem(['tasks'], 'Share tasks at the level "tasks".');
    for (const [i, { items, entries = [], ai, measuredSeconds = 0, focusSeconds = 0 }] of days.entries()) {
      if (level !== 'tasks' && (entries.length > 0 || ai))
        problem(['days', i], 'Share time entries and AI activity at the level "tasks".');
      if (!haveOwnIds(entries)) problem(['days', i, 'entries'], 'Give each entry of a day once.');
      const total = items.reduce((sum, { seconds }) => sum + seconds, 0);
      if (total > secondsOfDay) problem(['days', i, 'items'], 'A day has 24 hours.');
      if (measuredSeconds > total) problem(['days', i, 'measuredSeconds'], "This is more than the day's time.");
      if (focusSeconds > measuredSeconds) problem(['days', i, 'focusSeconds'], 'This is more than the measured time.');
      if (!items.every((one) => tellsOnly(one, level)))
        problem(
          ['days', i, 'items'],
          `At the level "${level}" each item has ${level === 'totals' ? 'seconds only' : `"${labelName(level)}" and seconds only`}.`,
        );
      if (new Set(items.map((one) => labelOf(one, level))).size < items.length)
        problem(['days', i, 'items'], 'Give each item of a day once.');
    }
  });
export type Batch = z.infer<typeof batchSchema>;

/** A batch with more detail than its level is refused, so that a client's bug shares nothing by accident. */
function tellsOnly(one: SharedItem, level: Level): boolean {
  const names = (['language', 'alias', 'project'] as const).filter((name) => one[name] !== undefined);
  return level === 'totals' ? names.length === 0 : names.length === 1 && names[0] === labelName(level);
}

function labelOf(one: SharedItem, level: Level): string | undefined {
  return level === 'totals' ? '' : one[labelName(level)];
}

/** The name by which a level splits the time. */
function labelName(level: Exclude<Level, 'totals'>): 'language' | 'alias' | 'project' {
  return level === 'tasks' ? 'project' : level;
}
