import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key that is used often is handed over as a `KeyObject` (`toKey`): its bytes are taken in anew at each call, which takes longer than what it is for. */
export type Key = Uint8Array | KeyObject;

/** Bytes of every key and secret here. */
export const keyLength = 32;
const nonceLength = 12;
const authLength = 16;
/** ASN.1 in front of the 32 bytes of an X25519 key (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');

/** A key of its own for each purpose, out of one secret (HKDF with SHA-256, RFC 5869). */
export function deriveKey(secret: Uint8Array, purpose: string, length = keyLength): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `daymark ${purpose}`, length));
}

export function toKey(bytes: Uint8Array): KeyObject {
  return createSecretKey(bytes);
}

/** AES-256-GCM (NIST SP 800-38D) with a fresh random nonce: nonce, ciphertext, tag. */
export function encrypt(key: Key, plain: Uint8Array, context: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was encrypted, or undefined when the key or the context is another, or a byte was changed. */
export function decrypt(key: Key, bytes: Uint8Array, context: Uint8Array): Buffer | undefined {
  if (bytes.length < nonceLength + authLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), { authTagLength: authLength });
  decipher.setAAD(context).setAuthTag(bytes.subarray(-authLength));
  const plain = decipher.update(bytes.subarray(nonceLength, -authLength));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // Node tells a wrong tag by throwing, and nothing else can go wrong here.
    return undefined;
  }
}

/** HMAC-SHA-256, cut to 16 bytes. */
export function shortMac(key: Key, content: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, 16);
}

/** The X25519 public key (32 bytes) of whoever holds a secret. */
export function publicKeyOf(secret: Uint8Array): Buffer {
  return createPublicKey(privateKeyOf(secret)).export({ type: 'spki', format: 'der' }).subarray(-keyLength);
}

/** Encrypts to the holder of a secret, by his public key: an X25519 exchange with a key made for this once. */
export function sealTo(publicKey: Uint8Array, plain: Uint8Array): Buffer {
  const once = generateKeyPairSync('x25519');
  const oncePublic = once.publicKey.export({ type: 'spki', format: 'der' }).subarray(-keyLength);
  const key = boxKey(once.privateKey, toPublicKey(publicKey));
  return Buffer.concat([oncePublic, encrypt(key, plain, Buffer.concat([oncePublic, publicKey]))]);
}

/** Opens what was encrypted to the holder of `secret`; undefined when it wasn't. */
export function openSealed(secret: Uint8Array, box: Uint8Array): Buffer | undefined {
  if (box.length < keyLength) return undefined;
  const oncePublic = box.subarray(0, keyLength);
  const key = boxKey(privateKeyOf(secret), toPublicKey(oncePublic));
  return decrypt(key, box.subarray(keyLength), Buffer.concat([oncePublic, publicKeyOf(secret)]));
}

function boxKey(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  return deriveKey(diffieHellman({ privateKey, publicKey }), 'box');
}

function privateKeyOf(secret: Uint8Array): KeyObject {
  const key = Buffer.concat([privatePrefix, deriveKey(secret, 'client')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function toPublicKey(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicPrefix, bytes]), format: 'der', type: 'spki' });
}
