import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { deriveKey, exchange, openSealed, privateKeyOf, publicBytesOf, toKey } from './cipher.ts';

/** The id of a public key: the first 64 bits of its SHA-256, as hex. */
export function recipientId(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

/**
 * The keys that follow from one secret of 32 bytes: a device's own, or a recovery key. Computed on first use, since the public key
 * takes milliseconds in a new process.
 */
export class Identity {
  readonly secret: Uint8Array;
  readonly #pairKeys = new Map<string, KeyObject | undefined>();
  #privateKey: KeyObject | undefined;
  #publicKey: Buffer | undefined;
  #id: string | undefined;

  constructor(secret: Uint8Array) {
    this.secret = secret;
  }

  get publicKey(): Buffer {
    return (this.#publicKey ??= publicBytesOf(this.#private));
  }

  get id(): string {
    return (this.#id ??= recipientId(this.publicKey));
  }

  /** Opens a box that was encrypted to this identity; undefined when it was not. */
  open(box: Uint8Array): Buffer | undefined {
    return openSealed(this.#private, this.publicKey, box);
  }

  /**
   * Returns a MAC key that only this identity and the holder of `publicKey` can compute (static X25519, as in the Auth mode of HPKE, RFC
   * 9180); for its own public key, a MAC key that nobody else can compute. Undefined for an unusable public key.
   */
  pairKey(publicKey: Uint8Array): KeyObject | undefined {
    const id = recipientId(publicKey);
    if (!this.#pairKeys.has(id)) this.#pairKeys.set(id, this.#makePairKey(publicKey));
    return this.#pairKeys.get(id);
  }

  #makePairKey(publicKey: Uint8Array): KeyObject | undefined {
    if (this.publicKey.equals(publicKey)) return toKey(deriveKey(this.secret, 'own'));
    const shared = exchange(this.#private, publicKey);
    return shared && toKey(deriveKey(shared, 'pair'));
  }

  get #private(): KeyObject {
    return (this.#privateKey ??= privateKeyOf(this.secret));
  }
}
