import * as z from 'zod';
import { type Call, type Endpoint, openEndpoint, userEndpoint } from '../http/endpoint.ts';
import { digest, networkOf } from '../http/guard.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Mailer } from '../mail.ts';
import type { Services } from '../services.ts';
import { emailSchema } from './fields.ts';
import { newMailLink, takeMailLink } from './mailLinks.ts';
import { passwordSchema } from './passwords.ts';
import { endSessions } from './sessions.ts';

const tag = 'Accounts';
const token = z.string().max(100);

/** @throws HttpProblem 409 where the operator has configured no SMTP server */
function mailerOf({ mailer }: Services): Mailer {
  if (!mailer) throw new HttpProblem(409, 'This server sends no mail. Ask whoever runs it.');
  return mailer;
}

/** Unwanted mail is a nuisance, so requests for it count like wrong passwords. */
async function countMail({ services, address }: Call<unknown, unknown, unknown>, email: string): Promise<void> {
  await services.limits.takeGuess(`mail ${networkOf(address)}`);
  await services.limits.takeGuess(`mail to ${digest(email).toString('base64url')}`);
}

const forgot = openEndpoint({
  method: 'post',
  path: '/auth/password/forgot',
  tag,
  summary: 'Ask for a link to set a new password',
  description: 'Mails a link that works once within an hour. Whether the address has an account is not told.',
  access: 'open',
  body: z.strictObject({ email: emailSchema }),
  status: 202,
  result: z.object({ status: z.literal('accepted') }),
  run: async (call) => {
    const { services, body } = call;
    const mailer = mailerOf(services);
    await countMail(call, body.email);
    const { db, now } = services;
    const user = await db.selectFrom('users').select('id').where('email', '=', body.email).executeTakeFirst();
    if (user) {
      const secret = await newMailLink(db, { userId: user.id, purpose: 'reset' }, now());
      mailer.send({
        to: body.email,
        subject: 'Set a new password for Daymark',
        text: `Somebody asked for a new password for your account at ${services.publicUrl()}.\n\nTo set one, open this link within an hour:\n${services.publicUrl()}/reset#${secret}\n\nIf it wasn't you, ignore this mail. Your password stays as it is.\n`,
      });
    }
    return { status: 'accepted' as const };
  },
});

const reset = openEndpoint({
  method: 'post',
  path: '/auth/password/reset',
  tag,
  summary: 'Set a new password by a link',
  description:
    'Ends all sessions and verifies the address. If it had not been verified before, somebody else may have made the account: then its API keys are revoked, and its authenticator app, passkeys, and GitHub account are removed too.',
  access: 'open',
  body: z.strictObject({ token, newPassword: passwordSchema }),
  status: 204,
  run: async ({ services, body, address }) => {
    const { db, now } = services;
    await services.limits.takeGuess(`reset ${networkOf(address)}`);
    const passwordHash = await services.passwords.hash(body.newPassword);
    const done = await db.transaction().execute(async (trx) => {
      const userId = await takeMailLink(trx, { secret: body.token, purpose: 'reset' }, now());
      if (userId === undefined) return false;
      const user = await trx
        .selectFrom('users')
        .select('email_verified_at')
        .where('id', '=', userId)
        .executeTakeFirstOrThrow();
      if (user.email_verified_at === null)
        for (const table of ['api_keys', 'totp', 'passkeys', 'github_accounts'] as const)
          await trx.deleteFrom(table).where('user_id', '=', userId).execute();
      await trx
        .updateTable('users')
        .set({ password_hash: passwordHash, email_verified_at: new Date(now()) })
        .where('id', '=', userId)
        .execute();
      await endSessions(trx, { userId }, now());
      return true;
    });
    if (!done) throw new HttpProblem(403, 'This link is not valid any more. Ask for another.');
  },
});

const sendVerification = userEndpoint({
  method: 'post',
  path: '/auth/email/send',
  tag,
  summary: 'Ask for a link that verifies your address',
  description: 'Mails a link that works once within three days.',
  access: 'session',
  status: 204,
  run: async (call) => {
    const { services, caller } = call;
    const mailer = mailerOf(services);
    const { db, now } = services;
    const { email } = await db
      .selectFrom('users')
      .select('email')
      .where('id', '=', caller.userId)
      .executeTakeFirstOrThrow();
    await countMail(call, email);
    const secret = await newMailLink(db, { userId: caller.userId, purpose: 'verify' }, now());
    mailer.send({
      to: email,
      subject: 'Verify your address for Daymark',
      text: `To verify this address for your account at ${services.publicUrl()}, open this link within three days:\n${services.publicUrl()}/verify#${secret}\n\nIf you made no account there, ignore this mail.\n`,
    });
  },
});

const verify = openEndpoint({
  method: 'post',
  path: '/auth/email/verify',
  tag,
  summary: 'Verify an address by a link',
  access: 'open',
  body: z.strictObject({ token }),
  status: 204,
  run: async ({ services, body, address }) => {
    const { db, now } = services;
    await services.limits.takeGuess(`verify ${networkOf(address)}`);
    const userId = await takeMailLink(db, { secret: body.token, purpose: 'verify' }, now());
    if (userId === undefined) throw new HttpProblem(403, 'This link is not valid any more. Ask for another.');
    await db
      .updateTable('users')
      .set({ email_verified_at: new Date(now()) })
      .where('id', '=', userId)
      .execute();
  },
});

export const mailEndpoints: readonly Endpoint[] = [forgot, reset, sendVerification, verify];
