import { baseName } from '../../../core/base/baseName.ts';
import * as z from 'zod';
import { internalQuery, query } from '../../../core/operations/operation.ts';
import type { ReadOptions, Reading } from '../../../core/operations/reading.ts';
import { dayMs, minuteMs } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { isTimeZone } from '../../../core/time/zone.ts';
import { dueSchema } from '../due.ts';
import { taskLink } from '../links.ts';
import { makeTaskIndex } from '../taskIndex.ts';
import { recurrenceSchema, taskLimits, taskPriorities } from '../tasks.ts';
import { dateWordsOf, type QuickAddContext } from './dateWords.ts';
import { parseQuickAdd } from './quickAdd.ts';

export const quickAddParams = z.object({
  text: z.string().max(taskLimits.text),
  locale: z.string().max(100).default('en').describe('The language of dates, such as `de`. English is always read.'),
  zone: z
    .string()
    .max(100)
    .refine(isTimeZone, { error: 'must be a time zone of the IANA database, such as Europe/Berlin' })
    .optional()
    .describe('The zone of times of day.'),
});

export const previewTask = query('tasks.preview', {
  title: 'Preview a task',
  description: 'Returns what `tasks.add` would make of a line, and the words that it cannot read.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: quickAddParams,
  result: z.object({
    title: z.string(),
    description: z.string().optional(),
    tags: z.array(z.string()),
    priority: z.enum(taskPriorities).optional(),
    dueOn: dueSchema.optional(),
    estimate: z.number().optional().describe('Minutes.'),
    project: z.string().optional(),
    repeat: recurrenceSchema.optional(),
    links: z.array(taskLink),
    unclear: z.array(z.string()).describe('Words that begin with a sign and stay in the title.'),
  }),
  run: (read, { text, locale, zone }) => {
    const { tags, links, unclear, repeat, ...task } = parseQuickAdd(text, contextOf(read, { locale, zone }));
    const weekdays = repeat?.weekdays && [...repeat.weekdays];
    return {
      ...task,
      tags: [...tags],
      links: [...links],
      unclear: [...unclear],
      ...(repeat && { repeat: { ...repeat, weekdays } }),
    };
  },
});

/** The number of days whose projects can be used by name. */
const daysBack = 60;

/** Returns the folder of the project with a name, if there is exactly one; otherwise the name. */
export const projectNamed = internalQuery(
  'tasks.projectNamed',
  (read: Reading, { name }: { readonly name: string }) => {
    const wanted = name.toLowerCase();
    const spans = read.reader.spans({ from: read.now - daysBack * dayMs, to: read.now });
    const known = read.shared(makeTaskIndex).items(read);
    const projects = [...spans.map(({ project }) => project), ...known.map(({ view }) => view.project)];
    const fitting = new Set(projects.filter((one) => one !== undefined && baseName(one).toLowerCase() === wanted));
    const [found] = fitting.size === 1 ? fitting : [];
    return found ?? name;
  },
);

/** The context of a line: the person's current time, language, and zone. */
export function contextOf(
  { now, offset, rules }: ReadOptions,
  { locale, zone }: { readonly locale: string; readonly zone?: string | undefined },
): QuickAddContext {
  const minutes = Math.floor(now / minuteMs) + offset;
  return {
    today: presentDay({ now, offset, rules }),
    minuteOfDay: ((minutes % 1440) + 1440) % 1440,
    words: dateWordsOf(locale),
    zone,
  };
}
