import { createHash, randomBytes } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import type { GithubConfig } from '../config.ts';
import { isTaken } from '../database/isTaken.ts';
import { type Call, type Endpoint, openEndpoint, userEndpoint } from '../http/endpoint.ts';
import { digest } from '../http/guard.ts';
import { HttpProblem, notFound, signInRequired } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { requirePassword, startFor } from './authEndpoints.ts';
import { clientSchema, tokensSchema } from './fields.ts';
import { accountOf } from './githubClient.ts';
import { addMinutes } from './minutes.ts';
import { needsCode } from './totp.ts';

const tag = 'GitHub';
const validMinutes = 10;
/** Ties a request to the browser that began it: an attacker can't have a victim's browser finish the attacker's own request. */
const cookie = 'daymark_github';
const cookiePath = '/api/v1/auth/github';
const started = z.object({ url: z.string() });

type OpenCall = Call<unknown, unknown, unknown>;

/** @throws HttpProblem 409 where the operator has configured no OAuth app */
function githubOf({ config }: Services): GithubConfig {
  if (!config.github) throw new HttpProblem(409, 'This server has no sign-in by GitHub.');
  return config.github;
}

const redirectOf = ({ publicUrl }: Services): string => `${publicUrl()}/github`;

/** @param userId whom it connects; absent to sign in. @returns GitHub's page that asks the person */
async function begin({ services, context }: OpenCall, userId?: string): Promise<{ url: string }> {
  const github = githubOf(services);
  const [state, secret] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const expires = addMinutes(services.now(), validMinutes);
  await services.db
    .insertInto('github_requests')
    .values({ hash: digest(state), user_id: userId ?? null, secret, expires_at: expires })
    .execute();
  const secure = services.publicUrl().startsWith('https:');
  setCookie(context, cookie, state, {
    httpOnly: true,
    secure,
    sameSite: 'Strict',
    path: cookiePath,
    maxAge: validMinutes * 60,
  });
  const query = new URLSearchParams({
    client_id: github.id,
    redirect_uri: redirectOf(services),
    state,
    code_challenge: createHash('sha256').update(secret).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { url: `${github.url}/login/oauth/authorize?${query}` };
}

const beginConnect = userEndpoint({
  method: 'post',
  path: '/auth/github/connect',
  tag,
  summary: 'Begin to connect your account at GitHub',
  description: 'The answer has the page of GitHub to open. It asks for no access but to see who you are.',
  access: 'session',
  body: z.strictObject({ password: z.string().max(200) }),
  status: 200,
  result: started,
  run: async (call) => {
    const { services, caller, body, address } = call;
    githubOf(services);
    await requirePassword({ services, address }, caller.userId, body.password);
    return begin(call, caller.userId);
  },
});

const beginSignIn = openEndpoint({
  method: 'post',
  path: '/auth/github/sign-in',
  tag,
  summary: 'Begin to sign in by GitHub',
  access: 'open',
  status: 200,
  result: started,
  run: (call) => begin(call),
});

const finish = openEndpoint({
  method: 'post',
  path: '/auth/github/finish',
  tag,
  summary: 'Finish with what GitHub sent back',
  description:
    'From the browser that began it. Connects the account, or signs in where it is connected; it makes no account.',
  access: 'open',
  body: z.strictObject({ code: z.string().min(1).max(500), state: z.string().min(1).max(100), client: clientSchema }),
  status: 200,
  result: z.object({ isConnected: z.boolean(), tokens: tokensSchema.nullable() }),
  run: async (call) => {
    const { services, body, context } = call;
    const github = githubOf(services);
    const isSameBrowser = getCookie(context, cookie) === body.state;
    const request = isSameBrowser ? await takeRequest(services, body.state) : undefined;
    if (!request) throw new HttpProblem(403, 'This was begun in another browser, or is too old. Try again.');
    deleteCookie(context, cookie, { path: cookiePath });
    const account = await accountOf(github, {
      code: body.code,
      verifier: request.secret,
      redirect: redirectOf(services),
    });
    if (request.user_id !== null) {
      await connect(services, request.user_id, account);
      return { isConnected: true, tokens: null };
    }
    const found = await services.db
      .selectFrom('github_accounts')
      .select('user_id')
      .where('github_id', '=', account.id)
      .executeTakeFirst();
    if (!found)
      throw signInRequired(
        'No account here is connected with this one at GitHub. Sign in, then connect it in the settings.',
      );
    if (await needsCode(services.db, found.user_id))
      throw signInRequired('This account needs a code. Sign in with your password and the code.');
    return { isConnected: true, tokens: await startFor(call, found.user_id, body.client) };
  },
});

async function takeRequest({ db, now }: Services, state: string) {
  return db
    .deleteFrom('github_requests')
    .where('hash', '=', digest(state))
    .where('expires_at', '>', new Date(now()))
    .returning(['user_id', 'secret'])
    .executeTakeFirst();
}

async function connect(
  { db, now }: Services,
  userId: string,
  account: { readonly id: number; readonly login: string },
) {
  const values = { github_id: account.id, login: account.login, connected_at: new Date(now()) };
  await db
    .insertInto('github_accounts')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
    .catch((error: unknown) => {
      throw isTaken(error)
        ? new HttpProblem(409, 'This account at GitHub is connected with another account here.')
        : error;
    });
}

const showGithub = userEndpoint({
  method: 'get',
  path: '/auth/github',
  tag,
  summary: 'Show your GitHub account',
  access: 'session',
  status: 200,
  result: z.object({ isOffered: z.boolean(), login: z.string().nullable() }),
  run: async ({ services, caller }) => {
    const found = await services.db
      .selectFrom('github_accounts')
      .select('login')
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    return { isOffered: services.config.github !== undefined, login: found?.login ?? null };
  },
});

const disconnect = userEndpoint({
  method: 'delete',
  path: '/auth/github',
  tag,
  summary: 'Disconnect your GitHub account',
  access: 'session',
  status: 204,
  run: async ({ services, caller }) => {
    const gone = await services.db
      .deleteFrom('github_accounts')
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) throw notFound();
  },
});

export const githubEndpoints: readonly Endpoint[] = [beginConnect, beginSignIn, finish, showGithub, disconnect];
