// Crockford's base 32: no letter that reads like a digit (https://www.crockford.com/base32.html).
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes as letters and digits in groups of four, for a person to write down or type. */
export function toBase32(bytes: Uint8Array): string {
  let bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  bits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0');
  const text = (bits.match(/.{5}/g) ?? []).map((five) => digits[Number.parseInt(five, 2)]).join('');
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

/** The bytes of a text of `toBase32`, in any case, with any separators, and with O, I and L for 0 and 1. Undefined for other letters. */
export function fromBase32(text: string): Buffer | undefined {
  const clean = text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (clean.includes('U')) return undefined;
  const bits = Array.from(clean, (digit) => digits.indexOf(digit).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
