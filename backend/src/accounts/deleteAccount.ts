import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { HttpProblem } from '../http/problem.ts';
import { keepAnOperator } from '../admin/operators.ts';
import { ownedAlone } from '../organizations/owners.ts';

/**
 * Deletes an account, its organizations without other members, and every row that names the person. Audit logs of other organizations keep
 * their entries, without the person's id.
 * @throws HttpProblem 409 for the only owner of an organization that others belong to, and for the only operator while there are other accounts
 */
export async function deleteAccount(trx: Database, userId: string): Promise<void> {
  await keepAnOperator(trx, userId);
  const owned = await ownedAlone(trx, userId);
  if (owned.length > 0)
    throw new HttpProblem(
      409,
      'You are the only owner of organizations that others belong to; "errors" has their ids. Make another member an owner, or delete them, then try again.',
      { fields: owned.map((id) => ({ path: `organizations.${id}`, message: 'You are its only owner.' })) },
    );
  const { email } = await trx.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirstOrThrow();
  await trx
    .deleteFrom('organizations')
    .where('id', 'in', (eb) => eb.selectFrom('memberships').select('organization_id').where('user_id', '=', userId))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memberships')
            .select('user_id')
            .whereRef('memberships.organization_id', '=', 'organizations.id')
            .where('user_id', '!=', userId),
        ),
      ),
    )
    .execute();
  await trx.deleteFrom('invitations').where('email', '=', email).execute();
  await trx.updateTable('audit_log').set({ target: 'deleted' }).where('target', '=', userId).execute();
  await trx.updateTable('operator_log').set({ target: 'deleted' }).where('target', '=', userId).execute();
  // The cost of a call still counts for the day; its text and answer are the person's.
  await sql`update model_calls set body = (body - 'answer') || '{"payload": "", "hash": ""}' where user_id = ${userId}`.execute(
    trx,
  );
  // All other rows belong to the account or to one of its memberships, and are deleted with it.
  await trx.deleteFrom('users').where('id', '=', userId).execute();
}
