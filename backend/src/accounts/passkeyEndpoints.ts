import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import * as z from 'zod';
import { type Call, type Endpoint, openEndpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound, signInRequired } from '../http/problem.ts';
import { networkOf } from '../http/guard.ts';
import { requirePassword, startFor } from './authEndpoints.ts';
import { clientSchema, nameSchema, tokensSchema } from './fields.ts';
import { newChallenge, siteOf, takeChallenge } from './passkeyChallenges.ts';

const tag = 'Passkeys';
const mostPasskeys = 20;
const text = z.string().max(20_000);
const id = z.string().min(1).max(1400);

/** A browser's credential, as its `toJSON()` returns it. */
const credential = z.object({
  id,
  rawId: id,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
});
const registration = credential.extend({ response: z.object({ clientDataJSON: text, attestationObject: text }) });
const assertion = credential.extend({
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
});

/** As https://www.w3.org/TR/webauthn-3/ describes them, for `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON`. */
const options = z.object({ options: z.record(z.string(), z.unknown()) });

const beginPasskey = userEndpoint({
  method: 'post',
  path: '/auth/passkeys/begin',
  tag,
  summary: 'Get what a browser needs to make a passkey',
  access: 'session',
  body: z.strictObject({ password: z.string().max(200) }),
  status: 200,
  result: options,
  run: async (call) => {
    const { services, caller, body, address } = call;
    const { rpID } = siteOf(call);
    await requirePassword({ services, address }, caller.userId, body.password);
    const user = await services.db
      .selectFrom('users')
      .select(['email', 'name'])
      .where('id', '=', caller.userId)
      .executeTakeFirstOrThrow();
    const known = await services.db.selectFrom('passkeys').select('id').where('user_id', '=', caller.userId).execute();
    if (known.length >= mostPasskeys)
      throw new HttpProblem(409, `You have ${mostPasskeys} passkeys. Remove one first.`);
    const registration = await generateRegistrationOptions({
      rpName: 'Daymark',
      rpID,
      userName: user.email,
      userDisplayName: user.name,
      userID: new TextEncoder().encode(caller.userId),
      challenge: await newChallenge(services, caller.userId),
      attestationType: 'none',
      excludeCredentials: known,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { options: { ...registration } };
  },
});

const addPasskey = userEndpoint({
  method: 'post',
  path: '/auth/passkeys',
  tag,
  summary: 'Add a passkey',
  access: 'session',
  body: z.strictObject({ name: nameSchema, credential: registration }),
  status: 201,
  result: z.object({ id: z.string() }),
  run: async (call) => {
    const { services, caller, body } = call;
    const { rpID, origin } = siteOf(call);
    const found = await verifyRegistrationResponse({
      response: body.credential,
      expectedChallenge: (challenge) => takeChallenge(services, challenge, caller.userId),
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    }).catch(() => undefined);
    if (!found?.verified) throw new HttpProblem(422, "The browser's answer is not valid. Try again.");
    const credential = found.registrationInfo.credential;
    const { numInsertedOrUpdatedRows } = await services.db
      .insertInto('passkeys')
      .values({
        id: credential.id,
        user_id: caller.userId,
        name: body.name,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        created_at: new Date(services.now()),
        last_used_at: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) throw new HttpProblem(409, 'This passkey is already known.');
    return { id: credential.id };
  },
});

const listPasskeys = userEndpoint({
  method: 'get',
  path: '/auth/passkeys',
  tag,
  summary: 'List your passkeys',
  access: 'session',
  status: 200,
  result: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: z.iso.datetime(),
      lastUsedAt: z.iso.datetime().nullable(),
    }),
  ),
  run: async ({ services, caller }) => {
    const query = services.db.selectFrom('passkeys').selectAll().where('user_id', '=', caller.userId);
    const rows = await query.orderBy('created_at').execute();
    return rows.map(({ id: passkey, name, created_at, last_used_at }) => ({
      id: passkey,
      name,
      createdAt: created_at.toISOString(),
      lastUsedAt: last_used_at?.toISOString() ?? null,
    }));
  },
});

const removePasskey = userEndpoint({
  method: 'delete',
  path: '/auth/passkeys/{passkey}',
  tag,
  summary: 'Remove a passkey',
  access: 'session',
  params: z.object({ passkey: id }),
  status: 204,
  run: async ({ services, caller, params }) => {
    const { numDeletedRows } = await services.db
      .deleteFrom('passkeys')
      .where('id', '=', params.passkey)
      .where('user_id', '=', caller.userId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw notFound();
  },
});

const beginSignIn = openEndpoint({
  method: 'post',
  path: '/auth/passkeys/sign-in/begin',
  tag,
  summary: 'Get what a browser needs to sign in with a passkey',
  description: 'It names no account: the browser offers the passkeys that it has for this server.',
  access: 'open',
  status: 200,
  result: options,
  run: async (call) => {
    const { rpID } = siteOf(call);
    const challenge = await newChallenge(call.services);
    return { options: { ...(await generateAuthenticationOptions({ rpID, challenge, userVerification: 'required' })) } };
  },
});

const signIn = openEndpoint({
  method: 'post',
  path: '/auth/passkeys/sign-in',
  tag,
  summary: 'Sign in with a passkey',
  description: 'The authenticator has checked the person, so no code of an authenticator app is needed.',
  access: 'open',
  body: z.strictObject({ credential: assertion, client: clientSchema }),
  status: 200,
  result: tokensSchema,
  run: async (call) => {
    const { services, body, address } = call;
    await services.limits.takeGuess(`passkey ${networkOf(address)}`);
    const userId = await verified(call, body.credential);
    if (userId === undefined) throw signInRequired('The passkey was not accepted.');
    return startFor(call, userId, body.client);
  },
});

/** Whose passkey signed the challenge; undefined if none did. */
async function verified(
  call: Call<unknown, unknown, unknown>,
  response: z.infer<typeof assertion>,
): Promise<string | undefined> {
  const { services } = call;
  const { rpID, origin } = siteOf(call);
  const passkey = await services.db.selectFrom('passkeys').selectAll().where('id', '=', response.id).executeTakeFirst();
  if (!passkey) return undefined;
  const found = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => takeChallenge(services, challenge),
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: { id: passkey.id, publicKey: Uint8Array.from(passkey.public_key), counter: passkey.counter },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!found?.verified) return undefined;
  await services.db
    .updateTable('passkeys')
    .set({ counter: found.authenticationInfo.newCounter, last_used_at: new Date(services.now()) })
    .where('id', '=', passkey.id)
    .execute();
  return passkey.user_id;
}

export const passkeyEndpoints: readonly Endpoint[] = [
  beginPasskey,
  addPasskey,
  listPasskeys,
  removePasskey,
  beginSignIn,
  signIn,
];
