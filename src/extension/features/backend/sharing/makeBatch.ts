import { shareBatchOf, type ShareBatch, type ShareLevel } from '../../../../core/sharing/shareBatch.ts';
import type { SharedDays } from '../../../../core/sharing/shareSchedule.ts';
import { withWork } from '../../../../core/sharing/shareWork.ts';
import type { Day } from '../../../../core/time/days.ts';
import type { ActivityRange } from '../../../../core/views/historyViews.ts';
import type { Services } from '../../../services.ts';
import { sourceOf } from '../access.ts';
import { readWork } from './readWork.ts';
import { ProjectAliases } from './shareAliases.ts';

/** Grouping of the time at each level. */
const splits = {
  totals: 'source',
  language: 'language',
  alias: 'project',
  project: 'project',
  tasks: 'project',
} as const;

/** Reads what a level tells of the last days. Nothing is sent. */
export async function makeBatch(services: Services, level: ShareLevel, days: SharedDays): Promise<ShareBatch> {
  const bySource = await services.read('activity.range', { days, by: 'source' });
  const range = level === 'totals' ? bySource : await services.read('activity.range', { days, by: splits[level] });
  const focusMs = await focusOf(services, bySource);
  const aliases = level === 'alias' ? await ProjectAliases.open(services) : undefined;
  const batch = shareBatchOf(range, level, {
    source: await sourceOf(services),
    revision: services.clock.now(),
    bySource,
    focusMs,
    ...(aliases && { aliasOf: (project: string) => aliases.of(project) }),
  });
  return level === 'tasks' ? withWork(batch, await readWork(services, batch)) : batch;
}

/** Measured time in focus sessions by day, ms. */
async function focusOf(services: Services, { days }: ActivityRange): Promise<Map<Day, number>> {
  const found = new Map<Day, number>();
  // The query reads a month at a time.
  for (let i = 0; i < days.length; i += 31) {
    const part = days.slice(i, i + 31);
    const range = { from: part[0]?.day ?? '', to: part.at(-1)?.day ?? '' };
    for (const { day, sessions } of (await services.read('focus.days', range)).days)
      found.set(
        day,
        sessions.reduce((sum, { measuredMs }) => sum + measuredMs, 0),
      );
  }
  return found;
}
