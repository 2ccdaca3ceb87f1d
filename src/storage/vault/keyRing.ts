import { compareText } from '../../core/base/compareText.ts';
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/base/clock.ts';
import { areEqual, keyLength } from './cipher.ts';
import { legacyProof, toDataKey } from './dataKey.ts';
import type { DataKey } from './dataKey.ts';
import { DeviceNames } from './deviceNames.ts';
import { Identity } from './identity.ts';
import type { KeyFolder, Recipient } from './keyFolder.ts';
import { ask, isAnswer, pairingCode } from './pairing.ts';
import { Revocations, type RememberedKeys } from './revocations.ts';
import { Trust } from './trust.ts';

export interface KeyRingOptions {
  readonly clock: Clock;
  /** No name is sealed under a key that is older than this; milliseconds since the epoch. */
  readonly newest: number;
  readonly onNewest: (at: number) => void;
  /** The remembered revocations from outside the folder, and a callback for new ones. */
  readonly revoked: RememberedKeys;
  /** This device's name for other devices; absent if it isn't known. */
  readonly deviceName?: string | undefined;
  /** Keys that another identity had before: names under them stay readable, and new ones are sealed under another key. */
  readonly keys: readonly DataKey[];
}

/** The name of the secret that lies in the folder itself. */
export const folderSecretName = 'secret';
/** The interval at which the folder is checked for a newer key while names are sealed, in ms. */
const recheckMs = 60_000;
/** A clock that is wrong by more than this makes a key that only opens names, ms. */
const farAheadMs = 366 * 86_400_000;
/** After the disk refused, the folder is read again immediately up to this many times in a row. */
const fewFailures = 3;

