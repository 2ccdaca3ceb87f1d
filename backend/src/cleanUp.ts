import { dayMs } from '../../src/core/time/days.ts';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import { dropMonths, foldActivity, makeMonths, monthAfter } from './database/months.ts';

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

/** What `keepMonths` did. */
export interface KeptMonths {
  readonly made: readonly string[];
  /** People whose activity was folded. */
  readonly folded: number;
  readonly dropped: readonly string[];
}

/**
 * Makes the partitions of the months to come, folds what is older than the detail that is kept, and drops what isn't kept at all. Every instance
 * may run it at any time.
 * @param now milliseconds since the epoch
 */
export async function keepMonths(
  db: Database,
  now: number,
  config: Pick<Config, 'detailMonths' | 'keepMonths'>,
): Promise<KeptMonths> {
  const made = await makeMonths(db, now, config.detailMonths);
  // A day later than days stop being taken, so that a batch that was just let in is folded too.
  const folded = await foldActivity(db, monthAfter(now - dayMs, -config.detailMonths));
  const dropped = config.keepMonths === 0 ? [] : await dropMonths(db, monthAfter(now - dayMs, -config.keepMonths));
  return { made, folded, dropped };
}
