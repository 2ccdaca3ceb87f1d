import { createHash } from 'node:crypto';
import { AppError } from '../../core/base/appError.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { keyLength } from './cipher.ts';

/**
 * Returns a secret in a form that a person can write down: 56 letters and digits in groups of four, of which about the last four are a
 * checksum.
 */
export function toRecoveryKey(secret: Uint8Array): string {
  return toBase32(Buffer.concat([secret, checksum(secret)]));
}

/** The secret of a recovery key, however it was typed; throws an `AppError` (`invalid-input`) when it is mistyped. */
export function fromRecoveryKey(text: string): Uint8Array {
  const bytes = fromBase32(text);
  const secret = bytes?.subarray(0, keyLength);
  const isRight =
    bytes?.length === keyLength + 3 && secret !== undefined && checksum(secret).equals(bytes.subarray(keyLength));
  if (!isRight) throw new AppError('invalid-input', 'This is not a recovery key, or it is mistyped.');
  return secret;
}

function checksum(secret: Uint8Array): Buffer {
  return createHash('sha256').update('daymark recovery').update(secret).digest().subarray(0, 3);
}
