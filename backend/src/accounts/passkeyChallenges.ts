import { isIP } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Call } from '../http/endpoint.ts';
import { digest } from '../http/guard.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { addMinutes } from './minutes.ts';

const validMinutes = 5;

/**
 * The site that passkeys belong to: the host under which the browser reaches the server, which `checkOrigin` has checked.
 * @throws HttpProblem 409 for an address without a name, which browsers make no passkeys for
 */
export function siteOf({ context, services }: Pick<Call<unknown, unknown, unknown>, 'context' | 'services'>): {
  readonly rpID: string;
  readonly origin: string;
} {
  const own = new URL(services.publicUrl());
  const url = new URL(`${own.protocol}//${context.req.header('host') ?? own.host}`);
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0)
    throw new HttpProblem(409, `Passkeys need a host name. On this machine, open http://localhost:${url.port}.`);
  return { rpID: url.hostname, origin: url.origin };
}

/** A challenge that is valid once. @param userId whom it lets add a passkey; absent for one to sign in with */
export async function newChallenge({ db, now }: Services, userId?: string): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = randomBytes(32);
  await db
    .insertInto('passkey_challenges')
    .values({
      hash: digest(challenge.toString('base64url')),
      user_id: userId ?? null,
      expires_at: addMinutes(now(), validMinutes),
    })
    .execute();
  return Uint8Array.from(challenge);
}

/** Uses a challenge up. @returns whether it was valid, for this person or for signing in */
export async function takeChallenge({ db, now }: Services, challenge: string, userId?: string): Promise<boolean> {
  const taken = db
    .deleteFrom('passkey_challenges')
    .where('hash', '=', digest(challenge))
    .where('expires_at', '>', new Date(now()));
  const { numDeletedRows } = await (
    userId === undefined ? taken.where('user_id', 'is', null) : taken.where('user_id', '=', userId)
  ).executeTakeFirst();
  return numDeletedRows > 0n;
}
