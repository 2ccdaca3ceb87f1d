import { sql } from 'kysely';
import * as z from 'zod';
import { acceptInvitation, findInvitation } from '../organizations/invitations.ts';
import { type Call, type Endpoint, openEndpoint, userEndpoint } from '../http/endpoint.ts';
import { digest, networkOf } from '../http/guard.ts';
import { HttpProblem, signInRequired } from '../http/problem.ts';
import { scopes } from './caller.ts';
import { createUser } from './createUser.ts';
import { clientSchema, emailSchema, nameSchema, newAccountSchema, tokensSchema } from './fields.ts';
import { dropRefreshCookie, giveTokens, refreshCookie } from './giveTokens.ts';
import { passwordSchema } from './passwords.ts';
import { isSecret } from './secrets.ts';
import { needsCode, useCode } from './totp.ts';
import { endSession, endSessions, refreshSession, sessionOf, startSession } from './sessions.ts';

const tag = 'Accounts';
const accepted = z.object({ status: z.literal('accepted') });

const setup = openEndpoint({
  method: 'post',
  path: '/auth/setup',
  tag,
  summary: "Make the operator's account",
  description: 'With the one-time link that the server prints while it has no account.',
  access: 'open',
  body: newAccountSchema.extend({ token: z.string().max(100), client: clientSchema }),
  status: 201,
  result: tokensSchema,
  run: async (call) => {
    const { services, body } = call;
    const { db, now } = services;
    const used = await db
      .deleteFrom('setup_links')
      .where('hash', '=', digest(body.token))
      .where('expires_at', '>', new Date(now()))
      .executeTakeFirst();
    if (used.numDeletedRows === 0n)
      throw new HttpProblem(403, 'This link is not valid any more. Restart the server to get another.');
    const userId = await createUser(services, { ...body, isOperator: true });
    if (userId === undefined) throw new HttpProblem(409, 'This address has an account. Sign in.');
    await db.deleteFrom('setup_links').execute();
    return startFor(call, userId, body.client);
  },
});

const register = openEndpoint({
  method: 'post',
  path: '/auth/register',
  alias: '/auth/register',
  tag,
  summary: 'Create an account',
  description:
    'With an invitation, or for everybody where the operator allows it. Whether the address had an account already is not told: sign in to see.',
  access: 'open',
  body: z.strictObject({
    email: emailSchema.optional(),
    name: nameSchema,
    password: passwordSchema,
    invitation: z.string().max(100).optional(),
  }),
  status: 202,
  result: accepted,
  run: async ({ services, body }) => {
    const { db, config, now } = services;
    if (config.registration === 'closed') throw new HttpProblem(403, "This server doesn't accept new accounts.");
    if (body.invitation !== undefined) {
      const invitation = await findInvitation(db, body.invitation, now());
      if (!invitation) throw new HttpProblem(403, 'This invitation is not valid any more. Ask for another.');
      const userId = await createUser(services, { ...body, email: invitation.email });
      if (userId === undefined) throw new HttpProblem(409, 'You have an account. Sign in, then accept the invitation.');
      await db.transaction().execute((trx) => acceptInvitation(trx, invitation, userId));
    } else {
      if (config.registration !== 'open')
        throw new HttpProblem(403, 'This server takes new accounts by invitation only.');
      if (body.email === undefined) throw new HttpProblem(422, 'Enter an email address.');
      await createUser(services, { ...body, email: body.email });
    }
    return { status: 'accepted' as const };
  },
});

const login = openEndpoint({
  method: 'post',
  path: '/auth/login',
  alias: '/auth/login',
  tag,
  summary: 'Sign in',
  access: 'open',
  description:
    'With two-factor authentication also with a code: without one the answer is 401, and "errors" names `body.code`.',
  body: z.strictObject({
    email: emailSchema,
    password: z.string().max(200),
    code: z.string().max(40).optional(),
    client: clientSchema,
  }),
  status: 200,
  result: tokensSchema,
  run: async (call) => {
    const { services, body, address } = call;
    const { db, lockout, now } = services;
    const user = await db
      .selectFrom('users')
      .select(['id', 'password_hash'])
      .where('email', '=', body.email)
      .executeTakeFirst();
    const network = digest(`network ${networkOf(address)}`);
    const known = await db
      .selectFrom('known_addresses')
      .select('seen_at')
      .where('user_id', '=', user?.id ?? '00000000-0000-0000-0000-000000000000')
      .where('address', '=', network)
      .executeTakeFirst();
    const attempt = await lockout.begin(body.email, address, known !== undefined);
    if (!(await services.passwords.check(user?.password_hash, body.password)) || !user)
      throw signInRequired('The address or the password is wrong.');
    if (await needsCode(db, user.id)) {
      if (body.code === undefined) {
        // No guess, but no success either: otherwise it would let codes be guessed without end.
        await attempt.cancel();
        throw codeRequired('Enter a code from your authenticator app, or a recovery code.');
      }
      if (!(await useCode(db, user.id, { code: body.code, now: now() }))) throw codeRequired('The code is wrong.');
    }
    await attempt.succeed();
    await db
      .insertInto('known_addresses')
      .values({ user_id: user.id, address: network, seen_at: new Date(now()) })
      .onConflict((conflict) => conflict.columns(['user_id', 'address']).doUpdateSet({ seen_at: new Date(now()) }))
      .execute();
    return startFor(call, user.id, body.client);
  },
});

