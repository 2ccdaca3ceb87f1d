import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';

/**
 * The organizations that would be left without an owner, though others belong to them, if this one left. Their owners' rows are
 * locked, so that two owners can't leave at the same time.
 */
export async function ownedAlone(trx: Database, userId: string): Promise<string[]> {
  await sql`
    select 1 from memberships where role = 'owner' and organization_id in (
      select organization_id from memberships where user_id = ${userId} and role = 'owner'
    ) order by organization_id, user_id for update`.execute(trx);
  const { rows } = await sql<{ organization_id: string }>`
    select organization_id from memberships mine
    where user_id = ${userId} and role = 'owner'
      and exists (select from memberships o where o.organization_id = mine.organization_id and o.user_id <> ${userId})
      and not exists (
        select from memberships o where o.organization_id = mine.organization_id and o.user_id <> ${userId} and o.role = 'owner'
      )`.execute(trx);
  return rows.map((row) => row.organization_id);
}