/** The data keys that one identity has, read from the folder and kept there. */
export class KeyRing {
  readonly trust: Trust;
  readonly keys: Map<string, DataKey>;
  readonly revocations: Revocations;
  readonly names: DeviceNames;
  /** Keys that open names and go no further: who made them knows of another set of revoked devices than this one. */
  readonly #borrowed = new Map<string, DataKey>();
  readonly #folder: KeyFolder;
  readonly #options: KeyRingOptions;
  #trusted = new Map<string, Recipient>();
  #folderId: string | undefined;
  #stamp: string | undefined;
  /** The number of failed reads of the folder in a row. */
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
    this.revocations = new Revocations(this.trust, options.revoked);
    this.names = new DeviceNames(folder, self);
    this.keys = new Map(options.keys.map((key) => [key.id, { ...key, use: 'open' }]));
  }

  /** Everyone this identity trusts, by id; without itself. */
  get trusted(): ReadonlyMap<string, Recipient> {
    return this.#trusted;
  }

  /** A key that opens names; undefined when this identity doesn't have it. */
  opening(id: string): DataKey | undefined {
    return this.keys.get(id) ?? this.#borrowed.get(id);
  }

  /** Returns true if an id is that of the secret in the folder, whose keys are accepted without confirmation. */
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

  /** Reads what was added to the folder. Never throws: a failed write is retried at the next change. */
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
    this.revocations.learn();
    this.#trusted = this.trust.recipients(this.revocations);
    this.#takeKeys();
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
    // Later than every other key, whatever the clock says.
    const sealing = Array.from(this.keys.values()).filter(({ use }) => use === 'seal');
    const latest = Math.max(this.#newest, ...sealing.map(({ at }) => at));
    const at = Math.max(now, latest + 1);
    const key = toDataKey(randomBytes(keyLength), { at, use: 'seal', epoch: this.revocations.epoch });
    trust.give(key, trust.asRecipient('client', now), this.#trusted);
    this.#hold(key);
    quietly(() => this.#shareAndMark());
    this.#choose();
    return key;
  }

  /**
   * Revokes devices and recovery keys permanently, and seals under a new key from now on. If the process dies midway, the next `read`
   * continues, since the statement to this identity itself is written first.
   * @param keep those that stay trusted, whoever authorized them. Throws disk errors.
   */
  revoke(ids: readonly string[], keep: readonly string[]): void {
    const { trust, revocations } = this;
    const now = this.#options.clock.now();
    const kept = Array.from(this.#trusted.values()).filter(({ id }) => keep.includes(id) && !ids.includes(id));
    const added = revocations.add(Array.from(this.#trusted.values()).filter(({ id }) => ids.includes(id)));
    const self = trust.asRecipient('client', now);
    for (const subject of revocations.subjects.values()) trust.revoke(subject, self, now);
    for (const each of kept) trust.add(each);
    this.#trusted = trust.recipients(revocations);
    revocations.tell(this.#trusted, now);
    this.make();
    // A key that only the revoked device has stays where it is: something may be sealed under it.
    for (const id of added) this.#folder.removeRecipient(id, (key) => this.keys.has(key));
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
    const now = this.#options.clock.now();
    this.#trusted = trust.recipients(this.revocations);
    this.revocations.tell(this.#trusted, now);
    if (this.keys.size === 0) return;
    const self = trust.asRecipient('client', now);
    const others = Array.from(this.#trusted.values());
    for (const key of this.keys.values()) for (const each of [self, ...others]) trust.give(key, each, this.#trusted);
    this.#introduceOwn(others);
    const { deviceName } = this.#options;
    if (deviceName !== undefined) for (const reader of others) this.names.tell(deviceName, reader);
    this.#askIn(self);
    this.#choose();
  }

  /**
   * Recipients that earlier versions gave keys to, and that nobody has confirmed since. Those versions trusted anyone who had a key, so
   * their word is not enough.
   */
  unconfirmed(): Recipient[] {
    const isKnown = (recipient: Recipient): boolean =>
      this.#folder.keys(recipient.id).some((wrapped) => {
        const key = this.keys.get(wrapped.key);
        return key?.use === 'open' && areEqual(legacyProof(key, recipient), wrapped.proof);
      });
    const { id } = this.trust.self;
    const isOpen = (each: Recipient): boolean => !this.#trusted.has(each.id) && !this.revocations.has(each.id);
    return this.#folder.recipients().filter((each) => each.id !== id && isOpen(each) && isKnown(each));
  }

  /**
   * Introduces only recipients that this identity authorized itself. If devices passed on what they were told, they would keep vouching for
   * the friends of a revoked device.
   */
  #introduceOwn(others: readonly Recipient[]): void {
    for (const subject of others) {
      if (!this.trust.isOwnChoice(subject.id)) continue;
      for (const reader of others) if (subject.id !== reader.id) this.trust.introduce(subject, reader, this.#trusted);
    }
  }

  #takeKeys(): void {
    const revoked = this.revocations.subjects;
    const now = this.#options.clock.now();
    for (const wrapped of this.#folder.keys(this.trust.self.id)) {
      if (this.keys.has(wrapped.key)) continue;
      const key = this.trust.take(wrapped, this.#trusted) ?? this.trust.takeFromRevoked(wrapped, revoked);
      if (!key || wrapped.signed?.from === this.trust.self.id) this.#hold(key);
      else if (key.use === 'seal' && !this.#isOfEpoch(key)) this.#borrowed.set(key.id, key);
      // A date in a far future would keep every later key from being used.
      else this.#hold(key.at > now + farAheadMs ? { ...key, use: 'open' } : key);
    }
  }

  /** Returns true for a key of this epoch, or of the time before any revocation: such a key is no longer used after one. */
  #isOfEpoch({ epoch }: DataKey): boolean {
    return epoch === '' || epoch === this.revocations.epoch;
  }

  #hold(key: DataKey | undefined): void {
    if (!key) return;
    this.keys.set(key.id, key);
    this.#borrowed.delete(key.id);
  }

  /** If this device lacks keys, it asks the devices that have them. */
  #askIn(self: Recipient): void {
    if (this.revocations.isSelfRevoked) return;
    if (Array.from(this.#folder.keyIds()).some((id) => !this.opening(id))) ask(this.#folder, self, this.code);
  }

  #acceptAnswers(): void {
    const answers = this.#folder.answers(this.trust.self.id);
    if (answers.length === 0) return;
    const { revocations } = this;
    const code = pairingCode(this.trust.self, this.trust.recipients(revocations).keys());
    for (const answer of answers)
      if (!revocations.has(answer.subject.id) && isAnswer(answer, code)) quietly(() => this.trust.add(answer.subject));
  }

  /**
   * Adopts keys of the earlier format, once, and those of a session that had to use the secret in the folder. They only open what is sealed
   * already.
   */
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

  /** Files of the earlier format don't count after the mark. One that can't be read today may be readable tomorrow. */
  #shareAndMark(): void {
    this.share();
    const { self } = this.trust;
    if (!this.#folder.hasDamaged(self.id)) this.trust.mark(this.#options.clock.now());
  }

  #choose(): void {
    const { epoch } = this.revocations;
    const isUsable = (key: DataKey): boolean => key.use === 'seal' && key.at >= this.#newest && key.epoch === epoch;
    const keys = Array.from(this.keys.values()).filter(isUsable);
    this.#current = keys.sort((a, b) => b.at - a.at || compareText(a.id, b.id))[0];
    if (!this.#current || this.#current.at === this.#newest) return;
    this.#newest = this.#current.at;
    this.#options.onNewest(this.#newest);
  }
}

/** Runs `act` and ignores disk errors, since it will be retried. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Names can be read without it, and sealing reports the disk's error.
  }
}
