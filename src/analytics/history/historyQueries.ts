import * as z from 'zod';
import { query } from '../../core/operations/operation.ts';
import type { DailyTotals } from '../../core/facts/dailyTotals.ts';
import type { Reading } from '../../core/operations/reading.ts';
import { groupings, rangeDays, topOf, type RangeDays } from '../../core/views/history.ts';
import { activityRange, dayView, historyView, patternsView, topDays, topView } from '../../core/views/historyViews.ts';
import { daySchema } from '../../core/views/views.ts';
import { readDay } from './dayView.ts';
import { makeDailyRollups } from '../rollups/dailyRollups.ts';
import { History } from './history.ts';

const historyFor = (read: Reading): History => new History(read.shared(makeDailyRollups));
const days = z.literal(rangeDays).describe('How many days, ending today.');

/** Sums up a part of the days of a range; `run` then takes them as they are. */
function prepareRange(read: Reading, range: { readonly days: (typeof rangeDays)[number] }): number {
  return historyFor(read).prepare(range.days, read.reader, read);
}

/** Days as the dashboard sums them up, for other rooms. */
export const dailyTotals: DailyTotals = {
  prepare: (read, from) => historyFor(read).prepareSince(from, read.reader, read),
  since: (read, from) => historyFor(read).since(from, read.reader, read),
};

/** Time by category, for other rooms. */
export const categorySums = (read: Reading, days: RangeDays): ReadonlyMap<string, number> =>
  historyFor(read).categories(days, read.reader, read);

/** Computes what `categorySums` needs, step by step. */
export const prepareCategorySums = (read: Reading, days: RangeDays): number => prepareRange(read, { days });

export const getActivityRange = query('activity.range', {
  title: 'Time per day',
  description: 'Time per day of a range that ends today, split by source, kind of activity, project, or language.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ days, by: z.enum(groupings) }),
  result: activityRange,
  prepare: prepareRange,
  run: (read, params) => historyFor(read).range(params, read.reader, read),
});

export const getHistory = query('history.get', {
  title: 'Year at a glance',
  description: 'Time per day of the last 53 weeks, and how this week and month compare with the ones before.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({}),
  result: historyView,
  prepare: (read) => historyFor(read).prepare('calendar', read.reader, read),
  run: (read) => historyFor(read).overview(read.reader, read),
});

export const getPatterns = query('patterns.get', {
  title: 'Hours of the week',
  description: 'How the time of a range is spread over the week: for each weekday, the time in each hour.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ days }),
  result: patternsView,
  prepare: prepareRange,
  run: (read, params) => historyFor(read).patterns(params.days, read.reader, read),
});

export const getTop = query('top.get', {
  title: 'Where time went',
  description: 'Projects, categories, languages, files, and branches of a range by their time, most time first.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ days }),
  result: topView,
  prepare: prepareRange,
  run: (read, params) => historyFor(read).top(params.days, read.reader, read),
});

export const getTopDays = query('top.days', {
  title: 'Days of a project, category, language, file, or branch',
  description: 'The days behind a figure of `top.get`.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ days, of: z.enum(topOf), id: z.string().describe('The `id` that `top.get` gave.') }),
  result: topDays,
  prepare: prepareRange,
  run: (read, params) => historyFor(read).topDays(params, read.reader, read),
});

export const getDay = query('day.get', {
  title: 'One day in detail',
  description: 'A day, block by block: its time, runs, commits, what happened on GitHub, and its score.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ day: daySchema }),
  result: dayView,
  run: (read, { day }) => readDay(read.reader, day, read),
});
