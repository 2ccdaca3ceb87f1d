import { sql } from 'kysely';
import * as z from 'zod';
import { daysBetween } from '../../../src/core/time/days.ts';
import type { Database } from '../database/connect.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Owner } from './applyBatch.ts';
import { daySchema } from './daySchema.ts';

const mostDays = 366;
export const rangeSchema = z.object({ from: daySchema, to: daySchema });
export const partGroups = ['language', 'alias', 'project', 'weekday', 'month'] as const;
type Range = z.infer<typeof rangeSchema>;

/** @throws HttpProblem 422 for a range that is backward or too long */
export function checkRange({ from, to }: Range): void {
  if (from > to) throw new HttpProblem(422, '"from" is after "to".');
  if (daysBetween(from, to).length > mostDays) throw new HttpProblem(422, `Ask for at most ${mostDays} days.`);
}

/** The days with activity that a person shared with an organization, oldest first. */
export function readDays(
  db: Database,
  { organizationId, userId }: Owner,
  { from, to }: Range,
): Promise<{ day: string; seconds: number }[]> {
  return db
    .selectFrom('daily_totals')
    .select(['day', 'seconds'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
}

/** The 100 largest parts of what a person shared, by what was shared at that level, or by weekday (Monday is 1) or month. */
export async function readParts(
  db: Database,
  { organizationId, userId }: Owner,
  { by, from, to }: Range & { readonly by: (typeof partGroups)[number] },
): Promise<{ name: string; seconds: number }[]> {
  const isTime = by === 'weekday' || by === 'month';
  const label = { weekday: sql`extract(isodow from day)::text`, month: sql`to_char(day, 'YYYY-MM')` };
  const { rows } = await sql<{ name: string; seconds: number }>`
    select ${isTime ? label[by] : sql.ref(by)} as name, sum(seconds) as seconds
    from ${sql.table(isTime ? 'daily_totals' : 'activities')}
    where organization_id = ${organizationId} and user_id = ${userId} and day between ${from} and ${to}
      ${isTime ? sql`` : sql`and ${sql.ref(by)} is not null`}
    group by 1 order by 2 desc, 1 limit 100`.execute(db);
  return rows;
}

/** The days with activity, with how much of each was measured, and in focus sessions. Several machines add up to the day's time at most. */
export async function readMeasured(
  db: Database,
  { organizationId, userId }: Owner,
  { from, to }: Range,
): Promise<{ day: string; seconds: number; measuredSeconds: number; focusSeconds: number }[]> {
  const { rows } = await sql<{ day: string; seconds: number; measured: number; focused: number }>`
    select t.day, t.seconds, least(t.seconds, sum(coalesce(d.measured_seconds, 0))) as measured,
      least(t.seconds, sum(coalesce(d.focus_seconds, 0))) as focused
    from daily_totals t
    join shared_days d on d.organization_id = t.organization_id and d.user_id = t.user_id and d.day = t.day
    where t.organization_id = ${organizationId} and t.user_id = ${userId} and t.day between ${from} and ${to}
      and d.day between ${from} and ${to}
    group by t.day, t.seconds order by t.day`.execute(db);
  return rows.map(({ measured, focused, ...row }) => ({ ...row, measuredSeconds: measured, focusSeconds: focused }));
}
