import type { Database } from '../database/connect.ts';
import { HttpProblem } from '../http/problem.ts';

/** Tells whether an account may see and change what belongs to the server as a whole. */
export async function isOperator(db: Database, userId: string): Promise<boolean> {
  const user = await db.selectFrom('users').select('is_operator').where('id', '=', userId).executeTakeFirst();
  return user?.is_operator === true;
}

/**
 * Makes sure that somebody operates the server when this account no longer does. The operators' rows stay locked until the transaction ends, so that
 * two of them can't leave at the same time.
 * @throws HttpProblem 409 for the only operator, while there are other accounts
 */
export async function keepAnOperator(trx: Database, userId: string): Promise<void> {
  const operators = await trx
    .selectFrom('users')
    .select('id')
    .where('is_operator', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (!operators.some(({ id }) => id === userId) || operators.length > 1) return;
  const other = await trx.selectFrom('users').select('id').where('id', '!=', userId).limit(1).executeTakeFirst();
  if (other) throw new HttpProblem(409, 'A server needs an operator. Make somebody else one first.');
}

/** Notes in the transaction what an operator did. It holds ids, never names. */
export async function noteOperation(
  trx: Database,
  actorId: string,
  { action, target }: { readonly action: string; readonly target: string },
): Promise<void> {
  await trx.insertInto('operator_log').values({ actor_id: actorId, action, target }).execute();
}
