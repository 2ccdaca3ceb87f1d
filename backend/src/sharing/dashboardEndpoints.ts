import { sql } from 'kysely';
import * as z from 'zod';
import { csvRow } from '../../../src/core/base/csv.ts';
import { daysBetween } from '../../../src/core/time/days.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { daySchema } from './batch.ts';

const tag = 'Dashboards';
const mostDays = 366;
const range = z.object({ from: daySchema, to: daySchema });
const part = z.object({ name: z.string(), seconds: z.int() });
const groups = ['language', 'alias', 'project', 'weekday', 'month'] as const;

/** @throws HttpProblem 422 for a range that is backward or too long */
function checkRange({ from, to }: z.infer<typeof range>): void {
  if (from > to) throw new HttpProblem(422, '"from" is after "to".');
  if (daysBetween(from, to).length > mostDays) throw new HttpProblem(422, `Ask for at most ${mostDays} days.`);
}

const showDashboard = memberEndpoint({
  method: 'get',
  path: '/dashboard',
  alias: '/dashboard',
  tag,
  summary: 'Show your days',
  description: 'From what you shared with the organization. Days without activity are left out.',
  access: 'read',
  role: 'viewer',
  query: range,
  status: 200,
  result: z.object({
    totalSeconds: z.int(),
    activeDays: z.int(),
    days: z.array(z.object({ day: z.string(), seconds: z.int() })),
  }),
  run: async ({ services, member, caller, query }) => {
    checkRange(query);
    const days = await services.db
      .selectFrom('daily_totals')
      .select(['day', 'seconds'])
      .where('organization_id', '=', member.organizationId)
      .where('user_id', '=', caller.userId)
      .where('day', '>=', query.from)
      .where('day', '<=', query.to)
      .orderBy('day')
      .execute();
    const totalSeconds = days.reduce((sum, { seconds }) => sum + seconds, 0);
    return { totalSeconds, activeDays: days.filter(({ seconds }) => seconds > 0).length, days };
  },
});

const showDistribution = memberEndpoint({
  method: 'get',
  path: '/analytics/time-distribution',
  tag,
  summary: 'Show where your time went',
  description:
    'Your shared activity by language, alias, or project, for what was shared at that level; or your days by weekday (Monday is 1) or month. The 100 largest parts.',
  access: 'read',
  role: 'viewer',
  query: range.extend({ by: z.enum(groups) }),
  status: 200,
  result: z.object({ by: z.enum(groups), parts: z.array(part) }),
  run: async ({ services, member, caller, query }) => {
    checkRange(query);
    const { by, from, to } = query;
    const isTime = by === 'weekday' || by === 'month';
    const label = { weekday: sql`extract(isodow from day)::text`, month: sql`to_char(day, 'YYYY-MM')` };
    const { rows } = await sql<z.infer<typeof part>>`
      select ${isTime ? label[by] : sql.ref(by)} as name, sum(seconds) as seconds
      from ${sql.table(isTime ? 'daily_totals' : 'activities')}
      where organization_id = ${member.organizationId} and user_id = ${caller.userId} and day between ${from} and ${to}
        ${isTime ? sql`` : sql`and ${sql.ref(by)} is not null`}
      group by 1 order by 2 desc, 1 limit 100`.execute(services.db);
    return { by, parts: rows };
  },
});

const columns = ['day', 'seconds', 'level', 'source', 'language', 'alias', 'project'] as const;

const exportDays = memberEndpoint({
  method: 'get',
  path: '/analytics/export',
  tag,
  summary: 'Download your days as CSV',
  description:
    'What you shared with the organization, a row for each part of a day, oldest first, with the columns of `GET /activities`. Names that a spreadsheet could take for a formula get an apostrophe.',
  access: 'read',
  role: 'viewer',
  query: range,
  status: 200,
  produces: 'text/csv',
  run: async ({ services, member, caller, query }) => {
    checkRange(query);
    const rows = await services.db
      .selectFrom('activities')
      .select(columns)
      .where('organization_id', '=', member.organizationId)
      .where('user_id', '=', caller.userId)
      .where('day', '>=', query.from)
      .where('day', '<=', query.to)
      .orderBy('day')
      .orderBy('id')
      .execute();
    const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
    return new Response(lines.map(csvRow).join(''), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="daymark.csv"',
      },
    });
  },
});

export const dashboardEndpoints: readonly Endpoint[] = [showDashboard, showDistribution, exportDays];
