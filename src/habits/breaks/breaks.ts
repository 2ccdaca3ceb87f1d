import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import type { MeasuredTime } from '../../core/facts/measuredTime.ts';
import { checkDayRange } from '../../core/operations/dayRange.ts';
import { action, internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { collection } from '../../core/records/collection.ts';
import { addDays, dayMs, daysBetween, minuteMs, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { daySchema } from '../../core/views/views.ts';
import { focusNow } from '../focus/readSessions.ts';
import type { Interval } from '../../core/time/intervals.ts';
import { breakAnswers, breaksOf, workingSince, type BreakAnswer } from './breakRules.ts';

/** Answers to reminders, so that every window and machine knows them. */
const answers = collection('breakAnswers', z.object({ start: wholeInstant, answer: z.enum(breakAnswers) }));

/** The maximum number of days in one request. */
const daysAtMost = 31;
const breakMinutes = z
  .number()
  .int()
  .min(1)
  .max(60)
  .default(5)
  .describe('Length of the shortest gap that is a break, in minutes.');

/** Answers a reminder. Only reminders do, so no transport offers it. */
export const answerBreak = action('breaks.answer', {
  title: 'Answer a break reminder',
  description: 'Postpones a break reminder for five minutes, or until after the next break.',
  access: 'write',
  transports: ['view'],
  params: z.object({ answer: z.enum(breakAnswers) }),
  result: z.object({}),
  run: async (app, { answer }) => (await app.records(answers).create({ start: app.clock.now(), answer }), {}),
});

/** Everything that reminders depend on. */
export interface BreakFacts {
  readonly since: number | undefined;
  readonly answers: readonly BreakAnswer[];
  /** A focus session runs, or the last measurement is a meeting. */
  readonly isBusy: boolean;
}

/** Makes the query for reminders; the catalog hands in the measured time. */
export function breakFactsQuery(measured: MeasuredTime) {
  return internalQuery('breaks.facts', (read: Reading, { breakMs }: { readonly breakMs: number }): BreakFacts => {
    const today = presentDay(read);
    const all = [...measured.days(read, addDays(today, -1), today).values()].flat();
    const last = all.findLast(({ start }) => start < read.now);
    const range = { from: read.now - dayMs, to: read.now + dayMs };
    return {
      since: workingSince(all.filter(isWork), breakMs, read.now),
      answers: read.records(answers, range).records.map(({ values }) => values),
      isBusy: last?.kind === 'meeting' || focusNow(read).phase === 'focus',
    };
  });
}

const ms = z.number();

/** Makes the query for how breaks went. */
export function breaksQuery(measured: MeasuredTime) {
  return query('breaks.get', {
    title: 'Breaks',
    description:
      'How many breaks there were on each day, how long they usually were, and the longest time without one. Breaks are gaps in what was measured; they are not a grade.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({
      from: daySchema,
      to: daySchema.describe(`At most ${daysAtMost} days, both included.`),
      breakMinutes,
    }),
    result: z.object({
      days: z.array(
        z.object({
          day: daySchema,
          count: z.number().int().min(0),
          medianMs: ms.describe('The median length of the breaks, ms; 0 without any.'),
          longestWorkMs: ms.describe('The longest time without a break, ms.'),
        }),
      ),
    }),
    run: (read, { from, to, breakMinutes: minutes }) => {
      checkDayRange({ from, to }, daysAtMost);
      const byDay = measured.days(read, from, to);
      const of = (day: Day): Interval[] => (byDay.get(day) ?? []).filter(isWork);
      return { days: daysBetween(from, to).map((day) => ({ day, ...breaksOf(of(day), minutes * minuteMs) })) };
    },
  });
}

/** A break that was logged by hand is one. */
function isWork({ kind }: { readonly kind: string }): boolean {
  return kind !== 'break';
}
