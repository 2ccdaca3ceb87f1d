import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/base/clock.ts';
import { areEqual, keyLength } from './cipher.ts';
import { legacyProof, toDataKey } from './dataKey.ts';
import type { DataKey } from './dataKey.ts';
import { Identity } from './identity.ts';
import type { KeyFolder, Recipient } from './keyFolder.ts';
import { ask, isAnswer, pairingCode } from './pairing.ts';
import { Trust } from './trust.ts';

export interface KeyRingOptions {
  readonly clock: Clock;
  /** No name is sealed under a key that is older than this; milliseconds since the epoch. */
  readonly newest: number;
  readonly onNewest: (at: number) => void;
  /** What another identity had before: names under them stay open, and new ones are sealed under another. */
  readonly keys: readonly DataKey[];
}

/** The name of the secret that lies in the folder itself. */
export const folderSecretName = 'secret';
/** How often the folder is looked at for a newer key while names are sealed, ms. */
const recheckMs = 60_000;
/** So many times in a row the folder is read again at once when the disk refused. */
const fewFailures = 3;

/** The data keys that one identity has, read from the folder and kept there. */
export class KeyRing {
  readonly trust: Trust;
  readonly keys: Map<string, DataKey>;
  readonly #folder: KeyFolder;
  readonly #options: KeyRingOptions;
  #trusted = new Map<string, Recipient>();
  #folderId: string | undefined;
  #stamp: string | undefined;
  /** How often in a row the disk refused to let the folder be read. */
  #failedReads = 0;
  #lookedAt = 0;
  #readAt = 0;
  #newest: number;
  #current: DataKey | undefined;

