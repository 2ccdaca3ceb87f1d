import * as z from 'zod';
import type { DailyTotals } from '../../core/facts/dailyTotals.ts';
import { query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { addMonths } from '../../core/time/civil.ts';
import { rangeAround, type Day } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import { addTo } from '../categories/categoryQueries.ts';
import { makeTaskIndex } from '../tasks/taskIndex.ts';
import { dayPartsOf, intervalOf } from '../time/entryViewer.ts';
import { entriesIn } from '../time/readEntries.ts';
import { ownedBy } from './attribute.ts';
import { periodSums, punctuality, punctualityShape } from './numbers.ts';
import { doneTasksOf } from './reportDays.ts';

/** The most months in one request. */
const monthsAtMost = 24;

/** The figures of calendar months. Times are in ms. */
const monthsView = z.object({
  months: z
    .array(periodSums.extend({ month: z.string().describe('As `2026-03`.'), ...punctualityShape }))
    .describe('The earliest first; the last is the present month.'),
});

/** Makes the query for the trend of months; the catalog hands in the measured time, which is kept by day. */
export function monthsQuery(totals: DailyTotals) {
  return query('reports.months', {
    title: 'Numbers by month',
    description:
      'Measured time, time in entries, and tasks done of each of the last calendar months, the present one included: tasks done on time and late, and the average time until they were done.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ months: z.number().int().min(1).max(monthsAtMost).default(12) }),
    result: monthsView,
    prepare: (read, { months }) => {
      const left = read.shared(makeTaskIndex).prepare(read);
      return left > 0 ? left : totals.prepare(read, firstDay(read, months));
    },
    run: (read, { months }) => {
      const from = firstDay(read, months);
      const measured = new Map<string, number>();
      for (const { day, totalMs } of totals.since(read, from)) addTo(measured, day.slice(0, 7), totalMs);
      const entries = entryTimes(read, from);
      const done = Map.groupBy(doneTasksOf(read), ({ day }) => day.slice(0, 7));
      return {
        months: monthsFrom(from, months).map((month) => {
          const tasks = (done.get(month) ?? []).map(({ task }) => task);
          return {
            month,
            measuredMs: measured.get(month) ?? 0,
            entriesMs: entries.get(month) ?? 0,
            tasksDone: tasks.length,
            ...punctuality(tasks),
          };
        }),
      };
    },
  });
}

/** The first day of the first of some months, of which the present one is the last. */
function firstDay(read: Reading, months: number): Day {
  return addMonths(presentDay(read), 1 - months, 1);
}

function monthsFrom(from: Day, count: number): string[] {
  return Array.from({ length: count }, (_, at) => addMonths(from, at).slice(0, 7));
}

/** Time in entries by month, ms; where they overlap, it counts once. */
function entryTimes(read: Reading, from: Day): Map<string, number> {
  const today = presentDay(read);
  const entries = new Map(entriesIn(read, rangeAround(from, today)).map((entry) => [entry.id, entry]));
  const claims = [...entries.values()].map((entry) => ({ id: entry.id, ...intervalOf(entry, read.now) }));
  const times = new Map<string, number>();
  for (const { id, start, end } of ownedBy(claims)) {
    const entry = entries.get(id);
    if (!entry) continue;
    for (const part of dayPartsOf({ ...entry, start, end }, read))
      if (part.day <= today) addTo(times, part.day.slice(0, 7), part.end - part.start);
  }
  return times;
}
