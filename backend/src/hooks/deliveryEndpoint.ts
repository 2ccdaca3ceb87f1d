import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { type Call, type Endpoint, openEndpoint } from '../http/endpoint.ts';
import { parseJson } from '../http/body.ts';
import { HttpProblem, signInRequired } from '../http/problem.ts';
import { reduceDelivery } from './reduceDelivery.ts';
import { type Hook, storeDelivery } from './storeDelivery.ts';

interface SignedHook extends Hook {
  readonly secret: string;
}

/** For addresses without a webhook, so that they take as long and say the same as one with a wrong signature. */
const noHook: SignedHook = { organizationId: '', id: '', secret: 'none' };

const takeDelivery = openEndpoint({
  method: 'post',
  path: '/hooks/github/{hook}',
  tag: 'Webhooks',
  summary: 'Take a delivery of GitHub',
  description:
    'For GitHub, with content type `application/json`. The header `X-Hub-Signature-256` must be that of the body under the secret of the webhook. What was delivered before changes nothing. Events that Daymark does not use are accepted and counted.',
  access: 'open',
  params: z.object({ hook: z.uuid() }),
  body: z.record(z.string(), z.unknown()),
  bodyType: 'signed',
  status: 202,
  result: z.object({ result: z.enum(['accepted', 'ignored', 'repeated', 'pong']) }),
  run: async (call) => {
    const { services, bytes, context } = call;
    const hook = await signerOf(call);
    const delivery = context.req.header('x-github-delivery') ?? '';
    if (!/^[\w-]{1,64}$/.test(delivery)) throw new HttpProblem(400, 'The header X-GitHub-Delivery is missing.');
    const name = context.req.header('x-github-event') ?? '';
    const payload = parseJson(bytes);
    const at = services.now();
    if (name === 'ping') {
      await services.db
        .updateTable('github_hooks')
        .set({ last_delivery_at: new Date(at) })
        .where('organization_id', '=', hook.organizationId)
        .where('id', '=', hook.id)
        .execute();
      services.metrics.hookDelivered('pong');
      return { result: 'pong' as const };
    }
    const event = reduceDelivery(name, payload, at);
    const bodyHash = createHash('sha256').update(bytes).digest();
    const result = await storeDelivery(services.db, hook, { id: delivery, bodyHash, event, at: new Date(at) });
    services.metrics.hookDelivered(result);
    return { result };
  },
});

/** @throws HttpProblem 401, the same for a wrong signature and for a webhook that doesn't exist */
async function signerOf(call: Call<{ hook: string }, unknown, unknown>): Promise<Hook> {
  const { services, bytes, context, params } = call;
  const row = await services.db
    .selectFrom('github_hooks')
    .select(['organization_id', 'id', 'secret'])
    .where('id', '=', params.hook)
    .executeTakeFirst();
  const hook = row ? { organizationId: row.organization_id, id: row.id, secret: row.secret } : noHook;
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/i.exec(context.req.header('x-hub-signature-256') ?? '') ?? [];
  const signature = Buffer.alloc(32);
  signature.write(hex, 'hex');
  const isSigned = timingSafeEqual(signature, createHmac('sha256', hook.secret).update(bytes).digest());
  if (row && hex !== '' && isSigned) return hook;
  services.metrics.hookDelivered('refused');
  throw signInRequired("The signature isn't that of this webhook. Check its secret at GitHub.");
}

export const deliveryEndpoints: readonly Endpoint[] = [takeDelivery];
