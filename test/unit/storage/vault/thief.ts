import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Someone who can read and write every file of the vault, and has no device's secret. Knows the file formats, and uses no code of Daymark.
 */
export class Thief {
  readonly secret = randomBytes(32);
  /** Keys of names that the thief made or could open, by id. */
  readonly keys = new Map<string, Buffer>();
  readonly #folder: string;
  readonly #private: KeyObject;
  readonly publicKey: Buffer;
  readonly id: string;

  constructor(folder: string) {
    this.#folder = path.join(folder, 'vault');
    const key = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), derive(this.secret, 'client')]);
    this.#private = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    this.publicKey = rawPublic(this.#private);
    this.id = idOf(this.publicKey);
  }

  /** Puts a key into the folder for each recipient, and the thief among them, as if it came from a device that was let in. */
  plantKey({ at = 4e12, extra = {} }: { at?: number; extra?: object } = {}): string {
    const raw = randomBytes(32);
    const key = derive(raw, 'id', 6).toString('hex');
    this.keys.set(key, raw);
    this.plantSelf();
    for (const recipient of this.recipients()) {
      const proof = proofOf(raw, recipient.kind, recipient.publicKey);
      const content = { box: seal(recipient.publicKey, raw), proof: proof.toString('base64'), at, ...extra };
      this.write(`key-${key}.${recipient.id}.json`, content);
    }
    return key;
  }

  /** Puts the thief among the recipients. */
  plantSelf(kind = 'client'): void {
    this.write(`for-${this.id}.json`, { kind, publicKey: this.publicKey.toString('base64'), at: 1 });
  }

  recipients(): { id: string; kind: string; publicKey: Buffer }[] {
    return this.names(/^for-/).map((name) => {
      const { kind, publicKey } = this.read(name) as { kind: string; publicKey: string };
      const bytes = Buffer.from(publicKey, 'base64');
      return { id: idOf(bytes), kind, publicKey: bytes };
    });
  }

  names(form: RegExp): string[] {
    return fs.readdirSync(this.#folder).filter((name) => form.test(name));
  }

  read(name: string): unknown {
    return JSON.parse(fs.readFileSync(path.join(this.#folder, name), 'utf8'));
  }

  write(name: string, content: object): void {
    fs.rmSync(path.join(this.#folder, name), { force: true });
    fs.writeFileSync(path.join(this.#folder, name), JSON.stringify(content));
  }

  remove(form: RegExp): void {
    for (const name of this.names(form)) fs.rmSync(path.join(this.#folder, name));
  }

  /** A name that was sealed, where any key that the thief made or was given opens it. */
  open(sealed: Uint8Array): string | undefined {
    for (const name of this.names(new RegExp(`^key-.*\\.${this.id}\\.json$`))) {
      const { box } = this.read(name) as { box: string };
      const raw = unseal(this.#private, this.publicKey, Buffer.from(box, 'base64'));
      if (raw) this.keys.set(name.slice(4, 16), raw);
    }
    for (const raw of this.keys.values()) {
      const bytes = decrypt(derive(raw, 'names'), sealed.subarray(7), sealed.subarray(0, 7));
      if (bytes) return bytes.toString();
    }
    return undefined;
  }

  /** Seals a name under one of the thief's keys. */
  seal(key: string, text: string): Uint8Array {
    const head = Buffer.concat([Uint8Array.of(1), Buffer.from(key, 'hex')]);
    return Buffer.concat([
      head,
      encrypt(derive(this.keys.get(key) ?? Buffer.alloc(32), 'names'), Buffer.from(text), head),
    ]);
  }
}

/** The id of a public key's owner. */
export function idOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

function derive(secret: Uint8Array, purpose: string, length = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `daymark ${purpose}`, length));
}

function proofOf(raw: Buffer, kind: string, publicKey: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(kind), publicKey]);
  return createHmac('sha256', derive(raw, 'proof')).update(content).digest().subarray(0, 16);
}

function seal(publicKey: Buffer, plain: Buffer): string {
  const once = generateKeyPairSync('x25519').privateKey;
  const oncePublic = rawPublic(once);
  const key = derive(diffieHellman({ privateKey: once, publicKey: toPublic(publicKey) }), 'box');
  return Buffer.concat([oncePublic, encrypt(key, plain, Buffer.concat([oncePublic, publicKey]))]).toString('base64');
}

function unseal(privateKey: KeyObject, publicKey: Buffer, box: Buffer): Buffer | undefined {
  const oncePublic = box.subarray(0, 32);
  const key = derive(diffieHellman({ privateKey, publicKey: toPublic(oncePublic) }), 'box');
  return decrypt(key, box.subarray(32), Buffer.concat([oncePublic, publicKey]));
}

function encrypt(key: Buffer, plain: Uint8Array, context: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, bytes: Uint8Array, context: Uint8Array): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(context);
  decipher.setAuthTag(bytes.subarray(-16));
  const plain = decipher.update(bytes.subarray(12, -16));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return undefined;
  }
}

function rawPublic(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
}

function toPublic(bytes: Buffer): KeyObject {
  const key = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytes]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}
