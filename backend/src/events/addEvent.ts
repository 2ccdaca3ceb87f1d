import { sql } from 'kysely';
import type { HookEvent } from '../../../src/core/github/hookEvent.ts';
import type { Database } from '../database/connect.ts';

/** The channel on which instances tell each other of events. */
export const eventChannel = 'daymark_events';

/** The stored part of a delivery, or a request of somebody to their VS Code to sync. */
export type StoredEvent = HookEvent | { readonly event: 'sync' };

/** Appends an event to those of an organization, and wakes everybody who follows them once the transaction is committed. */
export async function addEvent(
  trx: Database,
  organizationId: string,
  { event, at }: { readonly event: StoredEvent; readonly at: Date },
): Promise<void> {
  // The row stays locked until the commit, so that positions become visible in their order and none is passed over.
  const { position } = await trx
    .insertInto('event_heads')
    .values({ organization_id: organizationId, position: 1 })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet((eb) => ({ position: eb('event_heads.position', '+', 1) })),
    )
    .returning('position')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('github_events')
    .values({ organization_id: organizationId, position, body: JSON.stringify(event), received_at: at })
    .execute();
  await wakeFollowers(trx, organizationId);
}

/** Wakes everybody who follows a topic, on all instances; in a transaction once it is committed. */
export async function wakeFollowers(db: Database, topic: string): Promise<void> {
  await sql`select pg_notify(${eventChannel}, ${topic})`.execute(db);
}
