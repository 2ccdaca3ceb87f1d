import type { Database } from '../database/connect.ts';
import { newMailLink } from './mailLinks.ts';

/**
 * Makes a link by which somebody sets a new password, for the operator to hand over where no mail is sent. It is the one that a mail would
 * have: it works once within an hour, and earlier ones stop working.
 * @returns undefined if no account has the address
 */
export async function makeResetLink(
  db: Database,
  { email, publicUrl }: { readonly email: string; readonly publicUrl: string },
  now: number,
): Promise<string | undefined> {
  const address = email.trim().toLowerCase();
  const user = await db.selectFrom('users').select('id').where('email', '=', address).executeTakeFirst();
  if (!user) return undefined;
  const secret = await newMailLink(db, { userId: user.id, purpose: 'reset' }, now);
  return `${publicUrl}/reset#${secret}`;
}
