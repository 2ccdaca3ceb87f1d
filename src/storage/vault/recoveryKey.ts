import { createHash } from 'node:crypto';
import { AppError } from '../../core/base/appError.ts';
import { keyLength } from './cipher.ts';

// Crockford's base 32: no letter that reads like a digit.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A secret as a person can write it down: 56 letters and digits in groups of four, of which the last four or so check the rest. */
export function toRecoveryKey(secret: Uint8Array): string {
  const bytes = Buffer.concat([secret, checksum(secret)]);
  let bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  bits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0');
  const text = (bits.match(/.{5}/g) ?? []).map((five) => digits[Number.parseInt(five, 2)]).join('');
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

/** The secret of a recovery key, however it was typed; throws an `AppError` (`invalid-input`) when it is mistyped. */
export function fromRecoveryKey(text: string): Uint8Array {
  const clean = text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const bits = Array.from(clean, (digit) => Math.max(0, digits.indexOf(digit)).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const secret = bytes.subarray(0, keyLength);
  const isRight = bytes.length === keyLength + 3 && checksum(secret).equals(bytes.subarray(keyLength));
  if (!isRight) throw new AppError('invalid-input', 'This is not a recovery key, or it is mistyped.');
  return secret;
}

function checksum(secret: Uint8Array): Buffer {
  return createHash('sha256').update('daymark recovery').update(secret).digest().subarray(0, 3);
}
