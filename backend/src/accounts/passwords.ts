import { hash, verify } from '@node-rs/argon2';
import * as z from 'zod';

/** argon2id with OWASP's parameters: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** As in NIST SP 800-63B: a minimum length, and no rules about characters. */
export const passwordSchema = z.string().min(10, 'Use at least 10 characters.').max(200);

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), options);
}

let dummy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash.
 * @param stored undefined for an account that doesn't exist: that takes as long, and is false
 */
export async function checkPassword(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword('an account that does not exist');
  const isRight = await verify(stored ?? (await dummy), password.normalize('NFKC'));
  return isRight && stored !== undefined;
}
