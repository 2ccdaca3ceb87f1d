import { gcm } from '@noble/ciphers/aes.js';
import { equalBytes, randomBytes as random } from '@noble/ciphers/utils.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer/index.js';

/** The part of `node:crypto` that reading needs, in a browser. WebCrypto has no calls that answer at once, and exists on HTTPS only. */

type Content = string | Uint8Array;
type Encoding = 'hex' | 'base64' | 'base64url';

const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

interface RunningHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

class Digest {
  readonly #running: RunningHash;

  constructor(running: RunningHash) {
    this.#running = running;
  }

  update(content: Content): this {
    this.#running.update(bytesOf(content));
    return this;
  }

  digest(): Buffer;
  digest(encoding: Encoding): string;
  digest(encoding?: Encoding): Buffer | string {
    const bytes = Buffer.from(this.#running.digest());
    if (encoding !== 'base64url') return encoding ? bytes.toString(encoding) : bytes;
    return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  }
}

export function createHash(algorithm: string): Digest {
  requireSha256(algorithm);
  return new Digest(sha256.create());
}

export function createHmac(algorithm: string, key: Uint8Array): Digest {
  requireSha256(algorithm);
  return new Digest(hmac.create(sha256, key));
}

export function hkdfSync(algorithm: string, ...[secret, salt, info, length]: HkdfInput): Uint8Array {
  requireSha256(algorithm);
  return hkdf(sha256, secret, salt, bytesOf(info), length);
}

type HkdfInput = readonly [secret: Uint8Array, salt: Uint8Array, info: Content, length: number];

/** A key is its bytes. */
export function createSecretKey(bytes: Uint8Array): Uint8Array {
  return bytes;
}

/** All comes out at the end: nothing is handed on before its tag was checked. */
class Decipher {
  readonly #key: Uint8Array;
  readonly #nonce: Uint8Array;
  #context = new Uint8Array();
  #tag = new Uint8Array();
  #sealed = new Uint8Array();

  constructor(key: Uint8Array, nonce: Uint8Array) {
    this.#key = key;
    this.#nonce = nonce;
  }

  setAAD(context: Uint8Array): this {
    this.#context = Uint8Array.from(context);
    return this;
  }

  setAuthTag(tag: Uint8Array): this {
    this.#tag = Uint8Array.from(tag);
    return this;
  }

  update(sealed: Uint8Array): Buffer {
    this.#sealed = Uint8Array.from(sealed);
    return Buffer.alloc(0);
  }

  /** @throws Error for a wrong tag */
  final(): Buffer {
    const whole = new Uint8Array(this.#sealed.length + this.#tag.length);
    whole.set(this.#sealed);
    whole.set(this.#tag, this.#sealed.length);
    return Buffer.from(gcm(this.#key, this.#nonce, this.#context).decrypt(whole));
  }
}

export function createDecipheriv(algorithm: string, key: Uint8Array, nonce: Uint8Array): Decipher {
  if (algorithm !== 'aes-256-gcm' || key.length !== 32) throw new RangeError(algorithm);
  return new Decipher(key, nonce);
}

export function timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean {
  return equalBytes(one, other);
}

export function randomBytes(length: number): Buffer {
  return Buffer.from(random(length));
}

/** @returns a whole number from 0 to below `end`, which is at most 2^47; nothing secret */
export function randomInt(end: number): number {
  return Buffer.from(random(6)).readUIntBE(0, 6) % end;
}

export function randomUUID(): string {
  return Buffer.from(random(16))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Nothing is sealed here, and no key is exchanged. */
function unavailable(): never {
  throw new Error('This is not done in a browser.');
}

export {
  unavailable as createCipheriv,
  unavailable as createPrivateKey,
  unavailable as createPublicKey,
  unavailable as diffieHellman,
  unavailable as generateKeyPairSync,
};

function requireSha256(algorithm: string): void {
  if (algorithm !== 'sha256') throw new RangeError(algorithm);
}
