import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { decrypt, deriveKey, encrypt, keyLength, openSealed, publicKeyOf, sealTo, shortMac, toKey } from './cipher.ts';
import type { Key } from './cipher.ts';
import type { Files } from '../disk/files.ts';
import type { Recipient, WrappedKey } from './keyFolder.ts';
import { KeyFolder, recipientId } from './keyFolder.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import { plainSealer } from './plainSealer.ts';
import { fromRecoveryKey, toRecoveryKey } from './recoveryKey.ts';

export interface VaultOptions {
  readonly folder: string;
  readonly clock: Clock;
  /** 32 bytes that only this client has; from `SecretStorage`, or `folderSecret` where there is none to rely on. */
  readonly secret: Uint8Array;
  readonly files?: Files;
}

export interface VaultState {
  /** Keys in the folder that this client doesn't have: names sealed under them show as locked. */
  readonly lockedKeys: number;
  readonly keys: number;
  readonly hasRecoveryKey: boolean;
  /** Clients that have not been let in to what this one reads. */
  readonly waiting: readonly WaitingClient[];
  /** What this client is called in the `waiting` of another. */
  readonly ownCode: string;
}

export interface WaitingClient {
  readonly id: string;
  /** To compare on both screens. */
  readonly code: string;
  /** When it first came. */
  readonly at: number;
}

/** A key of the data, as it is used. */
interface DataKey {
  readonly id: string;
  readonly raw: Uint8Array;
  readonly cipher: Key;
  readonly mac: Key;
  readonly at: number;
}

const form = 1;
const idLength = 6;
const headLength = 1 + idLength;

/**
 * Seals names with AES-256-GCM under keys that are kept in the folder, each encrypted to every client that was let in, and to the
 * recovery key. A client that was not let in yet records under a key of its own, and shares it when it is. No file is touched
 * before the first name.
 */
export class Vault implements Sealer {
  readonly #options: VaultOptions;
  readonly #folder: KeyFolder;
  readonly #ownId: string;
  readonly #keys = new Map<string, DataKey>();
  #stamp: string | undefined;
  #current: DataKey | undefined;

  constructor(options: VaultOptions) {
    if (options.secret.length !== keyLength) throw new AppError('internal', 'The secret of a vault has 32 bytes.');
    this.#options = options;
    this.#folder = new KeyFolder(options.files ?? nodeFiles, options.folder);
    this.#ownId = recipientId(publicKeyOf(options.secret));
  }

  seal(content: string | Uint8Array): Uint8Array {
    const key = this.#ready();
    const head = Buffer.concat([Uint8Array.of(form), Buffer.from(key.id, 'hex')]);
    return Buffer.concat([head, encrypt(key.cipher, Buffer.from(content), head)]);
  }

  open(sealed: Uint8Array): string | undefined {
    const bytes = this.openBytes(sealed);
    return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  }

  openBytes(sealed: Uint8Array): Uint8Array | undefined {
    // Names written where no vault is kept, such as those of the demo, are readable by anyone.
    if (sealed[0] !== form) return plainSealer.openBytes(sealed);
    const key = this.#keyOf(sealed);
    return key && decrypt(key.cipher, sealed.subarray(headLength), sealed.subarray(0, headLength));
  }

