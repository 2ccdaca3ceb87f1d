import * as z from 'zod';
import { unitTexts } from '../core/views/unitTexts.ts';
import { internalQuery, query } from '../core/operations/operation.ts';
import { limits } from '../core/base/limits.ts';
import { addDays } from '../core/time/days.ts';
import { presentDay, userDay } from '../core/time/presentDay.ts';
import { feedFilter, feedPage, type Dashboard } from '../core/views/views.ts';
import { readFeed } from './feed.ts';
import { overviewOf } from './overview.ts';
import { readRecent } from './recentWork.ts';
import { makeDailyRollups } from './rollups/dailyRollups.ts';
import { shownPlan } from './plan/shownPlan.ts';

/** Items of the feed in the snapshot. */
const feedLength = 50;

/** The dashboard as far as it comes from the data; the host adds what holds in its window. */
export type StoredDashboard = Omit<Dashboard, 'tracking' | 'notices'>;

export const readDashboard = internalQuery<object, StoredDashboard>('dashboard.stored', (read) => {
  const { reader } = read;
  const today = presentDay(read);
  const tomorrow = addDays(today, 1);
  const first = reader.firstInstant();
  const recent = readRecent(reader, read);
  const { segments, ...overview } = overviewOf(reader, read, { recent, rollups: read.shared(makeDailyRollups) });
  return {
    at: read.now,
    offset: read.offset,
    demo: reader.isDemo(),
    // A window notes that it was opened before there is any work.
    firstDay: first === undefined || (overview.today.totalMs === 0 && userDay(read, first) === today),
    ...overview,
    plan: shownPlan(reader, { day: today, segments }, read),
    nextPlan: shownPlan(reader, { day: tomorrow }, read),
    planFor: read.planFor === 'today' ? today : tomorrow,
    feed: readFeed(reader, { before: Number.MAX_SAFE_INTEGER, limit: feedLength, recent }, read),
  };
});

export const moreOfFeed = query('feed.more', {
  title: 'Feed of activity',
  description:
    'What began before an instant, newest first: work, runs, commits, and logged activities. With a filter, only what matches it.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({
    before: z.number().describe(unitTexts.instant),
    limit: z.number().int().min(1).max(limits.feedPage),
    filter: feedFilter.optional(),
  }),
  result: feedPage,
  run: (read, params) => readFeed(read.reader, params, read),
});
