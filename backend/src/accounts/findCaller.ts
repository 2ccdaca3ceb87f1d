import { minuteMs } from '../../../src/core/time/days.ts';
import { digest } from '../http/guard.ts';
import { signInRequired } from '../http/problem.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import { isSecret } from './secrets.ts';

/**
 * Identifies the sender of a request by its `Authorization` header. Secrets are looked up by their digests, so the time reveals nothing
 * about them.
 * @throws HttpProblem 401
 */
export async function findCaller(authorization: string | undefined, services: Services): Promise<Caller> {
  const [, secret = ''] = /^Bearer ([\w-]+)$/i.exec(authorization?.trim() ?? '') ?? [];
  const caller = isSecret('access', secret)
    ? await bySession(secret, services)
    : isSecret('key', secret)
      ? await byKey(secret, services)
      : undefined;
  if (!caller) throw signInRequired('Send a valid access token or API key as "Authorization: Bearer …".');
  return caller;
}

async function bySession(secret: string, { db, now }: Services): Promise<Caller | undefined> {
  const found = await db
    .selectFrom('access_tokens')
    .innerJoin('sessions', 'sessions.id', 'access_tokens.session_id')
    .select(['sessions.id', 'sessions.user_id', 'sessions.scopes', 'sessions.kind'])
    .where('access_tokens.hash', '=', digest(secret))
    .where('access_tokens.expires_at', '>', new Date(now()))
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', new Date(now()))
    .executeTakeFirst();
  if (!found) return undefined;
  const kind = found.kind === 'device' ? 'device' : 'session';
  return { userId: found.user_id, kind, credentialId: found.id, scopes: found.scopes };
}

async function byKey(secret: string, { db, now }: Services): Promise<Caller | undefined> {
  const at = new Date(now());
  const found = await db
    .selectFrom('api_keys')
    .select(['id', 'user_id', 'scopes', 'last_used_at'])
    .where('hash', '=', digest(secret))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .executeTakeFirst();
  if (!found) return undefined;
  // At most once a minute: a write for each request would be most of its cost.
  if ((found.last_used_at?.getTime() ?? 0) < now() - minuteMs)
    await db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', found.id).execute();
  return { userId: found.user_id, kind: 'key', credentialId: found.id, scopes: found.scopes };
}
