import { createHash } from 'node:crypto';
import { keyLength } from './cipher.ts';
import { recipientId } from './identity.ts';
import type { Recipient } from './keyFolder.ts';
import type { Trust } from './trust.ts';

/**
 * The devices and recovery keys that an identity considers revoked. The list only grows. It is kept in the folder under the identity's own
 * MAC, and outside of the folder, so that restoring old files changes nothing.
 */
export class Revocations {
  readonly #trust: Trust;
  readonly #onRevoked: (publicKeys: readonly string[]) => void;
  readonly #subjects = new Map<string, Recipient>();
  /** Someone this identity trusts has revoked it. */
  isSelfRevoked = false;

  constructor(trust: Trust, { publicKeys, onRevoked }: RememberedKeys) {
    this.#trust = trust;
    this.#onRevoked = onRevoked;
    for (const each of publicKeys) this.#hold(toSubject(each));
  }

  /** The revoked ones, by id. */
  get subjects(): ReadonlyMap<string, Recipient> {
    return this.#subjects;
  }

  /** Their public keys in base64, to be remembered outside the folder. */
  get publicKeys(): string[] {
    return Array.from(this.#subjects.values(), ({ publicKey }) => Buffer.from(publicKey).toString('base64'));
  }

  /**
   * Identifies the set of revoked ids; empty for none. Names are sealed only under keys of the same epoch: a key from someone who didn't
   * know of a revocation may be known to the revoked device.
   */
  get epoch(): string {
    if (this.#subjects.size === 0) return '';
    const ids = Array.from(this.#subjects.keys()).sort().join(' ');
    return createHash('sha256').update(`daymark revoked ${ids}`).digest('hex').slice(0, 32);
  }

  has(id: string): boolean {
    return this.#subjects.has(id);
  }

  /**
   * Reads the folder's revocations. If two devices revoked each other at the same time, both are revoked, since it is impossible to tell
   * which one is the thief.
   * @returns ids that are new
   */
  learn(): string[] {
    const { self } = this.#trust;
    const found = this.#trust.revocations(this.#trust.recipients(this)).map(({ subject }) => subject);
    this.isSelfRevoked = found.some(({ id }) => id === self.id);
    return this.add(found.filter(({ id }) => id !== self.id));
  }

  /** @returns ids that are new */
  add(subjects: Iterable<Recipient>): string[] {
    const added = Array.from(subjects).filter((each) => this.#hold(each));
    if (added.length > 0) this.#onRevoked(this.publicKeys);
    return added.map(({ id }) => id);
  }

  /** Writes the revocations for this identity itself, everyone it trusts, and the revoked ones. Throws disk errors. */
  tell(trusted: ReadonlyMap<string, Recipient>, now: number): void {
    if (this.#subjects.size === 0) return;
    const self = this.#trust.asRecipient('client', now);
    for (const subject of this.#subjects.values())
      for (const reader of [self, ...trusted.values(), subject]) this.#trust.revoke(subject, reader, now);
  }

  #hold(subject: Recipient | undefined): boolean {
    if (!subject || this.has(subject.id)) return false;
    this.#subjects.set(subject.id, subject);
    return true;
  }
}

function toSubject(text: string): Recipient | undefined {
  const publicKey = Buffer.from(text, 'base64');
  return publicKey.length === keyLength ? { id: recipientId(publicKey), kind: 'client', publicKey, at: 0 } : undefined;
}

/** State that is remembered outside of the folder: public keys in base64. */
export interface RememberedKeys {
  readonly publicKeys: readonly string[];
  /** Called with all of them when one is added. */
  readonly onRevoked: (publicKeys: readonly string[]) => void;
}