  constructor(folder: KeyFolder, self: Identity, options: KeyRingOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#newest = options.newest;
    this.trust = new Trust(this.#folder, self);
    this.keys = new Map(options.keys.map((key) => [key.id, { ...key, use: 'open' }]));
  }

  /** Everyone this identity trusts, by id; without itself. */
  get trusted(): ReadonlyMap<string, Recipient> {
    return this.#trusted;
  }

  /** Whether an id is that of the secret in the folder, whose keys are taken without being asked. */
  isFolderId(id: string): boolean {
    return this.#folderId === id;
  }

  get code(): Uint8Array {
    return pairingCode(this.trust.self, this.#trusted.keys());
  }

  /** The key for new names; made with the first one. Throws what the disk threw when it can't be kept. */
  current(): DataKey {
    const now = this.#options.clock.monotonic();
    if (this.#stamp === undefined || now - this.#lookedAt > recheckMs) this.read();
    return this.#current ?? this.make();
  }

  /** Takes in what was added to the folder. Throws nothing: what can't be written now is tried again at the next change. */
  read(): void {
    const now = this.#options.clock.monotonic();
    const { refusals } = this.#folder.files;
    const stamp = this.#folder.stamp();
    // A disk that refused may do so for a moment only, and without its key a name shows as locked.
    const isDue = this.#failedReads > 0 && (this.#failedReads < fewFailures || now - this.#readAt > recheckMs);
    this.#lookedAt = now;
    if (stamp === this.#stamp && !isDue) return;
    this.#readAt = now;
    this.#stamp = stamp;
    this.#acceptAnswers();
    this.#trusted = this.trust.recipients();
    const wrapped = this.#folder.keys(this.trust.self.id);
    for (const each of wrapped) this.#hold(this.keys.has(each.key) ? undefined : this.trust.take(each, this.#trusted));
    quietly(() => this.#adopt());
    quietly(() => this.share());
    this.#choose();
    this.#failedReads = this.#folder.files.refusals > refusals ? this.#failedReads + 1 : 0;
  }

  /** Makes a key for new names. It counts once it is on the disk. */
  make(): DataKey {
    const now = this.#options.clock.now();
    const { trust } = this;
    this.#folder.files.tidy(now);
    this.#folder.writeRecipient(trust.asRecipient('client', now));
    // Later than every other, whatever the clock says.
    const sealing = Array.from(this.keys.values()).filter(({ use }) => use === 'seal');
    const latest = Math.max(this.#newest, ...sealing.map(({ at }) => at));
    const key = toDataKey(randomBytes(keyLength), Math.max(now, latest + 1), 'seal');
    trust.give(key, trust.asRecipient('client', now), this.#trusted);
    this.#hold(key);
    quietly(() => this.#shareAndMark());
    this.#choose();
    return key;
  }

  /** Takes a key from now on, unless it is there with the same right. */
  add(key: DataKey): boolean {
    const known = this.keys.get(key.id);
    if (known && (known.use === 'seal' || key.use === 'open')) return false;
    this.keys.set(key.id, key);
    return true;
  }

  /** Gives every key to this identity itself and to everyone it trusts, and makes them known to each other. Throws what the disk throws. */
  share(): void {
    const { trust } = this;
    this.#trusted = trust.recipients();
    if (this.keys.size === 0) return;
    const self = trust.asRecipient('client', this.#options.clock.now());
    const others = Array.from(this.#trusted.values());
    for (const key of this.keys.values()) for (const each of [self, ...others]) trust.give(key, each, this.#trusted);
    for (const reader of others) {
      for (const subject of others) if (subject.id !== reader.id) trust.introduce(subject, reader, this.#trusted);
    }
    this.#askIn(self);
    this.#choose();
  }

  /**
   * Whoever earlier versions gave keys to, and nobody has confirmed since. They knew no better than to believe anyone who had a key,
   * so their word is not enough.
   */
  unconfirmed(): Recipient[] {
    const isKnown = (recipient: Recipient): boolean =>
      this.#folder.keys(recipient.id).some((wrapped) => {
        const key = this.keys.get(wrapped.key);
        return key?.use === 'open' && areEqual(legacyProof(key, recipient), wrapped.proof);
      });
    const { id } = this.trust.self;
    return this.#folder.recipients().filter((each) => each.id !== id && !this.#trusted.has(each.id) && isKnown(each));
  }

  #hold(key: DataKey | undefined): void {
    if (key) this.keys.set(key.id, key);
  }

  /** Where this device lacks keys, it asks whoever has them. */
  #askIn(self: Recipient): void {
    if (Array.from(this.#folder.keyIds()).some((id) => !this.keys.has(id))) ask(this.#folder, self, this.code);
  }

  #acceptAnswers(): void {
    const answers = this.#folder.answers(this.trust.self.id);
    if (answers.length === 0) return;
    const code = pairingCode(this.trust.self, this.trust.recipients().keys());
    for (const answer of answers) if (isAnswer(answer, code)) quietly(() => this.trust.add(answer.subject));
  }

  /** Takes keys of the earlier format, once, and those of a session that had to use the secret in the folder: for what is sealed already. */
  #adopt(): void {
    const { self } = this.trust;
    if (!this.trust.isMarked()) {
      const old = this.#folder.keys(self.id).filter(({ signed }) => !signed);
      for (const each of old) this.#hold(this.keys.has(each.key) ? undefined : this.trust.open(each, 'open'));
      if (old.length > 0) this.#shareAndMark();
    }
    const secret = this.#folder.files.read(folderSecretName);
    if (!(secret instanceof Uint8Array) || secret.length !== keyLength || areEqual(secret, self.secret)) return;
    const inFolder = new Trust(this.#folder, new Identity(secret));
    this.#folderId = inFolder.self.id;
    for (const each of this.#folder.keys(inFolder.self.id)) {
      if (!this.keys.has(each.key)) this.#hold(inFolder.open(each, 'open'));
    }
  }

  /** From the mark on, files of the earlier format are not believed. One that can't be read today may be readable tomorrow. */
  #shareAndMark(): void {
    this.share();
    const { self } = this.trust;
    if (!this.#folder.hasDamaged(self.id)) this.trust.mark(this.#options.clock.now());
  }

  #choose(): void {
    const keys = Array.from(this.keys.values()).filter(({ use, at }) => use === 'seal' && at >= this.#newest);
    this.#current = keys.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))[0];
    if (!this.#current || this.#current.at === this.#newest) return;
    this.#newest = this.#current.at;
    this.#options.onNewest(this.#newest);
  }
}

/** For what another attempt will do, when the disk doesn't let it now. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Names can be read without it. Sealing reports what the disk says.
  }
}
