import { createHash } from 'node:crypto';

/**
 * Returns the id that git gives to a file with this content, as 40 hex digits, so that a use of a prompt can be found among the commits of
 * its file. Line ends are those that git stores.
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function blobHash(content: Uint8Array): string {
  const stored = Buffer.from(Buffer.from(content).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  return createHash('sha1').update(`blob ${stored.length}\0`).update(stored).digest('hex');
}
