import type { Database } from '../database/connect.ts';
import { digest } from '../http/guard.ts';
import { hasUsers } from './authEndpoints.ts';
import { addMinutes } from './minutes.ts';
import { newSecret } from './secrets.ts';

const validMinutes = 24 * 60;

/**
 * Creates the link with which the operator creates the first account. Earlier links stop working.
 * @returns undefined if there is an account
 */
export async function makeSetupLink(db: Database, publicUrl: string, now: number): Promise<string | undefined> {
  if (await hasUsers(db)) return undefined;
  const secret = newSecret('link');
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('setup_links').execute();
    await trx
      .insertInto('setup_links')
      .values({ hash: digest(secret), expires_at: addMinutes(now, validMinutes) })
      .execute();
  });
  // In the fragment, which reaches neither the server's log nor a proxy's.
  return `${publicUrl}/setup#${secret}`;
}
