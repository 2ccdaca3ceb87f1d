import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { notFound } from '../http/problem.ts';
import type { Batch } from './batch.ts';
import { applyDayWork, applyTasks } from './sharedWork.ts';

/** Whose activity, in which organization. */
export interface Owner {
  readonly organizationId: string;
  readonly userId: string;
}

/**
 * Waits for other changes of the same activity, so that none computes totals from half of another. A member who was removed in
 * the meantime has nothing to change.
 * @throws HttpProblem 404
 */
export async function lockActivity(trx: Database, { organizationId, userId }: Owner): Promise<void> {
  const there = await trx
    .selectFrom('memberships')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (!there) throw notFound();
}

/**
 * Replaces the days of a batch that are newer than the stored ones.
 * @returns the number of days that were left unchanged
 */
export async function applyBatch(trx: Database, owner: Owner, batch: Batch & { readonly id: string }): Promise<number> {
  const common = {
    organization_id: owner.organizationId,
    user_id: owner.userId,
    source: batch.source,
    level: batch.level,
    batch_id: batch.id,
  };
  await applyTasks(trx, owner, batch);
  const applied = await trx
    .insertInto('shared_days')
    .values(
      batch.days.map(({ day, revision, measuredSeconds = null, focusSeconds = null }) => ({
        ...common,
        day,
        revision,
        measured_seconds: measuredSeconds,
        focus_seconds: focusSeconds,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'user_id', 'source', 'day'])
        .doUpdateSet((eb) => ({
          level: eb.ref('excluded.level'),
          revision: eb.ref('excluded.revision'),
          batch_id: eb.ref('excluded.batch_id'),
          measured_seconds: eb.ref('excluded.measured_seconds'),
          focus_seconds: eb.ref('excluded.focus_seconds'),
        }))
        .whereRef('shared_days.revision', '<', 'excluded.revision'),
    )
    .returning('day')
    .execute();
  const days = new Set(applied.map(({ day }) => day));
  if (days.size === 0) return batch.days.length;
  await trx
    .deleteFrom('activities')
    .where('organization_id', '=', owner.organizationId)
    .where('user_id', '=', owner.userId)
    .where('source', '=', batch.source)
    .where('day', 'in', [...days])
    .execute();
  const rows = batch.days
    .filter(({ day }) => days.has(day))
    .flatMap(({ day, items }) =>
      items.map(({ seconds, language = null, alias = null, project = null }) => ({
        ...common,
        day,
        seconds,
        language,
        alias,
        project,
      })),
    );
  if (rows.length > 0) await trx.insertInto('activities').values(rows).execute();
  await applyDayWork(trx, owner, { ...batch, days: batch.days.filter(({ day }) => days.has(day)) });
  await recountDays(trx, owner, [...days]);
  return batch.days.length - days.size;
}

/** Recalculates the totals of days. Time of several machines is added, up to 24 hours a day. */
export async function recountDays(
  trx: Database,
  { organizationId, userId }: Owner,
  days: readonly string[],
): Promise<void> {
  await trx
    .deleteFrom('daily_totals')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('day', 'in', [...days])
    .execute();
  await sql`
    insert into daily_totals (organization_id, user_id, day, seconds)
    select organization_id, user_id, day, least(86400, sum(seconds)) from activities
    where organization_id = ${organizationId} and user_id = ${userId} and day = any(${[...days]}::date[])
    group by organization_id, user_id, day`.execute(trx);
}
