import { sql } from 'kysely';
import { hourMs } from '../../../src/core/time/days.ts';
import type { Database } from './connect.ts';

/** Any number: the lock of those who change the partitions. */
const lockId = 4_680_001;
/** Months that are made ahead: a batch never waits for one, and none is made for what a client sends. */
const ahead = 2;
const firstId = '00000000-0000-0000-0000-000000000000';

/** The first day of the month that lies `months` after that of `now`, as `YYYY-MM-01` in UTC. */
export function monthAfter(now: number, months: number): string {
  const at = new Date(now);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

/** Returns the days that may be shared: from the first whose parts are kept, to today in the easternmost time zone. */
export function sharableDays(now: number, detailMonths: number): { readonly from: string; readonly to: string } {
  const farthestEast = new Date(now + 14 * hourMs).toISOString().slice(0, 10);
  return { from: monthAfter(now, -detailMonths), to: farthestEast };
}

/**
 * Creates the partitions of the months whose days may be shared, and of two months ahead. Their rows in the default partition are moved.
 * @returns the months that were made
 */
export async function makeMonths(db: Database, now: number, detailMonths: number): Promise<string[]> {
  const wanted = Array.from({ length: detailMonths + ahead + 1 }, (_one, i) => monthAfter(now, i - detailMonths));
  const created: string[] = [];
  for (const month of wanted) {
    const found = await db.selectFrom('activity_months').select('month').where('month', '=', month).executeTakeFirst();
    if (!found && (await makeMonth(db, month))) created.push(month);
  }
  return created;
}

function tableOf(month: string): string {
  return `activities_${month.slice(0, 7).replace('-', '_')}`;
}

function endOf(month: string): string {
  return monthAfter(Date.parse(month), 1);
}

async function makeMonth(db: Database, month: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${lockId}::bigint)`.execute(trx);
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('activity_months')
      .values({ month, folded_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return false;
    const name = tableOf(month);
    const table = sql.table(name);
    const until = endOf(month);
    // Requests must not wait behind this when it waits for one of them. What isn't done now is done in an hour.
    await sql`set local lock_timeout = '5s'`.execute(trx);
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`create table ${table} (like activities including defaults including constraints)`.execute(trx);
    await sql`
      with moved as (delete from activities_default where day >= ${month} and day < ${until} returning *)
      insert into ${table} select * from moved`.execute(trx);
    await sql`alter table activities attach partition ${table} for values from (${sql.lit(month)}) to (${sql.lit(until)})`.execute(
      trx,
    );
    return true;
  });
}

/**
 * Folds the activity of days before `before`: for each source and day, one row with its time remains, without languages or projects.
 * Processes one person at a time under the lock that batches take, so that days withdrawn in the meantime don't reappear.
 * @param before the first day of a month
 * @returns the number of people whose activity was folded
 */
export async function foldActivity(db: Database, before: string): Promise<number> {
  let people = 0;
  const months = await db
    .selectFrom('activity_months')
    .select('month')
    .where('month', '<', before)
    .where('folded_at', 'is', null)
    .orderBy('month')
    .execute();
  for (const { month } of months) {
    people += await foldDays(db, tableOf(month), before);
    await db
      .updateTable('activity_months')
      .set({ folded_at: sql<Date>`now()` })
      .where('month', '=', month)
      .execute();
  }
  return people + (await foldDays(db, 'activities_default', before));
}

async function foldDays(db: Database, partition: string, before: string): Promise<number> {
  let people = 0;
  let last = { organization_id: firstId, user_id: firstId };
  for (;;) {
    const { rows } = await sql<typeof last>`
      select distinct organization_id, user_id from ${sql.table(partition)}
      where day < ${before} and level <> 'totals'
        and (organization_id, user_id) > (${last.organization_id}, ${last.user_id})
      order by organization_id, user_id limit 500`.execute(db);
    for (const row of rows) await foldPerson(db, { ...row, partition, before });
    people += rows.length;
    const next = rows.at(-1);
    if (!next) return people;
    last = next;
  }
}

interface FoldTarget {
  readonly organization_id: string;
  readonly user_id: string;
  readonly partition: string;
  readonly before: string;
}

async function foldPerson(db: Database, { organization_id, user_id, partition, before }: FoldTarget): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`
      select from memberships where organization_id = ${organization_id} and user_id = ${user_id} for update`.execute(
      trx,
    );
    await sql`
      with gone as (
        delete from ${sql.table(partition)}
        where organization_id = ${organization_id} and user_id = ${user_id} and day < ${before} and level <> 'totals'
        returning source, day, seconds, batch_id
      ), relabeled as (
        update shared_days s set level = 'totals' from (select distinct source, day from gone) g
        where s.organization_id = ${organization_id} and s.user_id = ${user_id} and s.source = g.source and s.day = g.day
      )
      insert into activities (organization_id, user_id, source, day, level, seconds, batch_id)
      select ${organization_id}::uuid, ${user_id}::uuid, source, day, 'totals', least(86400, sum(seconds)), batch_id
      from gone group by source, day, batch_id`.execute(trx);
  });
}

/**
 * Drops the months before `before`, with their totals, days, and receipts.
 * @param before the first day of a month
 * @returns the months that were dropped
 */
export async function dropMonths(db: Database, before: string): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${lockId}::bigint)`.execute(trx);
    await sql`set local lock_timeout = '5s'`.execute(trx);
    await sql`set local statement_timeout = 0`.execute(trx);
    const months = await trx.deleteFrom('activity_months').where('month', '<', before).returning('month').execute();
    for (const { month } of months) await sql`drop table ${sql.table(tableOf(month))}`.execute(trx);
    const { numDeletedRows } = await trx.deleteFrom('activities_default').where('day', '<', before).executeTakeFirst();
    // The rest reads whole tables, so it only runs after a month was dropped.
    if (months.length === 0 && numDeletedRows === 0n) return [];
    for (const table of ['shared_days', 'daily_totals'] as const)
      await trx.deleteFrom(table).where('day', '<', before).execute();
    await trx.deleteFrom('batches').where('received_at', '<', new Date(before)).execute();
    return months.map(({ month }) => month);
  });
}
