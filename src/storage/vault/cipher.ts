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
  timingSafeEqual,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** Pass a key that is used often as a `KeyObject` (`toKey`): converting the bytes on each call takes longer than the operation itself. */
export type Key = Uint8Array | KeyObject;

/** Bytes of every key and secret here. */
export const keyLength = 32;
const nonceLength = 12;
const authLength = 16;
/** ASN.1 in front of the 32 bytes of an X25519 key (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');

/** Derives a separate key for each purpose from one secret (HKDF with SHA-256, RFC 5869). */
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

/** Returns the decrypted bytes; undefined if the key or the context differs, or a byte was changed. */
export function decrypt(key: Key, bytes: Uint8Array, context: Uint8Array): Buffer | undefined {
  if (bytes.length < nonceLength + authLength) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), { authTagLength: authLength });
  decipher.setAAD(context).setAuthTag(bytes.subarray(-authLength));
  const plain = decipher.update(bytes.subarray(nonceLength, -authLength));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // Node throws for a wrong tag, and nothing else can go wrong here.
    return undefined;
  }
}

/** HMAC-SHA-256, cut to 16 bytes. */
export function shortMac(key: Key, content: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, 16);
}

/** HMAC-SHA-256 over a list; as JSON, no two lists read alike. */
export function listMac(key: Key, list: readonly (string | number)[]): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify(['daymark vault', ...list]))
    .digest();
}

/** Compares two byte strings in constant time. */
export function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The X25519 private key that belongs to a secret. */
export function privateKeyOf(secret: Uint8Array): KeyObject {
  const key = Buffer.concat([privatePrefix, deriveKey(secret, 'client')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The public half of an X25519 private key, 32 bytes. */
export function publicBytesOf(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-keyLength);
}

/** An X25519 exchange (RFC 7748); undefined for bytes that are no usable public key. */
export function exchange(privateKey: KeyObject, publicBytes: Uint8Array): Buffer | undefined {
  if (publicBytes.length !== keyLength) return undefined;
  const key = Buffer.concat([publicPrefix, publicBytes]);
  try {
    return diffieHellman({ privateKey, publicKey: createPublicKey({ key, format: 'der', type: 'spki' }) });
  } catch {
    // OpenSSL refuses points of low order, whose shared secret everyone knows.
    return undefined;
  }
}

/** Encrypts to the holder of a public key: an exchange with a key pair made for this box. Undefined for an unusable key. */
export function sealTo(publicKey: Uint8Array, plain: Uint8Array): Buffer | undefined {
  const once = generateKeyPairSync('x25519');
  const oncePublic = publicBytesOf(once.privateKey);
  const shared = exchange(once.privateKey, publicKey);
  return (
    shared &&
    Buffer.concat([oncePublic, encrypt(deriveKey(shared, 'box'), plain, Buffer.concat([oncePublic, publicKey]))])
  );
}

/** Opens a box of `sealTo`; undefined when it was made for another key, or changed. */
export function openSealed(privateKey: KeyObject, publicKey: Uint8Array, box: Uint8Array): Buffer | undefined {
  const oncePublic = box.subarray(0, keyLength);
  const shared = exchange(privateKey, oncePublic);
  const context = Buffer.concat([oncePublic, publicKey]);
  return shared && decrypt(deriveKey(shared, 'box'), box.subarray(keyLength), context);
}
