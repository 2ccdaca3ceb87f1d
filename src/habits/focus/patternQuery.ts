import * as z from 'zod';
import type { DayRange } from '../../core/operations/dayRange.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { addDays, rangeAround, type Day, type TimeRange } from '../../core/time/days.ts';
import type { Interval } from '../../core/time/intervals.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { daySchema } from '../../core/views/views.ts';
import { bestHours, breaksOfDay, causes, summarizeCauses, type LocalStretch, type PatternEvents } from './patterns.ts';

/** The days to look at, excluding today: an unfinished day says little about its hours. */
const daysBack = 28;
const count = z.number().int().min(0);
const share = z.number().min(0).max(1);

const patternsView = z.object({
  from: daySchema,
  to: daySchema,
  best: z
    .object({
      fromHour: count,
      toHour: count,
      share: share.describe('Of the time measured in these hours, how much was in stretches of 25 minutes or more.'),
      overall: share.describe('The same for all hours.'),
      days: count.describe('Days with time in these hours.'),
      measuredMs: z.number(),
    })
    .optional()
    .describe(
      'Hours of the day in which focus is best. Absent where there is too little data, or no clear difference.',
    ),
  interruptions: z
    .array(
      z.object({
        cause: z.enum(causes),
        count,
        days: count,
        medianMs: z.number().describe('Median time until the next stretch of work in the same project, ms.'),
        sites: z
          .array(z.object({ site: z.string(), count }))
          .optional()
          .describe('Of the cause `site`: which pages came in between more than once, at most three.'),
      }),
    )
    .describe('What ended stretches of work that were gone on with later. Only what was seen at least five times.'),
});
export type FocusPatternsView = z.infer<typeof patternsView>;

/** Stretches of days with the offset that held; analytics has them. */
export type StretchesByDay = (read: Reading, from: Day, to: Day) => ReadonlyMap<Day, readonly LocalStretch[]>;

/** Basis of the patterns besides runs. */
export interface PatternBasis {
  readonly stretches: StretchesByDay;
  /** Finds the times at which agents had finished and waited for the next prompt, ms since the epoch. */
  readonly agentPrompts: (read: Reading, range: TimeRange) => readonly number[];
  /** Finished runs of CI. */
  readonly ciRuns: (read: Reading, range: TimeRange) => readonly Interval[];
}

/** Makes the query for when focus is best and what interrupts it; the catalog hands in the measured time. */
export function focusPatternsQuery(basis: PatternBasis) {
  return query('focus.patterns', {
    title: 'Focus patterns',
    description:
      'When focus is best, what interrupts it, and what an interruption costs, from the last four weeks. Each claim comes with how often and on how many days it was seen; what is seen too rarely is left out.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({}),
    result: patternsView,
    run: (read): FocusPatternsView => patternsOf(read, basis),
  });
}

function patternsOf(read: Reading, basis: PatternBasis): FocusPatternsView {
  const to = addDays(presentDay(read), -1);
  const from = addDays(to, 1 - daysBack);
  return { from, to, ...patternsIn(read, { from, to, byDay: basis.stretches(read, from, to) }, basis) };
}

/** Finds the patterns of a range of days in their stretches. */
export function patternsIn(
  read: Reading,
  { from, to, byDay }: DayRange & { readonly byDay: ReturnType<StretchesByDay> },
  { agentPrompts, ciRuns }: Pick<PatternBasis, 'agentPrompts' | 'ciRuns'>,
): Omit<FocusPatternsView, 'from' | 'to'> {
  const range = rangeAround(from, to);
  const events: PatternEvents = {
    failedRuns: read.reader
      .runs(range)
      .flatMap(({ exitCode = 0, end }) => (exitCode !== 0 && end !== undefined ? [end] : [])),
    agentPrompts: agentPrompts(read, range),
    ciRuns: ciRuns(read, range),
  };
  const breaks = [...byDay].flatMap(([day, list]) => breaksOfDay(day, list, events));
  const best = bestHours(byDay);
  return { ...(best && { best }), interruptions: summarizeCauses(breaks) };
}
