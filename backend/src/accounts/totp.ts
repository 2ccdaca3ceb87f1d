import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Database } from '../database/connect.ts';
import { digest } from '../http/guard.ts';

const period = 30;
const issuer = 'Daymark';
/** Codes for the case that the app is lost. */
const recoveryCodes = 10;

/** Time-based codes of six digits, as every authenticator app makes them: https://www.rfc-editor.org/rfc/rfc6238 */
function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });
}

/** Returns a new secret of 160 bits, and its URI for authenticator apps. */
export function newTotp(label: string): { readonly secret: string; readonly uri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totpOf(secret, label).toString() };
}

/**
 * The step of a code, within one before and after now, since clocks differ. Each step counts once.
 * @param now milliseconds since the epoch
 * @returns undefined for a wrong code, and for one that was used
 */
export function stepOf(
  { secret, lastStep }: { readonly secret: string; readonly lastStep: number },
  code: string,
  now: number,
): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: 1 });
  const step = Math.floor(now / 1000 / period) + (delta ?? 0);
  return delta !== null && step > lastStep ? step : undefined;
}

/** New recovery codes in place of those before. @returns the codes, which are shown this once */
export async function newRecoveryCodes(trx: Database, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => {
    const text = randomBytes(10).toString('hex');
    return `${text.slice(0, 10)}-${text.slice(10)}`;
  });
  await trx.deleteFrom('totp_recovery_codes').where('user_id', '=', userId).execute();
  await trx
    .insertInto('totp_recovery_codes')
    .values(codes.map((code) => ({ user_id: userId, hash: digest(code) })))
    .execute();
  return codes;
}

/** Returns whether signing in requires a code. */
export async function needsCode(db: Database, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom('totp')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Uses a code of the app, or a recovery code, up. @returns whether it was right */
export async function useCode(
  db: Database,
  userId: string,
  { code, now }: { code: string; now: number },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // One after the other, so that no code counts twice.
    const totp = await trx.selectFrom('totp').selectAll().where('user_id', '=', userId).forUpdate().executeTakeFirst();
    if (!totp) return false;
    const step = stepOf({ secret: totp.secret, lastStep: totp.last_step }, code.replaceAll(' ', ''), now);
    if (step !== undefined) {
      await trx.updateTable('totp').set({ last_step: step }).where('user_id', '=', userId).execute();
      return true;
    }
    const { numDeletedRows } = await trx
      .deleteFrom('totp_recovery_codes')
      .where('user_id', '=', userId)
      .where('hash', '=', digest(code.trim().toLowerCase()))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
}
