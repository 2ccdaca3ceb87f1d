import type { Selectable } from 'kysely';
import * as z from 'zod';
import { nameSchema } from '../accounts/fields.ts';
import { newSecret } from '../accounts/secrets.ts';
import type { Tables } from '../database/tables.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { audit } from '../organizations/audit.ts';
import type { Services } from '../services.ts';

const tag = 'Webhooks';
const mostHooks = 20;
const paths = z.object({ organization: z.uuid(), hook: z.uuid() });
const hook = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Address that GitHub delivers to. */
  url: z.url(),
  createdAt: z.iso.datetime(),
  lastDeliveryAt: z.iso.datetime().nullable(),
  /** Deliveries by what became of them. */
  accepted: z.int(),
  ignored: z.int(),
  repeated: z.int(),
});
/** `secret` is shown this once. */
const hookWithSecret = z.object({ id: z.uuid(), url: z.url(), secret: z.string() });

function urlOf({ publicUrl }: Services, id: string): string {
  return `${publicUrl()}/api/v1/hooks/github/${id}`;
}

function viewOf(row: Selectable<Tables['github_hooks']>, services: Services): z.infer<typeof hook> {
  const { id, name, created_at, last_delivery_at, accepted, ignored, repeated } = row;
  return {
    id,
    name,
    url: urlOf(services, id),
    createdAt: created_at.toISOString(),
    lastDeliveryAt: last_delivery_at?.toISOString() ?? null,
    accepted,
    ignored,
    repeated,
  };
}

const listHooks = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/hooks',
  tag,
  summary: 'List the webhooks for GitHub',
  access: 'manage',
  role: 'admin',
  status: 200,
  result: z.array(hook),
  run: async ({ services, member }) => {
    const rows = await services.db
      .selectFrom('github_hooks')
      .selectAll()
      .where('organization_id', '=', member.organizationId)
      .orderBy('created_at')
      .execute();
    return rows.map((row) => viewOf(row, services));
  },
});

const createHook = memberEndpoint({
  method: 'post',
  path: '/organizations/{organization}/hooks',
  tag,
  summary: 'Make a webhook for GitHub',
  description:
    'Enter its address and secret at GitHub, with the content type `application/json`. Members of the organization see what it delivers, of private repositories too. The secret is shown this once.',
  access: 'manage',
  role: 'admin',
  body: z.strictObject({ name: nameSchema }),
  status: 201,
  result: hookWithSecret,
  run: (call) =>
    call.services.db.transaction().execute(async (trx) => {
      const { member, caller, services, body } = call;
      // One at a time, so that two can't pass the limit together.
      await trx
        .selectFrom('organizations')
        .select('id')
        .where('id', '=', member.organizationId)
        .forUpdate()
        .executeTakeFirst();
      const { count } = await trx
        .selectFrom('github_hooks')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('organization_id', '=', member.organizationId)
        .executeTakeFirstOrThrow();
      if (count >= mostHooks)
        throw new HttpProblem(409, `The organization has ${mostHooks} webhooks. Revoke one first.`);
      const secret = newSecret('hook');
      const { id } = await trx
        .insertInto('github_hooks')
        .values({
          organization_id: member.organizationId,
          created_by: caller.userId,
          name: body.name,
          secret,
          created_at: new Date(services.now()),
          last_delivery_at: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await audit(trx, call, { action: 'hook.made', target: id });
      return { id, url: urlOf(services, id), secret };
    }),
});

const rotateHook = memberEndpoint({
  method: 'post',
  path: '/organizations/{organization}/hooks/{hook}/rotate',
  tag,
  summary: 'Give a webhook a new secret',
  description:
    'The old secret stops working at once. What GitHub delivers until it has the new one can be redelivered there.',
  access: 'manage',
  role: 'admin',
  params: paths,
  status: 200,
  result: hookWithSecret,
  run: (call) =>
    call.services.db.transaction().execute(async (trx) => {
      const secret = newSecret('hook');
      const rotated = await trx
        .updateTable('github_hooks')
        .set({ secret })
        .where('organization_id', '=', call.member.organizationId)
        .where('id', '=', call.params.hook)
        .returning('id')
        .executeTakeFirst();
      if (!rotated) throw notFound();
      await audit(trx, call, { action: 'hook.rotated', target: rotated.id });
      return { id: rotated.id, url: urlOf(call.services, rotated.id), secret };
    }),
});

const revokeHook = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}/hooks/{hook}',
  tag,
  summary: 'Revoke a webhook',
  access: 'manage',
  role: 'admin',
  params: paths,
  status: 204,
  run: async (call) => {
    await call.services.db.transaction().execute(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom('github_hooks')
        .where('organization_id', '=', call.member.organizationId)
        .where('id', '=', call.params.hook)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw notFound();
      await audit(trx, call, { action: 'hook.revoked', target: call.params.hook });
    });
  },
});

export const hookEndpoints: readonly Endpoint[] = [listHooks, createHook, rotateHook, revokeHook];
