import * as z from 'zod';
import { query } from '../core/operations/operation.ts';
import { digestTopics } from '../core/insights/digest.ts';
import { minuteMs } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { dashboardSchema, daySchema, type Share } from '../core/views/views.ts';
import { digestDays, readDigest } from './digest/digest.ts';
import { measureDay } from './measure.ts';
import { readRows } from './rows.ts';

/** The maximum number of facts from the last days; the most relevant ones are included. */
const factsAtMost = 20;

const shares = z.array(z.object({ name: z.string(), minutes: z.number() }));
/** A measured fact; `text` is for a person, the rest for a program. */
const measured = z.object({
  id: z.string(),
  topic: z.enum(digestTopics),
  text: z.string(),
  names: z.partialRecord(z.enum(['project', 'file', 'branch', 'run', 'task', 'message']), z.string()),
  labels: z.record(z.string(), z.string()),
  values: z.record(z.string(), z.number()),
});

export const getToday = query('today.get', {
  title: "Today's work",
  description:
    "Returns what Daymark measured of the user's work today as JSON: minutes by project, language and kind of activity, the score with its components, and measured facts with evidence ids. Read-only. State only numbers that are in it.",
  access: 'read',
  transports: ['chat', 'http', 'mcp', 'cli'],
  tool: {
    name: 'daymark_today',
    reference: 'daymarkToday',
    icon: '$(dashboard)',
    userDescription: 'What Daymark measured of your work today.',
  },
  params: z.object({}),
  result: z.object({
    day: daySchema,
    minutes: z.number(),
    goalMinutes: z.number().describe('0 on a day without a goal.'),
    byProject: shares,
    byLanguage: shares,
    byKind: shares,
    score: dashboardSchema.shape.score.pick({ value: true, components: true }),
    lastDays: z.array(measured),
  }),
  run: (read) => {
    const day = presentDay(read);
    const { today, score } = measureDay(readRows(read.reader, day, day), day, read);
    const { facts } = readDigest(read.reader, digestDays, read);
    return {
      day,
      minutes: minutesOf(today.totalMs),
      goalMinutes: minutesOf(today.goalMs),
      byProject: inMinutes(today.byProject),
      byLanguage: inMinutes(today.byLanguage),
      byKind: inMinutes(today.byKind),
      score: { value: score.value, components: score.components },
      lastDays: facts.slice(0, factsAtMost).map(({ id, topic, text, names, labels, values }) => {
        return { id, topic, text, names, labels, values };
      }),
    };
  },
});

function inMinutes(list: readonly Share[]): { name: string; minutes: number }[] {
  return list.map(({ name, ms }) => ({ name, minutes: minutesOf(ms) }));
}

function minutesOf(ms: number): number {
  return Math.round(ms / minuteMs);
}
