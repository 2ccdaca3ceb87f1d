import * as z from 'zod';
import { addDays, mondayOf } from '../../../src/core/time/days.ts';
import type { Database } from '../database/connect.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { daySchema } from './daySchema.ts';
import { groupShares, leastPeople } from './team.ts';

const group = z.object({ name: z.string(), seconds: z.int(), people: z.int() });

const showTeam = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/team',
  tag: 'Dashboards',
  summary: "Show the team's week",
  description: `Sums over everybody who shares, by day and by language, and no figures of single people. A figure appears once ${leastPeople} people are in it. It takes whole weeks only, so that no two answers differ by one person's day.`,
  access: 'read',
  role: 'viewer',
  query: z.object({ week: daySchema.describe('Any day of the week.') }),
  status: 200,
  result: z.object({
    from: z.string(),
    to: z.string(),
    leastPeople: z.int(),
    totalSeconds: z.int(),
    days: z.array(group),
    languages: z.array(group),
  }),
  run: async ({ services, member, query }) => {
    const from = mondayOf(query.week);
    const to = addDays(from, 6);
    const { totals, languages } = await services.reads((db) => readWeek(db, member.organizationId, { from, to }));
    const days = groupShares(totals).sort((a, b) => a.name.localeCompare(b.name));
    const totalSeconds = days.reduce((sum, { seconds }) => sum + seconds, 0);
    return { from, to, leastPeople, totalSeconds, days, languages: groupShares(languages) };
  },
});

/** The sums of each person of an organization, by day and by language. */
async function readWeek(
  db: Database,
  organizationId: string,
  { from, to }: { readonly from: string; readonly to: string },
) {
  const totals = await db
    .selectFrom('daily_totals')
    .select(['user_id as userId', 'day as name', 'seconds'])
    .where('organization_id', '=', organizationId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  const languages = await db
    .selectFrom('activities')
    .select((eb) => ['user_id as userId', 'language as name', eb.fn.sum<number>('seconds').as('seconds')])
    .where('organization_id', '=', organizationId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['user_id', 'language'])
    .execute();
  return { totals, languages };
}

export const teamEndpoints: readonly Endpoint[] = [showTeam];
