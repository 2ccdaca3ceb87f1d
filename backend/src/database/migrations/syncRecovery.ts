import { type Kysely, sql } from 'kysely';

/**
 * The stored data of a recovery key for sync. Without an envelope it was withdrawn; the row stays, so that an older one doesn't come back.
 */
export const syncRecovery = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create table sync_recovery (
          user_id uuid primary key references users on delete cascade,
          generation bigint not null,
          envelope bytea,
          hash bytea,
          offered_at timestamptz not null
        )`,
      )
      .execute(db);
  },
};
