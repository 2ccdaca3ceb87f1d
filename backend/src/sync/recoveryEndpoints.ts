import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { requireActive } from './activeDevice.ts';
import { base64 } from './fields.ts';

const tag = 'Sync';
/** Thousands of keys and devices. */
const longestEnvelope = 256 * 1024;

const showRecovery = userEndpoint({
  method: 'get',
  path: '/sync/recovery',
  tag,
  summary: 'Read what is kept for the recovery key',
  description:
    "The keys, sealed for whoever has the recovery key; the server can't open them. The generation is 0 where there never was one; the envelope is null once it was withdrawn.",
  access: 'sync',
  status: 200,
  result: z.object({ generation: z.int(), envelope: z.string().nullable() }),
  run: async ({ services, caller }) => {
    const row = await services.db
      .selectFrom('sync_recovery')
      .select(['generation', 'envelope'])
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    return { generation: row?.generation ?? 0, envelope: row?.envelope?.toString('base64') ?? null };
  },
});

const offerRecovery = userEndpoint({
  method: 'put',
  path: '/sync/recovery',
  tag,
  summary: 'Store keys for the recovery key, or withdraw it',
  description:
    'From an active device, each time that the keys change. `verifier` is the SHA-256 digest of the proof. One with a lower generation than what is there changes nothing.',
  access: 'sync',
  body: z.strictObject({
    // Far more than anybody makes. One without room above it would keep later ones from counting.
    generation: z.int().min(1).max(2_000_000_000),
    envelope: base64(longestEnvelope).min(1).nullable(),
    verifier: base64(32).length(44).nullable(),
  }),
  status: 204,
  run: async ({ services, caller, body }) => {
    await requireActive(services.db, caller);
    if ((body.envelope === null) !== (body.verifier === null))
      throw new HttpProblem(422, 'Send both an envelope and a verifier, or null for both.');
    const values = {
      generation: body.generation,
      envelope: body.envelope === null ? null : Buffer.from(body.envelope, 'base64'),
      hash: body.verifier === null ? null : Buffer.from(body.verifier, 'base64'),
      offered_at: new Date(services.now()),
    };
    await services.db
      .insertInto('sync_recovery')
      .values({ user_id: caller.userId, ...values })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet(values).where('sync_recovery.generation', '<=', body.generation),
      )
      .execute();
  },
});

const recoverDevice = userEndpoint({
  method: 'post',
  path: '/sync/devices/{device}/recover',
  tag,
  summary: 'Admit this device with the recovery key',
  description: 'For a device that waits and belongs to this session or key. The proof follows from the recovery key.',
  access: 'sync',
  body: z.strictObject({ proof: base64(32).length(44) }),
  params: z.object({ device: z.uuid() }),
  status: 204,
  run: async ({ services, caller, params, body }) => {
    const { db, limits } = services;
    await limits.takeGuess(`recover ${caller.userId}`);
    const hash = createHash('sha256').update(Buffer.from(body.proof, 'base64')).digest();
    await db.transaction().execute(async (trx) => {
      // Kept from being withdrawn in the meantime.
      const kept = await trx
        .selectFrom('sync_recovery')
        .select('hash')
        .where('user_id', '=', caller.userId)
        .forUpdate()
        .executeTakeFirst();
      if (!kept?.hash || !timingSafeEqual(kept.hash, hash))
        throw new HttpProblem(409, 'This recovery key is no longer valid.');
      const { numUpdatedRows } = await trx
        .updateTable('devices')
        .set({ status: 'active' })
        .where('user_id', '=', caller.userId)
        .where('id', '=', params.device)
        .where('credential_id', '=', caller.credentialId)
        .where('status', '=', 'pending')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw notFound();
    });
  },
});

export const recoveryEndpoints: readonly Endpoint[] = [showRecovery, offerRecovery, recoverDevice];