  tag(text: string): Uint8Array {
    return shortMac(this.#ready().mac, text);
  }

  /** Whether a value is sealed under the key that new ones are sealed under. */
  isCurrent(sealed: Uint8Array): boolean {
    return this.#keyOf(sealed)?.id === this.#ready().id;
  }

  state(): VaultState {
    this.#read();
    const known = new Set(this.#folder.keys().map((wrapped) => wrapped.key));
    return {
      keys: this.#keys.size,
      lockedKeys: Array.from(known).filter((id) => !this.#keys.has(id)).length,
      hasRecoveryKey: this.#admitted().some((recipient) => recipient.kind === 'recovery'),
      waiting: this.#waiting().map(({ id, at }) => ({ id, code: codeOf(id), at })),
      ownCode: codeOf(this.#ownId),
    };
  }

  /** Gives another client every key that this one has. Throws `not-found` when there is no such client. */
  letIn(id: string): void {
    this.#ready();
    const recipient = this.#folder.recipients().find((each) => each.id === id);
    if (!recipient) throw new AppError('not-found', 'There is no such client.');
    for (const key of this.#keys.values()) this.#give(key, recipient);
  }

  /** Makes a recovery key for everything sealed so far and from now on. It is shown once, and kept nowhere. */
  makeRecoveryKey(): string {
    this.#ready();
    const secret = randomBytes(keyLength);
    const recipient = this.#folder.addRecipient(secret, 'recovery', this.#options.clock.now());
    for (const key of this.#keys.values()) this.#give(key, recipient);
    return toRecoveryKey(secret);
  }

  /**
   * Lets this client in to everything that a recovery key opens.
   * @returns how many keys that added
   * Throws `invalid-input` when it is mistyped, `not-found` when it opens nothing here.
   */
  enterRecoveryKey(text: string): number {
    const secret = fromRecoveryKey(text);
    const id = recipientId(publicKeyOf(secret));
    const opened = this.#folder.keys().filter((wrapped) => wrapped.recipient === id && this.#take(wrapped, secret));
    if (opened.length === 0) throw new AppError('not-found', 'This recovery key is not for the names kept here.');
    const added = opened.filter((wrapped) => !this.#folder.hasKey(wrapped.key, this.#ownId)).length;
    this.#folder.addRecipient(this.#options.secret, 'client', this.#options.clock.now());
    this.#share();
    return added;
  }

  /** Seals new names under a new key from now on. `Store.reseal` brings the old ones under it. */
  rotate(): void {
    this.#ready();
    this.#makeKey();
  }

  /** The key for new names; made with the first one. */
  #ready(): DataKey {
    if (this.#stamp === undefined) this.#read();
    return this.#current ?? this.#makeKey();
  }

  #keyOf(sealed: Uint8Array): DataKey | undefined {
    if (sealed[0] !== form) return undefined;
    const id = Buffer.from(sealed.subarray(1, headLength)).toString('hex');
    // Another client may have made it, or let this one in, since the folder was read.
    if (!this.#keys.has(id)) this.#read();
    return this.#keys.get(id);
  }

  #read(): void {
    const stamp = this.#folder.stamp();
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    for (const wrapped of this.#folder.keys()) {
      if (wrapped.recipient === this.#ownId && !this.#keys.has(wrapped.key)) this.#take(wrapped, this.#options.secret);
    }
    if (this.#keys.size > 0) this.#share();
    this.#choose();
  }

  #take(wrapped: WrappedKey, secret: Uint8Array): boolean {
    const raw = openSealed(secret, wrapped.box);
    if (raw && keyIdOf(raw) === wrapped.key) this.#keys.set(wrapped.key, dataKey(raw, wrapped.at));
    return this.#keys.has(wrapped.key);
  }

  /** Gives every key to everybody who was let in: one that was let in late brings keys of its own. */
  #share(): void {
    const admitted = this.#admitted();
    for (const key of this.#keys.values()) for (const recipient of admitted) this.#give(key, recipient);
    this.#choose();
  }

  #give(key: DataKey, recipient: Recipient): void {
    if (this.#folder.hasKey(key.id, recipient.id)) return;
    const box = sealTo(recipient.publicKey, key.raw);
    this.#folder.addKey({ key: key.id, recipient: recipient.id, box, proof: proofOf(key, recipient), at: key.at });
  }

  // Names found in the folder are not enough: anyone who can write to it could put his own there.
  #admitted(): Recipient[] {
    const wrapped = this.#folder.keys();
    const isProven = (recipient: Recipient): boolean =>
      wrapped.some((each) => {
        const key = each.recipient === recipient.id ? this.#keys.get(each.key) : undefined;
        return key !== undefined && proofOf(key, recipient).equals(each.proof);
      });
    return this.#folder.recipients().filter((recipient) => recipient.id === this.#ownId || isProven(recipient));
  }

  #waiting(): Recipient[] {
    const admitted = new Set(this.#admitted().map((recipient) => recipient.id));
    return this.#folder.recipients().filter((recipient) => recipient.kind === 'client' && !admitted.has(recipient.id));
  }

  #makeKey(): DataKey {
    const now = this.#options.clock.now();
    this.#folder.addRecipient(this.#options.secret, 'client', now);
    // Later than every other, whatever the clock says.
    const latest = Math.max(0, ...Array.from(this.#keys.values(), (key) => key.at));
    const key = dataKey(randomBytes(keyLength), Math.max(now, latest + 1));
    this.#keys.set(key.id, key);
    this.#share();
    return key;
  }

  #choose(): void {
    const keys = Array.from(this.#keys.values()).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    this.#current = keys[0];
  }
}

function dataKey(raw: Uint8Array, at: number): DataKey {
  const keys = { cipher: toKey(deriveKey(raw, 'names')), mac: toKey(deriveKey(raw, 'tags')) };
  return { id: keyIdOf(raw), raw, ...keys, at };
}

function keyIdOf(raw: Uint8Array): string {
  return deriveKey(raw, 'id', idLength).toString('hex');
}

function proofOf(key: DataKey, recipient: Recipient): Buffer {
  return shortMac(deriveKey(key.raw, 'proof'), Buffer.concat([Buffer.from(recipient.kind), recipient.publicKey]));
}

/** Six digits of a fingerprint. */
function codeOf(id: string): string {
  return String(Number.parseInt(id.slice(0, 10), 16) % 1_000_000).padStart(6, '0');
}
