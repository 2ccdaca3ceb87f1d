import * as z from 'zod';
import { dayMs } from '../../../src/core/time/days.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { digest } from '../http/guard.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { nameSchema, scopesSchema } from './fields.ts';
import { newSecret } from './secrets.ts';

const tag = 'API keys';
const mostKeys = 50;
const key = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
});
/** `secret` is shown this once; the server keeps only its digest. */
const keyWithSecret = z.object({ id: z.uuid(), secret: z.string() });

const listKeys = userEndpoint({
  method: 'get',
  path: '/auth/keys',
  tag,
  summary: 'List your API keys',
  access: 'session',
  status: 200,
  result: z.array(key),
  run: async ({ services, caller }) => {
    const rows = await services.db
      .selectFrom('api_keys')
      .select(['id', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at'])
      .where('user_id', '=', caller.userId)
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(({ id, name, scopes, created_at, expires_at, last_used_at }) => ({
      id,
      name,
      scopes,
      createdAt: created_at.toISOString(),
      expiresAt: expires_at?.toISOString() ?? null,
      lastUsedAt: last_used_at?.toISOString() ?? null,
    }));
  },
});

const createKey = userEndpoint({
  method: 'post',
  path: '/auth/keys',
  tag,
  summary: 'Make an API key',
  access: 'session',
  body: z.strictObject({ name: nameSchema, scopes: scopesSchema, days: z.int().min(1).max(3650).optional() }),
  status: 201,
  result: keyWithSecret,
  run: async ({ services, caller, body }) => {
    const { db, now } = services;
    const { count } = await db
      .selectFrom('api_keys')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('user_id', '=', caller.userId)
      .executeTakeFirstOrThrow();
    if (count >= mostKeys) throw new HttpProblem(409, `You have ${mostKeys} keys. Revoke one first.`);
    const secret = newSecret('key');
    const expires = body.days === undefined ? null : new Date(now() + body.days * dayMs);
    const { id } = await db
      .insertInto('api_keys')
      .values({
        user_id: caller.userId,
        name: body.name,
        scopes: body.scopes,
        hash: digest(secret),
        expires_at: expires,
        last_used_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, secret };
  },
});

const rotateKey = userEndpoint({
  method: 'post',
  path: '/auth/keys/{key}/rotate',
  tag,
  summary: 'Give an API key a new secret',
  description: 'The old secret stops working at once.',
  access: 'session',
  params: z.object({ key: z.uuid() }),
  status: 200,
  result: keyWithSecret,
  run: async ({ services, caller, params }) => {
    const secret = newSecret('key');
    const rotated = await services.db
      .updateTable('api_keys')
      .set({ hash: digest(secret), last_used_at: null })
      .where('id', '=', params.key)
      .where('user_id', '=', caller.userId)
      .returning('id')
      .executeTakeFirst();
    if (!rotated) throw notFound();
    return { id: rotated.id, secret };
  },
});

const revokeKey = userEndpoint({
  method: 'delete',
  path: '/auth/keys/{key}',
  tag,
  summary: 'Revoke an API key',
  access: 'session',
  params: z.object({ key: z.uuid() }),
  status: 204,
  run: async ({ services, caller, params }) => {
    const { numDeletedRows } = await services.db
      .deleteFrom('api_keys')
      .where('id', '=', params.key)
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound();
  },
});

export const keyEndpoints: readonly Endpoint[] = [listKeys, createKey, rotateKey, revokeKey];
