import { boundedBody } from '../../../src/core/base/boundedBody.ts';
import * as z from 'zod';
import type { GithubConfig } from '../config.ts';
import { HttpProblem } from '../http/problem.ts';

const timeoutMs = 10_000;
const longestAnswer = 100_000;
const tokenAnswer = z.object({ access_token: z.string().min(1) });
const userAnswer = z.object({ id: z.int().positive(), login: z.string().min(1).max(100) });

/** An account at GitHub. */
export type GithubAccount = z.infer<typeof userAnswer>;

/**
 * Exchanges a code for the account that it is of. The token is used for this and forgotten.
 * @throws HttpProblem 401 for a code that GitHub doesn't accept, 503 when it can't be asked
 */
export async function accountOf(
  { id, secret, url }: GithubConfig,
  grant: { readonly code: string; readonly verifier: string; readonly redirect: string },
): Promise<GithubAccount> {
  const token = tokenAnswer.safeParse(
    await ask(`${url}/login/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: id,
        client_secret: secret,
        code: grant.code,
        redirect_uri: grant.redirect,
        code_verifier: grant.verifier,
      }),
    }),
  );
  // GitHub answers errors of this with status 200.
  if (!token.success) throw new HttpProblem(401, 'GitHub did not accept this. Try again.');
  const api = url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3`;
  const headers = { authorization: `Bearer ${token.data.access_token}` };
  const user = userAnswer.safeParse(await ask(`${api}/user`, { headers }));
  if (!user.success) throw unavailable();
  return user.data;
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const headers = { ...(init.headers as object), accept: 'application/json', 'user-agent': 'Daymark' };
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { ...init, headers, redirect: 'error', signal }).catch(() => undefined);
  if (!response?.ok) throw unavailable();
  try {
    return JSON.parse(new TextDecoder().decode(await boundedBody(response, longestAnswer))) as unknown;
  } catch {
    return undefined;
  }
}

function unavailable(): HttpProblem {
  return new HttpProblem(503, "GitHub can't be asked at the moment. Try again later.");
}
