import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod';
import type { Database } from '../database/connect.ts';
import { userEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { nextSequence } from './nextSequence.ts';

const whole = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** The segments that become one. */
interface Run {
  readonly userId: string;
  readonly device: string;
  readonly first: number;
  readonly sequence: number;
}

export const foldSegments = userEndpoint({
  method: 'put',
  path: '/sync/devices/{device}/segments/{first}/{sequence}',
  tag: 'Sync',
  summary: 'Fold segments into one',
  description:
    'Replaces the segments of this device from one sequence to another by one, which takes the place of the last. None of another device may be between them, so the order of everything stays. The bytes must not be more than those that they replace. Sending the same again changes nothing.',
  access: 'sync',
  params: z.object({ device: z.uuid(), first: whole, sequence: whole }),
  body: z.string().meta({ contentMediaType: 'application/octet-stream' }),
  bodyType: 'bytes',
  status: 200,
  result: z.object({ position: z.int(), first: z.int(), sequence: z.int() }),
  run: async ({ services, caller, params, bytes }) => {
    const { first, sequence } = params;
    if (bytes.length === 0) throw new HttpProblem(422, 'The segment is empty.');
    if (sequence <= first) throw new HttpProblem(422, 'Give the first and the last of several sequences.');
    const hash = createHash('sha256').update(bytes).digest();
    return services.db.transaction().execute(async (trx) => {
      // The same lock under which segments are appended.
      await sql`select 1 from sync_accounts where user_id = ${caller.userId} for update`.execute(trx);
      await nextSequence(trx, { ...caller, deviceId: params.device });
      const run = { userId: caller.userId, ...params };
      const { position, replaced, isDone } = await findRun(trx, run, hash);
      if (isDone) return { position, first, sequence };
      if (bytes.length > replaced) throw new HttpProblem(422, 'This is more than the segments that it replaces.');
      await trx
        .updateTable('sync_accounts')
        .set((eb) => ({ bytes: eb('bytes', '-', replaced - bytes.length) }))
        .where('user_id', '=', caller.userId)
        .execute();
      await replaceRun(trx, run, { position, hash, body: bytes });
      services.metrics.segmentStored(bytes.length);
      return { position, first, sequence };
    });
  },
});

/** @throws HttpProblem 409 unless the segments are there, one after the other, and none of another device is between them */
async function findRun(
  trx: Database,
  { userId, device, first, sequence }: Run,
  hash: Buffer,
): Promise<{ readonly position: number; readonly replaced: number; readonly isDone: boolean }> {
  const rows = await trx
    .selectFrom('segments')
    .select(['position', 'first_sequence', 'sequence', 'hash'])
    .select((eb) => eb.fn<number>('octet_length', ['body']).as('bytes'))
    .where('user_id', '=', userId)
    .where('device_id', '=', device)
    .where('sequence', '>=', first)
    .where('sequence', '<=', sequence)
    .orderBy('sequence')
    .execute();
  const ends = rows.map((row) => ({ from: row.first_sequence ?? row.sequence, to: row.sequence }));
  const isWhole =
    ends[0]?.from === first &&
    ends.at(-1)?.to === sequence &&
    ends.every(({ from }, i) => i === 0 || from === (ends[i - 1]?.to ?? 0) + 1);
  const [one, last] = [rows[0], rows.at(-1)];
  if (!isWhole || !one || !last) throw new HttpProblem(409, 'These sequences have changed.');
  const replaced = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const isDone = rows.length === 1 && one.hash.equals(hash);
  if (isDone) return { position: last.position, replaced, isDone };
  if (rows.length === 1) throw new HttpProblem(409, 'These sequences are already folded.');
  const { count } = await trx
    .selectFrom('segments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('position', '>=', one.position)
    .where('position', '<=', last.position)
    .executeTakeFirstOrThrow();
  if (Number(count) !== rows.length) throw new HttpProblem(409, 'A segment of another device is between them.');
  return { position: last.position, replaced, isDone };
}

async function replaceRun(
  trx: Database,
  { userId, device, first, sequence }: Run,
  folded: { readonly position: number; readonly hash: Buffer; readonly body: Buffer },
): Promise<void> {
  await trx
    .deleteFrom('segments')
    .where('user_id', '=', userId)
    .where('device_id', '=', device)
    .where('sequence', '>=', first)
    .where('sequence', '<=', sequence)
    .execute();
  await trx
    .insertInto('segments')
    .values({ user_id: userId, device_id: device, first_sequence: first, sequence, ...folded })
    .execute();
}