function codeRequired(message: string): HttpProblem {
  return signInRequired(message, [{ path: 'body.code', message }]);
}

/** Starts a session of a person who has proven who they are. */
export async function startFor(
  call: Call<unknown, unknown, unknown>,
  userId: string,
  client: 'web' | 'app',
): Promise<z.infer<typeof tokensSchema>> {
  const { services, context } = call;
  const label = (context.req.header('user-agent') ?? 'unknown').replaceAll(/\p{C}/gu, '');
  const tokens = await startSession(services.db, { userId, kind: client, label, scopes }, services.now());
  return giveTokens(call, tokens, client);
}

const refresh = openEndpoint({
  method: 'post',
  path: '/auth/refresh',
  alias: '/auth/refresh',
  tag,
  summary: 'Exchange a refresh token for new tokens',
  description:
    'Pages send the cookie, others the token. A refresh token works once, and again within 30 seconds, since two windows may send the same one; one that comes later ends the session.',
  access: 'open',
  body: z.strictObject({ refreshToken: z.string().max(100).optional() }),
  status: 200,
  result: tokensSchema,
  run: async (call) => {
    const token = call.body.refreshToken ?? refreshCookie(call.context);
    if (token === undefined || !isSecret('refresh', token)) throw signInRequired('Send a refresh token.');
    const tokens = await refreshSession(call.services.db, token, call.services.now());
    return giveTokens(call, tokens, call.body.refreshToken === undefined ? 'web' : 'app');
  },
});

const logout = userEndpoint({
  method: 'post',
  path: '/auth/logout',
  alias: '/auth/logout',
  tag,
  summary: 'End this session',
  access: 'anyone',
  status: 204,
  run: async ({ services, caller, context }) => {
    if (caller.kind === 'key') throw new HttpProblem(403, 'A key has no session. Revoke it instead.');
    await endSession(services.db, caller.credentialId, services.now());
    // The page of the device code ends its own session, not that of the page in the next tab.
    const cookie = refreshCookie(context);
    if (cookie === undefined || (await sessionOf(services.db, cookie)) === caller.credentialId)
      dropRefreshCookie(context);
  },
});

const changePassword = userEndpoint({
  method: 'put',
  path: '/auth/password',
  tag,
  summary: 'Change the password',
  description: 'Ends all other sessions.',
  access: 'session',
  body: z.strictObject({ currentPassword: z.string().max(200), newPassword: passwordSchema }),
  status: 204,
  run: async ({ services, caller, body, address }) => {
    const { db, now } = services;
    await requirePassword({ services, address }, caller.userId, body.currentPassword);
    const passwordHash = await services.passwords.hash(body.newPassword);
    await db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', caller.userId).execute();
    await endSessions(db, { userId: caller.userId, sessionId: caller.credentialId }, now());
  },
});

/**
 * Requires the password again before an irreversible action; guessing is throttled like signing in.
 * @throws HttpProblem 403
 */
export async function requirePassword(
  { services, address }: Pick<Call<unknown, unknown, unknown>, 'services' | 'address'>,
  userId: string,
  password: string,
): Promise<void> {
  const user = await services.db
    .selectFrom('users')
    .select(['email', 'password_hash'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const attempt = await services.lockout.begin(user.email, address, true);
  if (!(await services.passwords.check(user.password_hash, password)))
    throw new HttpProblem(403, 'The current password is wrong.');
  await attempt.succeed();
}

/** Tells whether anybody has an account. */
export async function hasUsers(db: Call<unknown, unknown, unknown>['services']['db']): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from users) as found`.execute(db);
  return rows[0]?.found === true;
}

export const authEndpoints: readonly Endpoint[] = [setup, register, login, refresh, logout, changePassword];
