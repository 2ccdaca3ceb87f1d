import { createHmac } from 'node:crypto';
import path from 'node:path';
import type { Files } from '../disk/files.ts';
import { toKey, type Key } from '../vault/cipher.ts';

const hashLength = 8;
/** The number of buckets whose hashes are in memory at once. */
const bucketsKept = 8;

/**
 * Remembers which facts are on the server, by 64 bits of an HMAC of each, in one file for each bucket of time. So nothing is uploaded
 * twice, facts from another device don't go back, and erased facts aren't taken in again. Without the key, the hashes reveal nothing.
 */
export class SeenFacts {
  readonly #files: Files;
  readonly #folder: string;
  readonly #key: Key;
  readonly #buckets = new Map<number, Set<string>>();

  constructor(files: Files, folder: string, key: Uint8Array) {
    this.#files = files;
    this.#folder = folder;
    this.#key = toKey(key);
  }

  hash(line: string): string {
    return createHmac('sha256', this.#key).update(line).digest().toString('latin1', 0, hashLength);
  }

  has(bucket: number, hash: string): boolean {
    return this.#load(bucket).has(hash);
  }

  /** Adds hashes, which survive a power cut when it returns. A crash on the way leaves some of them: then facts are sent again. */
  add(bucket: number, hashes: readonly string[]): void {
    const known = this.#load(bucket);
    const fresh = [...new Set(hashes)].filter((hash) => !known.has(hash));
    if (fresh.length === 0) return;
    const file = this.#file(bucket);
    const torn = (this.#files.stat(file)?.size ?? 0) % hashLength;
    const bytes = Buffer.from(fresh.join(''), 'latin1');
    const open = this.#files.openAppendSync(file);
    try {
      // A hash that was cut short is filled up, so that those after it are read at their places.
      open.appendSync(torn > 0 ? Buffer.concat([Buffer.alloc(hashLength - torn), bytes]) : bytes);
    } finally {
      open.close();
    }
    this.#files.sync(file);
    for (const hash of fresh) known.add(hash);
  }

  /** Adds what another set has. */
  takeAll(other: SeenFacts): void {
    if (other.#folder === this.#folder) return;
    for (const name of this.#files.list(other.#folder)) {
      const bucket = Number(/^(-?\d+)\.seen$/.exec(name)?.[1] ?? Number.NaN);
      if (Number.isInteger(bucket)) this.add(bucket, [...other.#load(bucket)]);
    }
  }

  #load(bucket: number): Set<string> {
    const known = this.#buckets.get(bucket);
    if (known) return known;
    const text = Buffer.from(this.#files.read(this.#file(bucket)) ?? []).toString('latin1');
    const hashes = new Set<string>();
    for (let at = 0; at + hashLength <= text.length; at += hashLength) hashes.add(text.slice(at, at + hashLength));
    const oldest = this.#buckets.size >= bucketsKept ? this.#buckets.keys().next().value : undefined;
    if (oldest !== undefined) this.#buckets.delete(oldest);
    this.#buckets.set(bucket, hashes);
    return hashes;
  }

  #file(bucket: number): string {
    return path.join(this.#folder, `${bucket}.seen`);
  }
}
