import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { AppError } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import { Emitter, type Disposable } from '../../core/base/event.ts';
import { keyLength } from '../../storage/vault/cipher.ts';
import { damagedSecrets, folderSecret, replaceFolderSecret } from '../../storage/vault/folderSecret.ts';
import { Vault } from '../../storage/vault/vault.ts';
import { clientSecret, replaceClientSecret, type Secrets } from './clientSecret.ts';

/** Place of the secret for names: in the editor's secret storage, or in a file beside the data. */
export type SecretPlace = 'secretStorage' | 'folder';

export interface VaultAccessOptions {
  readonly secrets: Secrets;
  readonly folder: string;
  readonly place: SecretPlace;
  readonly clock: Clock;
}

/** The secret storage may ask for a password first. After this long names are protected by the folder's secret, until it answers, ms. */
const patienceMs = 15_000;
/** Interval at which a folder that can't store a secret is tried again, in ms. */
const retryMs = 30_000;
/** The last instant of a `Date`. */
const latestTime = 8.64e15;

/** The vault of this window, and how its secret is kept; that may change while the window is open. */
export class VaultAccess implements Disposable {
  readonly vault: Vault;
  readonly #options: VaultAccessOptions;
  readonly #changed = new Emitter<void>();
  /** The secret, or where it is kept, is another. */
  readonly onDidChange = this.#changed.event;
  #secret: Uint8Array | undefined;
  #place: SecretPlace;
  #failure: Error | undefined;
  #newest = 0;
  #revoked: readonly string[] = [];
  #timer: Disposable | undefined;
  #isDisposed = false;

  constructor(options: VaultAccessOptions) {
    this.#options = options;
    this.#place = options.place;
    const { folder, clock } = options;
    this.vault = new Vault({
      folder,
      clock,
      secret: undefined,
      deviceName: hostname(),
      onNewest: (at) => this.#noteNewest(at),
      onRevoked: (publicKeys) => this.#noteRevoked(publicKeys),
    });
  }

  /** Undefined while none can be kept; then nothing that has a name is written. For the worker, which opens the same vault. */
  get secret(): Uint8Array | undefined {
    return this.#secret;
  }

  get place(): SecretPlace {
    return this.#place;
  }

  /** Reason why the secret is not where it should be. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Time at which the newest key was created, in ms since the epoch; for the worker. */
  get newest(): number {
    return this.#newest;
  }

  /** Public keys of the devices and recovery keys that were revoked, in base64; for the worker. */
  get revoked(): readonly string[] {
    return this.#revoked;
  }

  /** Names of secrets in the folder that were damaged and set aside. */
  get damagedSecrets(): string[] {
    return damagedSecrets(this.#options.folder);
  }

  /** Resolves once it is decided what names are sealed under for now; never rejects. */
  async open(): Promise<void> {
    if (this.#options.place === 'folder') return this.#useFolder();
    const { clock } = this.#options;
    const wish = this.#useSecretStorage().catch((error: unknown) => void (this.#failure = toError(error)));
    let timer: Disposable | undefined;
    const late = new Promise<void>((resolve) => (timer = clock.after(patienceMs, resolve)));
    await Promise.race([wish, late]);
    timer?.dispose();
    if (this.#secret || this.#isDisposed) return;
    this.#failure ??= new AppError('internal', 'The secret storage of the editor does not answer.');
    this.#useFolder();
  }

  /**
   * Continues as a new device that others have to authorize; for a revoked one. What it can open stays readable. Rejects if the new secret
   * can't be stored; then the device continues as before.
   */
  async startAnew(): Promise<void> {
    const before = this.#secret;
    const secret = randomBytes(keyLength);
    this.vault.startAnew(secret);
    try {
      if (this.#place === 'secretStorage') await replaceClientSecret(this.#options.secrets, secret);
      else replaceFolderSecret(this.#options.folder, secret);
    } catch (error) {
      if (before) this.vault.use(before, this.#newest, this.#revoked);
      throw error;
    }
    this.#secret = secret;
    this.#changed.fire();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
    this.#changed.dispose();
  }

  async #useSecretStorage(): Promise<void> {
    const { secrets, folder } = this.#options;
    const [secret, known, revoked] = await Promise.all([
      clientSecret(this.#options),
      secrets.get(nameOf('newest', folder)),
      secrets.get(nameOf('revoked', folder)),
    ]);
    this.#revoked = (revoked ?? '').split(',').filter((each) => each !== '');
    const newest = Number(known ?? 0);
    this.#newest = newest > 0 && newest < latestTime ? newest : 0;
    this.#use(secret, 'secretStorage');
  }

  #useFolder(): void {
    const { folder, clock } = this.#options;
    try {
      this.#use(folderSecret(folder, undefined, clock), 'folder');
    } catch (error) {
      this.#failure ??= toError(error);
      this.#timer = clock.after(retryMs, () => this.#useFolder());
    }
  }

  #use(secret: Uint8Array, place: SecretPlace): void {
    if (this.#isDisposed) return;
    this.#timer?.dispose();
    this.#secret = secret;
    this.#place = place;
    if (place === this.#options.place) this.#failure = undefined;
    this.vault.use(secret, this.#newest, this.#revoked);
    this.#changed.fire();
  }

  #noteRevoked(publicKeys: readonly string[]): void {
    this.#revoked = publicKeys;
    if (this.#place !== 'secretStorage') return;
    const { secrets, folder } = this.#options;
    Promise.resolve(secrets.store(nameOf('revoked', folder), publicKeys.join())).catch(() => undefined);
  }

  // If the secret is in the folder, anyone who changes that could change this too.
  #noteNewest(at: number): void {
    this.#newest = at;
    if (this.#place !== 'secretStorage') return;
    const { secrets, folder } = this.#options;
    Promise.resolve(secrets.store(nameOf('newest', folder), String(at))).catch(() => undefined);
  }
}

/** Opens the vault with this device's secret. If the secret storage fails, the one in the folder is used, and `failure` says so. */
export async function openVaultAccess(options: VaultAccessOptions): Promise<VaultAccess> {
  const access = new VaultAccess(options);
  await access.open();
  return access;
}

/** Secrets are of a device, the newest key and the revocations are of a folder on a host. */
function nameOf(what: 'newest' | 'revoked', folder: string): string {
  return `daymark.vault.${what}.${createHash('sha256').update(`${hostname()}\n${folder}`).digest('hex').slice(0, 16)}`;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
