import type { HookEvent } from '../../../src/core/github/hookEvent.ts';
import { addEvent } from '../events/addEvent.ts';
import { storeStatus } from './storeStatus.ts';
import type { Database } from '../database/connect.ts';

/** The webhook that delivered something. */
export interface Hook {
  readonly organizationId: string;
  readonly id: string;
}

/** A delivery whose signature was checked. */
export interface Delivery {
  /** GitHub's id of it, the same when it is delivered again. Not signed, so the body counts too. */
  readonly id: string;
  /** SHA-256 of the body. */
  readonly bodyHash: Buffer;
  /** Undefined for what Daymark doesn't use. */
  readonly event: HookEvent | undefined;
  readonly at: Date;
}

export type DeliveryResult = 'accepted' | 'ignored' | 'repeated';

/** Stores a delivery once, however often and with whatever id it comes, and wakes everybody who follows the organization's events. */
export async function storeDelivery(db: Database, hook: Hook, delivery: Delivery): Promise<DeliveryResult> {
  const { organizationId } = hook;
  return db.transaction().execute(async (trx) => {
    const stored = await trx
      .insertInto('hook_deliveries')
      .values({
        organization_id: organizationId,
        hook_id: hook.id,
        delivery: delivery.id,
        body_hash: delivery.bodyHash,
        received_at: delivery.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('delivery')
      .executeTakeFirst();
    const result = stored ? (delivery.event ? 'accepted' : 'ignored') : 'repeated';
    await trx
      .updateTable('github_hooks')
      .set((eb) => ({ last_delivery_at: delivery.at, [result]: eb(result, '+', 1) }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', hook.id)
      .execute();
    if (result === 'accepted' && delivery.event) {
      await storeStatus(trx, organizationId, delivery.event);
      await addEvent(trx, organizationId, { event: delivery.event, at: delivery.at });
    }
    return result;
  });
}
