import { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { withDiskErrors } from '../disk/diskError.ts';
import type { Files } from '../disk/files.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import { decrypt, encrypt, keyLength, shortMac } from './cipher.ts';
import type { DataKey } from './dataKey.ts';
import { Identity } from './identity.ts';
import { KeyFolder } from './keyFolder.ts';
import type { Recipient } from './keyFolder.ts';
import { KeyRing } from './keyRing.ts';
import { answer, formatCode, isAsk, parseCode } from './pairing.ts';
import { plainSealer } from './plainSealer.ts';
import { enterRecovery, makeRecovery } from './recovery.ts';
import { VaultFiles } from './vaultFiles.ts';

export interface VaultOptions {
  readonly folder: string;
  readonly clock: Clock;
  /**
   * 32 bytes that only this device has; from `SecretStorage`, or from `folderSecret` where that is unreliable. Undefined if none could be
   * stored: then nothing is sealed.
   */
  readonly secret?: Uint8Array | undefined;
  readonly files?: Files;
  /** Time at which the newest key that sealed names was created, as passed to `onNewest`. Kept outside of the folder, it reveals a rollback. */
  readonly newest?: number | undefined;
  /** Called when names are sealed under a newer key. */
  readonly onNewest?: (at: number) => void;
  /** Public keys of revoked devices and recovery keys, as passed to `onRevoked`; kept outside of the folder, where nobody can undo it. */
  readonly revoked?: readonly string[] | undefined;
  /** Called with all of them when one is added. */
  readonly onRevoked?: (publicKeys: readonly string[]) => void;
  /** This device's name in other devices' lists. */
  readonly deviceName?: string;
}

/** A device, or a recovery key, that gets every key. */
export interface TrustedDevice extends Pick<Recipient, 'id' | 'kind' | 'at'> {
  /** Absent for a recovery key, and for a device that has not stored one yet. */
  readonly name?: string;
  /** True if it was authorized on this device; the others were authorized on another one. */
  readonly isOwnChoice: boolean;
}

export interface VaultState {
  readonly keys: number;
  /** Keys in the folder that this device doesn't have: names sealed under them show as locked. */
  readonly lockedKeys: number;
  /** Devices and recovery keys that get every key of this one. */
  readonly trusted: readonly TrustedDevice[];
  /** The id of this device; empty if it has no secret. */
  readonly ownId: string;
  /** True if another device has revoked this one: it gets no new keys, but other devices can still read what it records. */
  readonly isRevoked: boolean;
  /** The number of revoked devices and recovery keys. */
  readonly revokedCount: number;
  readonly hasRecoveryKey: boolean;
  /** Devices that ask to be authorized. */
  readonly waiting: readonly Pick<Recipient, 'id' | 'at'>[];
  /** Devices and recovery keys of an earlier version that get no new keys until they are confirmed. */
  readonly unconfirmed: readonly Pick<Recipient, 'id' | 'kind' | 'at'>[];
  /** The code to type on an authorized device. */
  readonly ownCode: string;
  /** Names of files in the vault that could not be read, or have invalid content. */
  readonly damagedFiles: readonly string[];
}

const form = 1;
const headLength = 7;

/**
 * Seals names with AES-256-GCM under keys in the folder, each encrypted for every authorized device and for the recovery keys. A device
 * that is not authorized yet records under its own key, and shares it once it is. No file is accessed and no key computed before the first
 * name.
 */
export class Vault implements Sealer {
  readonly #options: VaultOptions;
  readonly #folder: KeyFolder;
  #ring: KeyRing | undefined;

  constructor(options: VaultOptions) {
    this.#options = options;
    this.#folder = new KeyFolder(new VaultFiles(options.files ?? nodeFiles, options.folder));
    if (options.secret) this.use(options.secret, options.newest, options.revoked);
  }

  /**
   * Changes to another secret of this device. What the one before could open stays open.
   * @param newest as in the options
   * @param revoked as in the options; revocations that this vault already knows remain
   */
  use(secret: Uint8Array, newest = 0, revoked: readonly string[] = []): void {
    if (secret.length !== keyLength) throw new AppError('internal', 'The secret of a vault has 32 bytes.');
    this.#ring = this.#ringOf(secret, newest, revoked);
  }

  canSeal(): boolean {
    return this.#ring !== undefined;
  }

  seal(content: string | Uint8Array): Uint8Array {
    const key = withDiskErrors(() => this.#knownRing().current());
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
    return shortMac(withDiskErrors(() => this.#knownRing().current()).mac, text);
  }

  /** Returns true if a value is sealed under the key that new ones are sealed under. */
  isCurrent(sealed: Uint8Array): boolean {
    return this.#keyOf(sealed)?.id === withDiskErrors(() => this.#knownRing().current()).id;
  }

  state(): VaultState {
    const ring = this.#ring;
    ring?.read();
    const unconfirmed = ring?.unconfirmed() ?? [];
    const revoked = ring?.revocations.subjects ?? new Map<string, Recipient>();
    const known = new Set([
      ring?.trust.self.id,
      ...(ring?.trusted.keys() ?? []),
      ...revoked.keys(),
      ...unconfirmed.map(({ id }) => id),
    ]);
    const waiting = this.#folder.asks().map(({ subject }) => subject);
    const trusted = Array.from(ring?.trusted.values() ?? []);
    return {
      keys: ring?.keys.size ?? 0,
      lockedKeys: Array.from(this.#folder.keyIds()).filter((id) => !ring?.opening(id)).length,
      trusted: trusted.flatMap((each) => (ring ? [describe(ring, each)] : [])),
      ownId: ring?.trust.self.id ?? '',
      isRevoked: ring?.revocations.isSelfRevoked ?? false,
      revokedCount: revoked.size,
      hasRecoveryKey: trusted.some(({ kind }) => kind === 'recovery'),
      waiting: waiting
        .filter(({ id }) => !known.has(id) && ring?.isFolderId(id) === false)
        .map(({ id, at }) => ({ id, at })),
      unconfirmed: unconfirmed.map(({ id, kind, at }) => ({ id, kind, at })),
      ownCode: ring ? formatCode(ring.code) : '',
      damagedFiles: this.#folder.check(),
    };
  }

  /**
   * Authorizes the device that shows this code: from now on they trust each other, and share all keys. Throws `invalid-input` for an
   * invalid code, and `not-found` if no device asks with it.
   */
  authorize(code: string): void {
    return withDiskErrors(() => {
      const ring = this.#knownRing();
      const bytes = parseCode(code);
      ring.read();
      ring.current();
      // A device that is trusted already may ask, if it does not trust this one yet.
      const found = this.#folder.asks().find((each) => each.subject.id !== ring.trust.self.id && isAsk(each, bytes));
      if (found && ring.revocations.has(found.subject.id))
        throw new AppError('invalid-input', 'This device was revoked. Set it up as a new device first.');
      if (!found)
        throw new AppError(
          'not-found',
          'No device shows this code. Check it, and that Daymark is open on the other device.',
        );
      ring.trust.add(found.subject);
      answer(this.#folder, ring.trust.asRecipient('client', this.#options.clock.now()), {
        reader: found.subject,
        code: bytes,
      });
      ring.share();
    });
  }

  /** Trusts devices and recovery keys of an earlier version (`state().unconfirmed`); other ids are ignored. */
  confirm(ids: readonly string[]): void {
    return withDiskErrors(() => {
      const ring = this.#knownRing();
      ring.read();
      ring.current();
      for (const each of ring.unconfirmed()) if (ids.includes(each.id)) ring.trust.add(each);
      ring.share();
    });
  }

  /** Creates a recovery key for everything sealed so far and from now on. It is shown once and stored nowhere. */
  makeRecoveryKey(): string {
    return withDiskErrors(() => makeRecovery(this.#folder, this.#knownRing(), this.#options.clock.now()));
  }

  /**
   * Gives this device everything that a recovery key opens, and authorizes it with the devices that trust the recovery key.
   * @returns the number of keys that this added. Throws `invalid-input` if it is mistyped or was revoked, and `not-found` if it opens
   * nothing here.
   */
  enterRecoveryKey(text: string): number {
    return withDiskErrors(() =>
      enterRecovery(this.#folder, this.#knownRing(), { text, now: this.#options.clock.now() }),
    );
  }

  /**
   * Revokes devices and recovery keys permanently: they get no more keys, their statements don't count, and new names are sealed under a
   * key that they don't have. They may have kept what they have read already.
   * @param keep ids of those that stay trusted even if one that is revoked authorized them Throws `invalid-input` for this device itself
   * and for who isn't trusted.
   */
  revoke(ids: readonly string[], keep: readonly string[] = []): void {
    return withDiskErrors(() => {
      const ring = this.#knownRing();
      ring.read();
      ring.current();
      if (ids.length === 0 || ids.some((id) => !ring.trusted.has(id)))
        throw new AppError('invalid-input', 'Only another device or a recovery key that is authorized can be revoked.');
      ring.revoke(ids, keep);
    });
  }

  /**
   * Continues under another secret, as a device that nobody has authorized yet; for one that was revoked. When this returns, everything
   * that it can open is in the folder for the new secret. Throws disk errors, and then changes nothing.
   */
  startAnew(secret: Uint8Array): void {
    return withDiskErrors(() => {
      this.#knownRing().read();
      const ring = this.#ringOf(secret, 0, []);
      ring.make();
      ring.share();
      this.#ring = ring;
    });
  }

  /** Seals new names under a new key from now on. `Store.reseal` brings the old ones under it. */
  rotate(): void {
    return withDiskErrors(() => {
      this.#knownRing().read();
      this.#knownRing().make();
    });
  }

  #ringOf(secret: Uint8Array, newest: number, revoked: readonly string[]): KeyRing {
    const { clock, deviceName, onNewest = () => undefined, onRevoked = () => undefined } = this.#options;
    const keys = Array.from(this.#ring?.keys.values() ?? []);
    const known = { publicKeys: [...revoked, ...(this.#ring?.revocations.publicKeys ?? [])], onRevoked };
    return new KeyRing(this.#folder, new Identity(secret), {
      clock,
      newest,
      onNewest,
      revoked: known,
      deviceName,
      keys,
    });
  }

  #knownRing(): KeyRing {
    if (this.#ring) return this.#ring;
    throw new AppError(
      'storage-readonly',
      "Daymark can't keep the secret that protects names. New activity stays in memory until it can.",
    );
  }

  #keyOf(sealed: Uint8Array): DataKey | undefined {
    const ring = this.#ring;
    if (sealed[0] !== form || !ring) return undefined;
    const id = Buffer.from(sealed.subarray(1, headLength)).toString('hex');
    // Another device may have made it, or authorized this one, since the folder was read.
    if (!ring.opening(id)) ring.read();
    return ring.opening(id);
  }
}

function describe(ring: KeyRing, device: Recipient): TrustedDevice {
  const { id, kind, at } = device;
  const name = kind === 'client' ? ring.names.of(device) : undefined;
  return { id, kind, at, isOwnChoice: ring.trust.isOwnChoice(id), ...(name !== undefined && { name }) };
}
