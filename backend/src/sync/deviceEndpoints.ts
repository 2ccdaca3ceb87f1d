import { sql } from 'kysely';
import * as z from 'zod';
import { nameSchema } from '../accounts/fields.ts';
import { endSession } from '../accounts/sessions.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { base64 } from './fields.ts';

const tag = 'Sync';
const mostDevices = 50;
const paths = z.object({ device: z.uuid() });
const device = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(['pending', 'active', 'revoked']),
  publicKey: z.string(),
  /** The sync key, sealed for this device by another one. */
  envelope: z.string().nullable(),
  nextSequence: z.int(),
  isCurrent: z.boolean(),
});

const listDevices = userEndpoint({
  method: 'get',
  path: '/sync/devices',
  tag,
  summary: 'List your devices',
  access: 'sync',
  status: 200,
  result: z.array(device),
  run: async ({ services, caller }) => {
    const rows = await services.db
      .selectFrom('devices')
      .selectAll()
      .where('user_id', '=', caller.userId)
      .orderBy('created_at')
      .execute();
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      status: row.status,
      publicKey: row.public_key.toString('base64'),
      envelope: row.envelope?.toString('base64') ?? null,
      nextSequence: row.next_sequence,
      isCurrent: row.credential_id === caller.credentialId,
    }));
  },
});

const joinDevice = userEndpoint({
  method: 'post',
  path: '/sync/devices',
  tag,
  summary: 'Join as a device',
  description:
    'The device belongs to the session or key that joins, and nothing else can upload as it. The first one is active at once; later ones wait until an active one admits them.',
  access: 'sync',
  body: z.strictObject({ name: nameSchema, publicKey: base64(512).min(1) }),
  status: 201,
  result: z.object({ id: z.uuid(), status: z.enum(['pending', 'active']) }),
  run: ({ services, caller, body }) =>
    services.db.transaction().execute(async (trx) => {
      await trx
        .insertInto('sync_accounts')
        .values({ user_id: caller.userId, position: 0, bytes: 0 })
        .onConflict((conflict) => conflict.column('user_id').doNothing())
        .execute();
      await sql`select 1 from sync_accounts where user_id = ${caller.userId} for update`.execute(trx);
      const there = await trx
        .selectFrom('devices')
        .select(['credential_id', 'status'])
        .where('user_id', '=', caller.userId)
        .where('status', '!=', 'revoked')
        .execute();
      if (there.length >= mostDevices) throw new HttpProblem(409, `You have ${mostDevices} devices. Revoke one first.`);
      if (there.some(({ credential_id }) => credential_id === caller.credentialId))
        throw new HttpProblem(409, 'This session or key has joined as a device already.');
      const status = there.some((one) => one.status === 'active') ? 'pending' : 'active';
      const { id } = await trx
        .insertInto('devices')
        .values({
          user_id: caller.userId,
          name: body.name,
          credential_id: caller.credentialId,
          status,
          public_key: Buffer.from(body.publicKey, 'base64'),
          envelope: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, status: status as 'pending' | 'active' };
    }),
});

const admitDevice = userEndpoint({
  method: 'post',
  path: '/sync/devices/{device}/admit',
  tag,
  summary: 'Admit a waiting device',
  description: 'From an active device, which hands over the sync key, sealed so that only the new device can open it.',
  access: 'sync',
  params: paths,
  body: z.strictObject({ envelope: base64(4096).min(1) }),
  status: 204,
  run: async ({ services, caller, params, body }) => {
    await services.db.transaction().execute(async (trx) => {
      // Kept from being revoked in the meantime.
      const own = await trx
        .selectFrom('devices')
        .select('id')
        .where('user_id', '=', caller.userId)
        .where('credential_id', '=', caller.credentialId)
        .where('status', '=', 'active')
        .forUpdate()
        .executeTakeFirst();
      if (!own) throw new HttpProblem(403, 'Only an active device may admit another.');
      const { numUpdatedRows } = await trx
        .updateTable('devices')
        .set({ status: 'active', envelope: Buffer.from(body.envelope, 'base64') })
        .where('user_id', '=', caller.userId)
        .where('id', '=', params.device)
        .where('status', '=', 'pending')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw notFound();
    });
  },
});

const revokeDevice = userEndpoint({
  method: 'delete',
  path: '/sync/devices/{device}',
  tag,
  summary: 'Revoke a device',
  description:
    'It can read and upload nothing any more: its session or key ends too. What it uploaded stays. Rotate the sync key, since the device had it. Whoever may sync may do this, so that a new device can take the place of lost ones.',
  access: 'sync',
  params: paths,
  status: 204,
  run: async ({ services, caller, params }) => {
    const { db, now } = services;
    await db.transaction().execute(async (trx) => {
      const revoked = await trx
        .updateTable('devices')
        .set({ status: 'revoked', envelope: null })
        .where('user_id', '=', caller.userId)
        .where('id', '=', params.device)
        .returning('credential_id')
        .executeTakeFirst();
      if (!revoked) throw notFound();
      await endSession(trx, revoked.credential_id, now());
      await trx
        .deleteFrom('api_keys')
        .where('id', '=', revoked.credential_id)
        .where('user_id', '=', caller.userId)
        .execute();
    });
  },
});

export const syncDeviceEndpoints: readonly Endpoint[] = [listDevices, joinDevice, admitDevice, revokeDevice];
