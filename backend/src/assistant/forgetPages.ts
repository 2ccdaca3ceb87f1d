import type { Database } from '../database/connect.ts';
import type { Owner } from '../sharing/applyBatch.ts';

/** Deletes the plans and insights that may rest on days from `from` on, since these were taken back. */
export async function forgetPages(trx: Database, { organizationId, userId }: Owner, from: string): Promise<void> {
  await trx
    .deleteFrom('assistant_pages')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('day', '>=', from)
    .execute();
}
