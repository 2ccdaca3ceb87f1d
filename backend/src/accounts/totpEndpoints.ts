import * as z from 'zod';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { requirePassword } from './authEndpoints.ts';
import { endSessions } from './sessions.ts';
import { needsCode, newRecoveryCodes, newTotp, useCode } from './totp.ts';

const tag = 'Two-factor authentication';
const password = z.string().max(200);
export const codeSchema = z.string().min(6).max(40);

const showTotp = userEndpoint({
  method: 'get',
  path: '/auth/totp',
  tag,
  summary: 'Show whether signing in needs a code',
  access: 'session',
  status: 200,
  result: z.object({ isOn: z.boolean(), recoveryCodes: z.int() }),
  run: async ({ services, caller }) => {
    const codes = await services.db
      .selectFrom('totp_recovery_codes')
      .select('hash')
      .where('user_id', '=', caller.userId)
      .execute();
    return { isOn: await needsCode(services.db, caller.userId), recoveryCodes: codes.length };
  },
});

const beginTotp = userEndpoint({
  method: 'post',
  path: '/auth/totp',
  tag,
  summary: 'Get a secret for an authenticator app',
  description: 'It counts once a code is confirmed. `uri` is what the app takes, as a QR code or a link.',
  access: 'session',
  body: z.strictObject({ password }),
  status: 201,
  result: z.object({ secret: z.string(), uri: z.string() }),
  run: async ({ services, caller, body, address }) => {
    const { db } = services;
    await requirePassword({ services, address }, caller.userId, body.password);
    if (await needsCode(db, caller.userId))
      throw new HttpProblem(409, 'You have an authenticator app. Remove it first.');
    const { email } = await db
      .selectFrom('users')
      .select('email')
      .where('id', '=', caller.userId)
      .executeTakeFirstOrThrow();
    const totp = newTotp(email);
    const values = { secret: totp.secret, confirmed_at: null, last_step: 0 };
    await db
      .insertInto('totp')
      .values({ user_id: caller.userId, ...values })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values).where('totp.confirmed_at', 'is', null))
      .execute();
    return totp;
  },
});

const confirmTotp = userEndpoint({
  method: 'post',
  path: '/auth/totp/confirm',
  tag,
  summary: 'Confirm the authenticator app with a code',
  description:
    'From then on signing in needs a code, and other sessions end. The answer has recovery codes, each of which replaces a code once; they are shown this once.',
  access: 'session',
  body: z.strictObject({ code: codeSchema }),
  status: 200,
  result: z.object({ recoveryCodes: z.array(z.string()) }),
  run: async ({ services, caller, body }) => {
    const { db, now, limits } = services;
    await limits.takeGuess(`totp ${caller.userId}`);
    if (await needsCode(db, caller.userId)) throw new HttpProblem(409, 'Your authenticator app is confirmed.');
    if (!(await useCode(db, caller.userId, { code: body.code, now: now() })))
      throw new HttpProblem(422, 'The code is wrong. Check that the clock of your device is right.');
    return db.transaction().execute(async (trx) => {
      await trx
        .updateTable('totp')
        .set({ confirmed_at: new Date(now()) })
        .where('user_id', '=', caller.userId)
        .execute();
      await endSessions(trx, { userId: caller.userId, sessionId: caller.credentialId }, now());
      return { recoveryCodes: await newRecoveryCodes(trx, caller.userId) };
    });
  },
});

const removeTotp = userEndpoint({
  method: 'post',
  path: '/auth/totp/remove',
  tag,
  summary: 'Remove the authenticator app',
  description: 'Asks for the password and a code, or a recovery code.',
  access: 'session',
  body: z.strictObject({ password, code: codeSchema }),
  status: 204,
  run: async ({ services, caller, body, address }) => {
    const { db, now, limits } = services;
    await limits.takeGuess(`totp ${caller.userId}`);
    await requirePassword({ services, address }, caller.userId, body.password);
    if (!(await useCode(db, caller.userId, { code: body.code, now: now() })))
      throw new HttpProblem(422, 'The code is wrong.');
    await db.deleteFrom('totp').where('user_id', '=', caller.userId).execute();
  },
});

export const totpEndpoints: readonly Endpoint[] = [showTotp, beginTotp, confirmTotp, removeTotp];
