import * as z from 'zod';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { endSession } from './sessions.ts';

const session = z.object({
  id: z.uuid(),
  kind: z.enum(['web', 'app', 'device']),
  label: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  isCurrent: z.boolean(),
});

const listSessions = userEndpoint({
  method: 'get',
  path: '/auth/sessions',
  tag: 'Accounts',
  summary: 'List your sessions',
  access: 'session',
  status: 200,
  result: z.array(session),
  run: async ({ services, caller }) => {
    const rows = await services.db
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', caller.userId)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', new Date(services.now()))
      .orderBy('last_used_at', 'desc')
      .execute();
    return rows.map(({ id, kind, label, scopes, created_at, last_used_at }) => ({
      id,
      kind,
      label,
      scopes,
      createdAt: created_at.toISOString(),
      lastUsedAt: last_used_at.toISOString(),
      isCurrent: id === caller.credentialId,
    }));
  },
});

const removeSession = userEndpoint({
  method: 'delete',
  path: '/auth/sessions/{session}',
  tag: 'Accounts',
  summary: 'End one of your sessions',
  access: 'session',
  params: z.object({ session: z.uuid() }),
  status: 204,
  run: async ({ services, caller, params }) => {
    const found = await services.db
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', params.session)
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    if (!found) throw notFound();
    await endSession(services.db, found.id, services.now());
  },
});

export const sessionEndpoints: readonly Endpoint[] = [listSessions, removeSession];
