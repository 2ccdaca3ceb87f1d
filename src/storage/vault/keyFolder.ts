import { createHash } from 'node:crypto';
import path from 'node:path';
import { publicKeyOf } from './cipher.ts';
import type { Files } from '../disk/files.ts';

/** Someone whom keys can be given to: a client with its own secret, or whoever holds the recovery key. */
export interface Recipient {
  readonly id: string;
  readonly kind: 'client' | 'recovery';
  readonly publicKey: Uint8Array;
  readonly at: number;
}

/** A key of the data, encrypted to one recipient. */
export interface WrappedKey {
  readonly key: string;
  readonly recipient: string;
  readonly box: Uint8Array;
  /** Shows that whoever gave it to this recipient had the key himself. */
  readonly proof: Uint8Array;
  /** When the key was made. */
  readonly at: number;
}

interface StoredRecipient {
  readonly kind: Recipient['kind'];
  readonly publicKey: string;
  readonly at: number;
}
interface StoredKey {
  readonly box: string;
  readonly proof: string;
  readonly at: number;
}

const recipientForm = /^for-([0-9a-f]{16})\.json$/;
const keyForm = /^key-([0-9a-f]{12})\.([0-9a-f]{16})\.json$/;

/** The id of whoever holds a secret: a fingerprint of his public key. */
export function recipientId(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

/** The folder `vault/`: small files that are written once and never changed, so that several clients need no lock. */
export class KeyFolder {
  readonly #files: Files;
  readonly #folder: string;

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = path.join(folder, 'vault');
  }

  recipients(): Recipient[] {
    return this.#read(recipientForm).flatMap(({ match, content }) => {
      const { kind, publicKey, at } = content as StoredRecipient;
      const bytes = Buffer.from(publicKey, 'base64');
      // A name that isn't the key's own would let one client pass for another.
      return recipientId(bytes) === match[1] ? [{ id: match[1], kind, publicKey: bytes, at }] : [];
    });
  }

  keys(): WrappedKey[] {
    return this.#read(keyForm).map(({ match, content }) => {
      const { box, proof, at } = content as StoredKey;
      const [, key = '', recipient = ''] = match;
      return { key, recipient, box: Buffer.from(box, 'base64'), proof: Buffer.from(proof, 'base64'), at };
    });
  }

  hasKey(key: string, recipient: string): boolean {
    return this.#files.stat(path.join(this.#folder, `key-${key}.${recipient}.json`)) !== undefined;
  }

  /** Changes with every file that is added. */
  stamp(): string {
    return this.#files.list(this.#folder).join();
  }

  addRecipient(secret: Uint8Array, kind: Recipient['kind'], at: number): Recipient {
    const publicKey = publicKeyOf(secret);
    const id = recipientId(publicKey);
    this.#write(`for-${id}.json`, { kind, publicKey: publicKey.toString('base64'), at } satisfies StoredRecipient);
    return { id, kind, publicKey, at };
  }

  addKey({ key, recipient, box, proof, at }: WrappedKey): void {
    const content = { box: toBase64(box), proof: toBase64(proof), at };
    this.#write(`key-${key}.${recipient}.json`, content satisfies StoredKey);
  }

  #read(form: RegExp): { match: RegExpExecArray; content: unknown }[] {
    return this.#files.list(this.#folder).flatMap((name) => {
      const match = form.exec(name);
      const bytes = match ? this.#files.read(path.join(this.#folder, name)) : undefined;
      const content = bytes && parse(bytes);
      return match && content ? [{ match, content }] : [];
    });
  }

  // Aside first: a file that is there is whole, whoever dies meanwhile.
  #write(name: string, content: object): void {
    const target = path.join(this.#folder, name);
    if (this.#files.stat(target)) return;
    this.#files.makeFolder(this.#folder);
    const aside = `${target}.${process.pid}.${performance.now()}.new`;
    this.#files.create(aside, Buffer.from(JSON.stringify(content)));
    this.#files.sync(aside);
    this.#files.rename(aside, target);
    this.#files.syncFolder(this.#folder);
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch (error) {
    // A damaged key is one that is missing.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
