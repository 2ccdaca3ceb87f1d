import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Database } from '../database/connect.ts';
import { wakeFollowers } from '../events/addEvent.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { foldSegments } from './foldEndpoint.ts';
import { nextSequence } from './nextSequence.ts';
import { readerRule, requireReader } from './requireReader.ts';

const tag = 'Sync';
const whole = z.coerce.number().int().max(Number.MAX_SAFE_INTEGER);
const stored = z.object({ position: z.int(), sequence: z.int() });

const appendSegment = userEndpoint({
  method: 'put',
  path: '/sync/devices/{device}/segments/{sequence}',
  tag,
  summary: 'Append a sealed segment',
  description:
    'The bytes are stored as they are; the server has no key for them. Sequences of a device begin at 1 and have no gaps. Sending a segment again changes nothing, so a broken upload is resumed by trying again; other bytes for the same sequence are refused.',
  access: 'sync',
  params: z.object({ device: z.uuid(), sequence: whole.min(1) }),
  body: z.string().meta({ contentMediaType: 'application/octet-stream' }),
  bodyType: 'bytes',
  status: 200,
  result: stored,
  run: async ({ services, caller, params, bytes }) => {
    if (bytes.length === 0) throw new HttpProblem(422, 'The segment is empty.');
    const hash = createHash('sha256').update(bytes).digest();
    const appended = await services.db.transaction().execute(async (trx) => {
      // Positions are given out under this lock and become visible in their order, so that no reader's cursor passes one by.
      await sql`select 1 from sync_accounts where user_id = ${caller.userId} for update`.execute(trx);
      const next = await nextSequence(trx, { ...caller, deviceId: params.device });
      if (params.sequence < next) return findAgain(trx, { userId: caller.userId, ...params, hash });
      if (params.sequence > next) throw new HttpProblem(409, `The next sequence of this device is ${next}.`);
      const account = await trx
        .updateTable('sync_accounts')
        .set((eb) => ({ position: eb('position', '+', 1), bytes: eb('bytes', '+', bytes.length) }))
        .where('user_id', '=', caller.userId)
        .returning(['position', 'bytes'])
        .executeTakeFirstOrThrow();
      if (account.bytes > services.config.syncBytes)
        throw new HttpProblem(413, `This account may store ${services.config.syncBytes} bytes, which are used up.`);
      await trx
        .insertInto('segments')
        .values({
          user_id: caller.userId,
          position: account.position,
          device_id: params.device,
          sequence: params.sequence,
          first_sequence: null,
          hash,
          body: bytes,
        })
        .execute();
      await trx
        .updateTable('devices')
        .set({ next_sequence: next + 1 })
        .where('user_id', '=', caller.userId)
        .where('id', '=', params.device)
        .execute();
      services.metrics.segmentStored(bytes.length);
      return { position: account.position, sequence: params.sequence };
    });
    // After the commit: transactions that notify wait for each other, and who misses this looks again anyway.
    await wakeFollowers(services.db, caller.userId);
    return appended;
  },
});

async function findAgain(
  trx: Database,
  wanted: { readonly userId: string; readonly device: string; readonly sequence: number; readonly hash: Buffer },
): Promise<z.infer<typeof stored>> {
  const found = await trx
    .selectFrom('segments')
    .select(['position', 'hash'])
    .where('user_id', '=', wanted.userId)
    .where('device_id', '=', wanted.device)
    .where('sequence', '=', wanted.sequence)
    .executeTakeFirst();
  if (!found?.hash.equals(wanted.hash))
    throw new HttpProblem(409, 'This sequence has other bytes already. Segments are only ever appended.');
  return { position: found.position, sequence: wanted.sequence };
}

const listSegments = userEndpoint({
  method: 'get',
  path: '/sync/segments',
  tag,
  summary: 'List segments since a position',
  description: `Those of all your devices, in the order in which they were stored. \`after\` is the last position that you have; 0 begins. ${readerRule}`,
  access: 'sync',
  query: z.object({ after: whole.min(0).default(0), limit: whole.min(1).max(1000).default(500) }),
  status: 200,
  result: z.array(stored.extend({ first: z.int().optional(), deviceId: z.uuid(), bytes: z.int() })),
  run: async ({ services, caller, query, context }) => {
    await requireReader(services.db, caller, context);
    const rows = await services.db
      .selectFrom('segments')
      .select(['position', 'sequence', 'first_sequence', 'device_id'])
      .select((eb) => eb.fn<number>('octet_length', ['body']).as('bytes'))
      .where('user_id', '=', caller.userId)
      .where('position', '>', query.after)
      .orderBy('position')
      .limit(query.limit)
      .execute();
    return rows.map(({ position, sequence, first_sequence, device_id, bytes }) => ({
      position,
      sequence,
      ...(first_sequence !== null && { first: first_sequence }),
      deviceId: device_id,
      bytes,
    }));
  },
});

const readSegment = userEndpoint({
  method: 'get',
  path: '/sync/segments/{position}',
  tag,
  summary: 'Read a sealed segment',
  description: `The bytes as they were uploaded. ${readerRule}`,
  access: 'sync',
  params: z.object({ position: whole.min(1) }),
  status: 200,
  produces: 'application/octet-stream',
  run: async ({ services, caller, params, context }) => {
    await requireReader(services.db, caller, context);
    const row = await services.db
      .selectFrom('segments')
      .select('body')
      .where('user_id', '=', caller.userId)
      .where('position', '=', params.position)
      .executeTakeFirst();
    if (!row) throw notFound();
    return new Response(new Uint8Array(row.body), { headers: { 'Content-Type': 'application/octet-stream' } });
  },
});

/** Bytes of the bodies in an answer. A segment has at most as many. */
const contentsAtOnce = 1024 * 1024;

const readContents = userEndpoint({
  method: 'get',
  path: '/sync/contents',
  tag,
  summary: 'Read the sealed segments since a position',
  description: `As many as fit into 1 MiB, but at least one if there is one, in their order. ${readerRule}`,
  access: 'sync',
  query: z.object({ after: whole.min(0).default(0) }),
  status: 200,
  result: z.array(z.object({ position: z.int(), body: z.base64() })),
  run: async ({ services, caller, query, context }) => {
    await requireReader(services.db, caller, context);
    const own = services.db
      .selectFrom('segments')
      .where('user_id', '=', caller.userId)
      .where('position', '>', query.after)
      .orderBy('position');
    const listed = await own
      .select((eb) => ['position', eb.fn<number>('octet_length', ['body']).as('bytes')])
      .limit(500)
      .execute();
    let size = 0;
    const fitting = listed.filter(({ bytes }, i) => (size += bytes) <= contentsAtOnce || i === 0);
    const last = fitting.at(-1)?.position ?? 0;
    const rows = await own.select(['position', 'body']).where('position', '<=', last).execute();
    return rows.map(({ position, body }) => ({ position, body: body.toString('base64') }));
  },
});

export const segmentEndpoints: readonly Endpoint[] = [
  appendSegment,
  foldSegments,
  listSegments,
  readSegment,
  readContents,
];
