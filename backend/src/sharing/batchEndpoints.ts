import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import * as z from 'zod';
import { sharableDays } from '../database/months.ts';
import type { Tables } from '../database/tables.ts';
import { type Endpoint, type MemberCall, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { applyBatch, lockActivity } from './applyBatch.ts';
import { type Batch, batchSchema, itemSchema, levels } from './batch.ts';
import { daySchema } from './daySchema.ts';

const tag = 'Activities';
const receipt = z.object({
  id: z.uuid(),
  level: z.enum(levels),
  source: z.string(),
  days: z.int(),
  items: z.int(),
  /** Days that were left as they are, since a newer revision was there. */
  outdated: z.int(),
  receivedAt: z.iso.datetime(),
});

const sendBatch = memberEndpoint({
  method: 'post',
  path: '/activities/batches',
  alias: '/receive_telemetry',
  tag,
  summary: 'Share days of activity',
  description:
    'Each day replaces what this source shared of it before. Send a random `Idempotency-Key` with each batch and the same one when you try again: a batch is applied once, and before it is acknowledged. The body may be compressed with gzip.',
  access: 'share',
  role: 'member',
  body: batchSchema,
  status: 202,
  result: receipt,
  run: (call) => storeBatch(call, call.body),
});

const logActivity = memberEndpoint({
  method: 'post',
  path: '/activities',
  alias: '/log_activity',
  tag,
  summary: 'Log one activity',
  description:
    'Adds time that was not measured to a day, without telling what it was for, or with one of language, alias, and project. It has a source of its own, by which it can be taken back. Send an `Idempotency-Key` as with a batch.',
  access: 'share',
  role: 'member',
  body: z
    .strictObject({ day: daySchema, ...itemSchema.shape })
    .refine(
      ({ language, alias, project }) => [language, alias, project].filter((one) => one !== undefined).length <= 1,
      {
        message: 'Give at most one of language, alias, and project.',
      },
    ),
  status: 202,
  result: receipt,
  run: (call) => {
    const { day, ...item } = call.body;
    const level = levels.find((one) => one !== 'totals' && one !== 'tasks' && item[one] !== undefined) ?? 'totals';
    const source = `log-${createHash('sha256').update(keyOf(call)).digest('hex').slice(0, 16)}`;
    return storeBatch(call, { level, source, days: [{ day, revision: 1, items: [item], measuredSeconds: 0 }] });
  },
});

type SharingCall = MemberCall<unknown, unknown, unknown>;

/** @throws HttpProblem 400 */
function keyOf({ context }: SharingCall): string {
  const key = context.req.header('idempotency-key') ?? '';
  if (!/^[!-~]{8,100}$/.test(key))
    throw new HttpProblem(400, 'Send a header "Idempotency-Key" of 8 to 100 characters.');
  return key;
}

/** Applies a batch once for its key, before it is acknowledged. */
async function storeBatch(call: SharingCall, body: Batch): Promise<z.infer<typeof receipt>> {
  const { services, member, caller, bytes } = call;
  const key = keyOf(call);
  checkDays(body, sharableDays(services.now(), services.config.detailMonths));
  const owner = { organizationId: member.organizationId, userId: caller.userId };
  const hash = createHash('sha256').update(bytes).digest();
  const stored = await services.db.transaction().execute(async (trx) => {
    await lockActivity(trx, owner);
    const before = await trx
      .selectFrom('batches')
      .selectAll()
      .where('organization_id', '=', owner.organizationId)
      .where('user_id', '=', owner.userId)
      .where('idempotency_key', '=', key)
      .executeTakeFirst();
    if (before && !before.body_hash.equals(hash))
      throw new HttpProblem(422, 'This Idempotency-Key came with another batch before. Use a new one for each batch.');
    if (before) return { row: before, isNew: false };
    const { id } = await trx
      .insertInto('batches')
      .values({
        organization_id: owner.organizationId,
        user_id: owner.userId,
        idempotency_key: key,
        body_hash: hash,
        level: body.level,
        source: body.source,
        days: body.days.length,
        items: body.days.reduce((sum, { items }) => sum + items.length, 0),
        outdated: 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const outdated = await applyBatch(trx, owner, { ...body, id });
    const row = await trx
      .updateTable('batches')
      .set({ outdated })
      .where('organization_id', '=', owner.organizationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return { row, isNew: true };
  });
  if (stored.isNew) services.metrics.batchStored({ days: stored.row.days, activities: stored.row.items });
  return viewOf(stored.row);
}

/** @throws HttpProblem 422 for days that haven't begun in any time zone, or whose details are no longer kept */
function checkDays({ days }: Batch, { from, to }: { readonly from: string; readonly to: string }): void {
  const fields = days.flatMap(({ day }, i) =>
    day < from || day > to ? [{ path: `body.days.${i}.day`, message: `Share days from ${from} to ${to}.` }] : [],
  );
  if (fields.length > 0)
    throw new HttpProblem(422, `This server takes days from ${from} to ${to}.`, { fields: fields.slice(0, 20) });
}

function viewOf(row: Selectable<Tables['batches']>): z.infer<typeof receipt> {
  const { id, level, source, days, items, outdated, received_at } = row;
  return {
    id,
    level: level as (typeof levels)[number],
    source,
    days,
    items,
    outdated,
    receivedAt: received_at.toISOString(),
  };
}

const listBatches = memberEndpoint({
  method: 'get',
  path: '/activities/batches',
  tag,
  summary: 'List what you sent',
  description: 'The receipts of your last 200 batches, newest first. Taking activity back keeps them.',
  access: 'read',
  role: 'viewer',
  status: 200,
  result: z.array(receipt),
  run: async ({ services, member, caller }) => {
    const rows = await services.db
      .selectFrom('batches')
      .selectAll()
      .where('organization_id', '=', member.organizationId)
      .where('user_id', '=', caller.userId)
      .orderBy('received_at', 'desc')
      .limit(200)
      .execute();
    return rows.map(viewOf);
  },
});

export const batchEndpoints: readonly Endpoint[] = [sendBatch, logActivity, listBatches];
