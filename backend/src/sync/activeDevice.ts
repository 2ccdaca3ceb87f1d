import type { Caller } from '../accounts/caller.ts';
import type { Database } from '../database/connect.ts';
import { HttpProblem } from '../http/problem.ts';

/** @throws HttpProblem 403 unless the session or key belongs to an active device */
export async function requireActive(
  db: Database,
  { userId, credentialId }: Pick<Caller, 'userId' | 'credentialId'>,
): Promise<void> {
  const active = await db
    .selectFrom('devices')
    .select('id')
    .where('user_id', '=', userId)
    .where('credential_id', '=', credentialId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!active) throw new HttpProblem(403, 'Join as a device first, and have it admitted.');
}
