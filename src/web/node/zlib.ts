import { Buffer } from 'buffer/index.js';
import { deflateSync, Gunzip, gzipSync as gzip, inflateSync } from 'fflate';

/** The part of `node:zlib` that reading needs, in a browser. */

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

export function gzipSync(content: string | Uint8Array): Buffer {
  return Buffer.from(gzip(bytesOf(content)));
}

/** @throws Error for what isn't gzip, is cut short, or grows beyond `maxOutputLength` */
export function gunzipSync(bytes: Uint8Array, { maxOutputLength = Infinity } = {}): Buffer {
  const parts: Uint8Array[] = [];
  let [length, isWhole] = [0, false];
  const gunzip = new Gunzip((part, isLast) => {
    length += part.length;
    if (length > maxOutputLength) throw new RangeError('The content is too long.');
    parts.push(part);
    isWhole = isLast;
  });
  // In pieces, so that what grows without end is noticed before it fills the memory.
  const step = 65_536;
  for (let at = 0; at < bytes.length; at += step) gunzip.push(bytes.subarray(at, at + step), at + step >= bytes.length);
  if (!isWhole) throw new Error('The content is cut short.');
  return Buffer.concat(parts);
}

export function deflateRawSync(content: string | Uint8Array): Buffer {
  return Buffer.from(deflateSync(bytesOf(content)));
}

export function inflateRawSync(bytes: Uint8Array): Buffer {
  return Buffer.from(inflateSync(bytes));
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** The CRC-32 of ISO 3309, as an unsigned number. */
export function crc32(content: string | Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytesOf(content)) rest = (table[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
