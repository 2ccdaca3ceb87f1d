import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import type { Caller } from '../accounts/caller.ts';
import type { Database } from '../database/connect.ts';
import { HttpProblem } from '../http/problem.ts';
import { requireActive } from './activeDevice.ts';

/** The header by which somebody who isn't a device shows that they have the recovery key: the proof, as for joining by it, in base64. */
const proofHeader = 'recovery-proof';

/** Description of who may read, for the endpoints. */
export const readerRule =
  'For active devices; also for whoever sends the proof of the recovery key, in base64, as `Recovery-Proof`.';

/** @throws HttpProblem 403 unless the session or key belongs to an active device, or the request has the proof of the recovery key */
export async function requireReader(db: Database, caller: Caller, context: Context): Promise<void> {
  const proof = context.req.header(proofHeader);
  if (proof === undefined) return requireActive(db, caller);
  const kept = await db
    .selectFrom('sync_recovery')
    .select('hash')
    .where('user_id', '=', caller.userId)
    .executeTakeFirst();
  const hash = createHash('sha256').update(Buffer.from(proof, 'base64')).digest();
  if (!kept?.hash || !timingSafeEqual(kept.hash, hash))
    throw new HttpProblem(403, 'This recovery key is no longer valid.');
}
