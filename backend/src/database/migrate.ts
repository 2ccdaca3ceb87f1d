import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './connect.ts';
import { administration } from './migrations/administration.ts';
import { assistant } from './migrations/assistant.ts';
import { coveringIndexes } from './migrations/coveringIndexes.ts';
import { firstTables } from './migrations/firstTables.ts';
import { foldedSegments } from './migrations/foldedSegments.ts';
import { github } from './migrations/github.ts';
import { leaderboards } from './migrations/leaderboards.ts';
import { modelCalls } from './migrations/modelCalls.ts';
import { monthsOfActivity } from './migrations/monthsOfActivity.ts';
import { passkeys } from './migrations/passkeys.ts';
import { projectRoles } from './migrations/projectRoles.ts';
import { secondFactor } from './migrations/secondFactor.ts';
import { syncRecovery } from './migrations/syncRecovery.ts';
import { sharedWork } from './migrations/sharedWork.ts';
import { webhooks } from './migrations/webhooks.ts';

/**
 * The steps from an empty database to the tables of this version, in order. A step that was released is never changed or
 * removed. It must leave the version before it working, since instances of both run during an update.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-months-of-activity': monthsOfActivity,
  '0003-leaderboards': leaderboards,
  '0004-sync-recovery': syncRecovery,
  '0005-assistant': assistant,
  '0006-second-factor': secondFactor,
  '0007-administration': administration,
  '0008-model-calls': modelCalls,
  '0009-passkeys': passkeys,
  '0010-github': github,
  '0011-webhooks': webhooks,
  '0012-shared-work': sharedWork,
  '0013-folded-segments': foldedSegments,
  '0014-project-roles': projectRoles,
  '0015-covering-indexes': coveringIndexes,
};

/** The database has tables of a version that this one doesn't know. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * Brings the tables up to date. All steps run in one transaction under an advisory lock, so instances that start together wait for each
 * other, and a step that fails leaves nothing behind.
 * @returns the names of the steps that ran
 * @throws NewerDatabaseError if a newer version has migrated the database
 */
export async function migrate(
  db: Database,
  steps: Readonly<Record<string, Migration>> = migrations,
): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...steps }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return (results ?? []).map(({ migrationName }) => migrationName);
  if (error instanceof Error && /previously executed migration .* is missing/.test(error.message))
    throw new NewerDatabaseError(
      'A newer version of the server has changed this database. Start that version instead.',
    );
  throw error;
}
