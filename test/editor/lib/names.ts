import { createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { testSetup } from '../../harness/editor/control.ts';

/**
 * Opens the names in the SQLite file like someone who has nothing but the data folder and the description of its format: without the
 * extension's own code. It needs the secret in the folder (`daymark.vault.key`), as in a browser.
 */

const folder = () => path.join(testSetup().globalStorage, 'vault');

const derive = (secret: Uint8Array, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `daymark ${purpose}`, 32));

/** AES-256-GCM: nonce of 12 bytes, text, tag of 16 bytes. */
function decrypt(key: Buffer, bytes: Uint8Array, context: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(context);
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]);
}

/** The X25519 private key in the PKCS #8 form of RFC 8410. */
function privateKey(secret: Uint8Array) {
  const key = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), derive(secret, 'client')]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function publicKey(bytes: Uint8Array) {
  const key = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytes]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** The keys of names that the secret in the folder opens, by their id. */
function nameKeys(): Map<string, Buffer> {
  const secret = readFileSync(path.join(folder(), 'secret'));
  const own = privateKey(secret);
  const ownPublic = createPublicKey(own).export({ type: 'spki', format: 'der' }).subarray(-32);
  const recipient = createHash('sha256').update(ownPublic).digest('hex').slice(0, 16);
  const keys = new Map<string, Buffer>();
  for (const file of readdirSync(folder())) {
    const id = /^key-([0-9a-f]{12})\.([0-9a-f]{16})\.json$/.exec(file);
    if (id?.[1] === undefined || id[2] !== recipient) continue;
    const { box } = JSON.parse(readFileSync(path.join(folder(), file), 'utf8')) as { box: string };
    const bytes = Buffer.from(box, 'base64');
    const once = bytes.subarray(0, 32);
    const shared = derive(diffieHellman({ privateKey: own, publicKey: publicKey(once) }), 'box');
    keys.set(id[1], derive(decrypt(shared, bytes.subarray(32), Buffer.concat([once, ownPublic])), 'names'));
  }
  return keys;
}

/** Returns a function that opens names: a byte 1, six bytes that identify the key, and the ciphertext. */
export function nameOpener(): (sealed: Uint8Array) => string {
  const keys = existsSync(folder()) ? nameKeys() : new Map<string, Buffer>();
  return (sealed) => {
    const key = keys.get(Buffer.from(sealed.subarray(1, 7)).toString('hex'));
    if (sealed[0] !== 1 || !key) throw new Error('a name is sealed in a form or under a key that is not known here');
    return decrypt(key, sealed.subarray(7), sealed.subarray(0, 7)).toString('utf8');
  };
}
