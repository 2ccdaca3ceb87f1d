import type { Database } from '../database/connect.ts';
import { digest } from '../http/guard.ts';
import { addMinutes } from './minutes.ts';
import { newSecret } from './secrets.ts';

/** Minutes that a link is valid. */
const lifetimes = { reset: 60, verify: 3 * 24 * 60 } as const;

interface MailLink {
  readonly userId: string;
  readonly purpose: keyof typeof lifetimes;
}

/** Makes a link that works once. Earlier ones for the same purpose stop working. @returns its secret */
export async function newMailLink(db: Database, { userId, purpose }: MailLink, now: number): Promise<string> {
  const secret = newSecret('link');
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('mail_links').where('user_id', '=', userId).where('purpose', '=', purpose).execute();
    const expires = addMinutes(now, lifetimes[purpose]);
    await trx
      .insertInto('mail_links')
      .values({ hash: digest(secret), user_id: userId, purpose, expires_at: expires })
      .execute();
  });
  return secret;
}

/** Consumes a link. @returns its owner; undefined if it is no longer valid */
export async function takeMailLink(
  trx: Database,
  link: { readonly secret: string; readonly purpose: MailLink['purpose'] },
  now: number,
): Promise<string | undefined> {
  const used = await trx
    .deleteFrom('mail_links')
    .where('hash', '=', digest(link.secret))
    .where('purpose', '=', link.purpose)
    .where('expires_at', '>', new Date(now))
    .returning('user_id')
    .executeTakeFirst();
  return used?.user_id;
}
