import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { type Call, type Endpoint, openEndpoint, userEndpoint } from '../http/endpoint.ts';
import { digest } from '../http/guard.ts';
import { notFound } from '../http/problem.ts';
import { scopes } from './caller.ts';
import { lineOf } from './fields.ts';
import { addMinutes } from './minutes.ts';
import { isSecret, newSecret } from './secrets.ts';
import { lifetimes, startSession } from './sessions.ts';

const tag = 'Sign in by device code';
const minutes = 10;
/** Seconds between two questions of a device; `slow_down` adds five: RFC 8628, section 3.5. */
const interval = 5;
/** Consonants only, so that no word comes out: RFC 8628, section 6.1. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

const oauthError = z.object({ error: z.string(), error_description: z.string().optional() });

const requestCode = openEndpoint({
  method: 'post',
  path: '/auth/device',
  tag,
  summary: 'Ask for a device code',
  description:
    'The device authorization request of RFC 8628: a program shows the user code, and a person who is signed in approves it. The answer has no envelope, as the RFC has it.',
  access: 'open',
  bodyType: 'form',
  body: z.object({ client_id: lineOf(100), scope: z.string().max(100).optional() }),
  status: 200,
  produces: 'application/json',
  bare: z.object({
    device_code: z.string(),
    user_code: z.string(),
    verification_uri: z.url(),
    verification_uri_complete: z.url(),
    expires_in: z.int(),
    interval: z.int(),
  }),
  bareError: oauthError,
  run: async ({ services, body, context }) => {
    const wanted = body.scope?.split(' ').filter(Boolean) ?? ['share', 'read', 'sync'];
    if (wanted.length === 0 || !wanted.every((one) => (scopes as readonly string[]).includes(one)))
      return context.json({ error: 'invalid_scope', error_description: `Scopes are ${scopes.join(', ')}.` }, 400);
    const deviceCode = newSecret('device');
    const userCode = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
    await services.db
      .insertInto('device_grants')
      .values({
        device_hash: digest(deviceCode),
        user_code: userCode,
        client_name: body.client_id,
        scopes: [...new Set(wanted)],
        status: 'pending',
        user_id: null,
        interval_seconds: interval,
        last_polled_at: null,
        expires_at: addMinutes(services.now(), minutes),
      })
      .execute();
    const shown = `${userCode.slice(0, 4)}-${userCode.slice(4)}`;
    const page = `${services.publicUrl()}/device`;
    return context.json({
      device_code: deviceCode,
      user_code: shown,
      verification_uri: page,
      verification_uri_complete: `${page}#${shown}`,
      expires_in: minutes * 60,
      interval,
    });
  },
});

const requestTokens = openEndpoint({
  method: 'post',
  path: '/auth/device/token',
  tag,
  summary: 'Ask for the tokens of a device code',
  description:
    'The device access token request of RFC 8628. Errors are those of the RFC: `authorization_pending`, `slow_down`, `access_denied`, `expired_token`.',
  access: 'open',
  bodyType: 'form',
  body: z.object({ grant_type: z.literal(grantType), device_code: z.string().max(100), client_id: lineOf(100) }),
  status: 200,
  produces: 'application/json',
  bare: z.object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    refresh_token: z.string(),
    scope: z.string(),
  }),
  bareError: oauthError,
  run: async (call) => {
    const answer = isSecret('device', call.body.device_code) ? await poll(call) : 'invalid_grant';
    return typeof answer === 'string' ? call.context.json({ error: answer }, 400) : call.context.json(answer);
  },
});

type TokenCall = Call<unknown, unknown, { readonly device_code: string; readonly client_id: string }>;

function poll({ services, body }: TokenCall): Promise<string | object> {
  const hash = digest(body.device_code);
  const at = services.now();
  return services.db.transaction().execute(async (trx) => {
    const grant = await trx
      .selectFrom('device_grants')
      .selectAll()
      .where('device_hash', '=', hash)
      .where('client_name', '=', body.client_id)
      .forUpdate()
      .executeTakeFirst();
    if (!grant) return 'invalid_grant';
    if (grant.expires_at.getTime() <= at) return 'expired_token';
    const isEarly = at - (grant.last_polled_at?.getTime() ?? 0) < grant.interval_seconds * 1000;
    if (grant.status === 'pending') {
      const interval_seconds = grant.interval_seconds + (isEarly ? 5 : 0);
      const polled = { last_polled_at: new Date(at), interval_seconds };
      await trx.updateTable('device_grants').set(polled).where('device_hash', '=', hash).execute();
      return isEarly ? 'slow_down' : 'authorization_pending';
    }
    await trx.deleteFrom('device_grants').where('device_hash', '=', hash).execute();
    if (grant.status === 'denied' || grant.user_id === null) return 'access_denied';
    const session = { userId: grant.user_id, kind: 'device', label: grant.client_name, scopes: grant.scopes } as const;
    const tokens = await startSession(trx, session, at);
    return {
      access_token: tokens.accessToken,
      token_type: 'Bearer',
      expires_in: lifetimes.access * 60,
      refresh_token: tokens.refreshToken,
      scope: grant.scopes.join(' '),
    };
  });
}

const userCode = z
  .string()
  .max(20)
  .transform((text) => text.toUpperCase().replaceAll(/[^A-Z]/g, ''));

const showGrant = userEndpoint({
  method: 'get',
  path: '/auth/device/grant',
  tag,
  summary: 'Show who asks for a user code',
  access: 'session',
  query: z.object({ code: userCode }),
  status: 200,
  result: z.object({ client: z.string(), scopes: z.array(z.string()) }),
  run: async ({ services, caller, query }) => {
    // 20⁸ codes, and few tries: RFC 8628, section 5.1.
    await services.limits.takeGuess(`device code ${caller.userId}`);
    const grant = await services.db
      .selectFrom('device_grants')
      .select(['client_name', 'scopes'])
      .where('user_code', '=', query.code)
      .where('status', '=', 'pending')
      .where('expires_at', '>', new Date(services.now()))
      .executeTakeFirst();
    if (!grant) throw notFound();
    return { client: grant.client_name, scopes: grant.scopes };
  },
});

const decideGrant = userEndpoint({
  method: 'post',
  path: '/auth/device/grant',
  tag,
  summary: 'Approve or deny a user code',
  access: 'session',
  body: z.strictObject({ code: userCode, approve: z.boolean() }),
  status: 204,
  run: async ({ services, caller, body }) => {
    await services.limits.takeGuess(`device code ${caller.userId}`);
    const { numUpdatedRows } = await services.db
      .updateTable('device_grants')
      .set({ status: body.approve ? 'approved' : 'denied', user_id: caller.userId })
      .where('user_code', '=', body.code)
      .where('status', '=', 'pending')
      .where('expires_at', '>', new Date(services.now()))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw notFound();
  },
});

export const deviceEndpoints: readonly Endpoint[] = [requestCode, requestTokens, showGrant, decideGrant];
