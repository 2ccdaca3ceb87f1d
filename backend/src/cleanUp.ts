import { dayMs } from '../../src/core/time/days.ts';
import type { Database } from './database/connect.ts';

/**
 * Deletes what has expired. Every instance may run it at any time: it only deletes rows that nothing accepts any more.
 * @param now milliseconds since the epoch
 */
export async function cleanUp(db: Database, now: number): Promise<void> {
  const at = new Date(now);
  await db.deleteFrom('access_tokens').where('expires_at', '<', at).execute();
  // Used ones stay until they expire: by them a copy is recognized.
  await db.deleteFrom('refresh_tokens').where('expires_at', '<', at).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', at).execute();
  await db
    .deleteFrom('sessions')
    .where('ended_at', '<', new Date(now - 8 * dayMs))
    .execute();
  await db
    .deleteFrom('device_grants')
    .where('expires_at', '<', new Date(now - dayMs))
    .execute();
  await db.deleteFrom('setup_links').where('expires_at', '<', at).execute();
  await db
    .deleteFrom('known_addresses')
    .where('seen_at', '<', new Date(now - 90 * dayMs))
    .execute();
  await db.deleteFrom('limiter').where('expire', '<', now).execute();
}
