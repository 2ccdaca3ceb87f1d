import { dayMs } from '../../src/core/time/days.ts';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import { dropMonths, foldActivity, makeMonths, monthAfter } from './database/months.ts';
import { foldStandings } from './leaderboards/standings.ts';

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
  await db.deleteFrom('passkey_challenges').where('expires_at', '<', at).execute();
  await db.deleteFrom('github_requests').where('expires_at', '<', at).execute();
  await db.deleteFrom('mail_links').where('expires_at', '<', at).execute();
  await db.deleteFrom('setup_links').where('expires_at', '<', at).execute();
  await db
    .deleteFrom('known_addresses')
    .where('seen_at', '<', new Date(now - 90 * dayMs))
    .execute();
  await db
    .deleteFrom('model_calls')
    .where('at', '<', new Date(now - 30 * dayMs))
    .execute();
  await db
    .deleteFrom('github_events')
    .where('received_at', '<', new Date(now - 7 * dayMs))
    .execute();
  await db
    .deleteFrom('hook_deliveries')
    .where('received_at', '<', new Date(now - 90 * dayMs))
    .execute();
  await db.deleteFrom('limiter').where('expire', '<', now).execute();
}

/** The result of `keepMonths`. */
export interface KeptMonths {
  readonly made: readonly string[];
  /** People whose activity was folded. */
  readonly folded: number;
  readonly dropped: readonly string[];
}

/**
 * Creates the partitions of coming months, folds days beyond the retention of details, and drops days beyond the retention of everything.
 * Any instance may run it at any time.
 * @param now milliseconds since the epoch
 */
export async function keepMonths(
  db: Database,
  now: number,
  config: Pick<Config, 'detailMonths' | 'keepMonths'>,
): Promise<KeptMonths> {
  const made = await makeMonths(db, now, config.detailMonths);
  // A day later than days stop being taken, so that a batch that was just let in is folded too.
  const firstDetailed = monthAfter(now - dayMs, -config.detailMonths);
  const folded = await foldActivity(db, firstDetailed);
  const firstKept = config.keepMonths === 0 ? undefined : monthAfter(now - dayMs, -config.keepMonths);
  const dropped = firstKept === undefined ? [] : await dropMonths(db, firstKept);
  // They name languages and projects.
  await db.deleteFrom('assistant_pages').where('day', '<', firstDetailed).execute();
  for (const table of ['shared_entries', 'shared_ai_days', 'shared_task_lists'] as const)
    await db.deleteFrom(table).where('day', '<', firstDetailed).execute();
  for (const table of ['ci_runs', 'deployments'] as const)
    await db.deleteFrom(table).where('at', '<', Date.parse(firstDetailed)).execute();
  await foldStandings(db, { detail: firstDetailed, all: firstKept });
  return { made, folded, dropped };
}
