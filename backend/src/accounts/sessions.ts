import { addMinutes } from './minutes.ts';
import type { Database } from '../database/connect.ts';
import { digest } from '../http/guard.ts';
import { signInRequired } from '../http/problem.ts';
import { newSecret } from './secrets.ts';

/** Minutes that tokens and sessions are valid. A session ends when it isn't refreshed for 7 days, or after 90. */
export const lifetimes = { access: 15, refresh: 7 * 24 * 60, session: 90 * 24 * 60 } as const;

/**
 * Time for which a used refresh token still works, in ms. Two VS Code windows, or two tabs, that start at the same time send the same token, and
 * a response can get lost; locks in the clients can't prevent the latter. A copy used later ends the session as before.
 */
export const refreshGraceMs = 30_000;

export interface Tokens {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface NewSession {
  readonly userId: string;
  readonly kind: 'web' | 'app' | 'device';
  /** The client, as the list of sessions shows it. */
  readonly label: string;
  readonly scopes: readonly string[];
}

export async function startSession(db: Database, session: NewSession, now: number): Promise<Tokens> {
  const { id } = await db
    .insertInto('sessions')
    .values({
      user_id: session.userId,
      kind: session.kind,
      label: session.label.slice(0, 200),
      scopes: [...session.scopes],
      last_used_at: new Date(now),
      expires_at: addMinutes(now, lifetimes.session),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return issueTokens(db, id, now);
}

async function issueTokens(db: Database, sessionId: string, now: number): Promise<Tokens> {
  const accessToken = newSecret('access');
  const refreshToken = newSecret('refresh');
  await db
    .insertInto('access_tokens')
    .values({ hash: digest(accessToken), session_id: sessionId, expires_at: addMinutes(now, lifetimes.access) })
    .execute();
  await db
    .insertInto('refresh_tokens')
    .values({
      hash: digest(refreshToken),
      session_id: sessionId,
      expires_at: addMinutes(now, lifetimes.refresh),
      used_at: null,
    })
    .execute();
  return { sessionId, accessToken, refreshToken };
}

/**
 * Exchanges a refresh token for new tokens. A refresh token works once, and again within `refreshGraceMs`. If it is used later, someone has
 * copied it, and it is unknown who, so the whole session ends: https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 * @throws HttpProblem 401
 */
export async function refreshSession(db: Database, refreshToken: string, now: number): Promise<Tokens> {
  const hash = digest(refreshToken);
  const tokens = await db.transaction().execute(async (trx) => {
    const used = await useRefreshToken(trx, hash, now);
    if (!used) return undefined;
    const session = await trx
      .updateTable('sessions')
      .set({ last_used_at: new Date(now) })
      .where('id', '=', used.session_id)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', new Date(now))
      .returning('id')
      .executeTakeFirst();
    return session && issueTokens(trx, session.id, now);
  });
  if (tokens) return tokens;
  const reused = await db
    .selectFrom('refresh_tokens')
    .select('session_id')
    .where('hash', '=', hash)
    .where('used_at', 'is not', null)
    .executeTakeFirst();
  if (reused) await endSession(db, reused.session_id, now);
  throw signInRequired('This refresh token is not valid any more. Sign in again.');
}

/** The session that a refresh token belongs to, used or not. */
export async function sessionOf(db: Database, refreshToken: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('refresh_tokens')
    .select('session_id')
    .where('hash', '=', digest(refreshToken))
    .executeTakeFirst();
  return found?.session_id;
}

async function useRefreshToken(trx: Database, hash: Buffer, now: number): Promise<{ session_id: string } | undefined> {
  const used = await trx
    .updateTable('refresh_tokens')
    .set({ used_at: new Date(now) })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(now))
    .returning('session_id')
    .executeTakeFirst();
  if (used) return used;
  return trx
    .selectFrom('refresh_tokens')
    .select('session_id')
    .where('hash', '=', hash)
    .where('used_at', '>', new Date(now - refreshGraceMs))
    .executeTakeFirst();
}

/** Revokes all of a session's tokens. */
export async function endSession(db: Database, sessionId: string, now: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: new Date(now) })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
  await db.deleteFrom('access_tokens').where('session_id', '=', sessionId).execute();
}

/** Ends all sessions of a user, except the given one. */
export async function endSessions(
  db: Database,
  { userId, sessionId }: { readonly userId: string; readonly sessionId?: string },
  now: number,
): Promise<void> {
  let query = db.selectFrom('sessions').select('id').where('user_id', '=', userId).where('ended_at', 'is', null);
  if (sessionId !== undefined) query = query.where('id', '!=', sessionId);
  for (const { id } of await query.execute()) await endSession(db, id, now);
}
