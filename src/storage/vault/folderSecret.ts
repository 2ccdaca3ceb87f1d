import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/base/appError.ts';
import type { Files } from '../disk/files.ts';
import { noLinks } from '../disk/diskError.ts';
import { FolderLock, type LockClock } from '../disk/folderLock.ts';
import { nodeFiles } from '../disk/nodeFiles.ts';
import { dayOf } from '../../core/time/days.ts';
import { keyLength } from './cipher.ts';
import { folderSecretName } from './keyRing.ts';
import { VaultFiles } from './vaultFiles.ts';

/** An earlier version wrote the secret in place: an incomplete one is given this long, in ms. */
const patienceMs = 200;
const pollMs = 10;
const damagedName = /^secret\.damaged-/;

/**
 * Returns a secret in the folder itself, readable by its owner only, for environments whose `SecretStorage` doesn't last or differs between
 * devices. It protects names in copies of single files, but not from someone who has the whole folder.
 * @returns the same 32 bytes in every window; they are on the disk Throws what the disk throws, or `storage-damaged` while a damaged one
 * can't be set aside.
 */
export function folderSecret(folder: string, files: Files = nodeFiles, clock: LockClock = hostClock): Uint8Array {
  const vault = new VaultFiles(files, folder);
  for (let waited = 0; ; waited += pollMs) {
    const found = vault.readStrictly(folderSecretName);
    if (found === undefined) return make(vault);
    if (isWhole(found)) return found;
    if (waited >= patienceMs) return replaceDamaged(vault, clock);
    pause();
  }
}

/** Returns the secret in the folder; undefined if there is none, or no usable one. Changes nothing. */
export function readFolderSecret(folder: string, files: Files = nodeFiles): Uint8Array | undefined {
  const found = new VaultFiles(files, folder).read(folderSecretName);
  return found !== undefined && isWhole(found) ? found : undefined;
}

/** Puts another secret in the place of the one that lies in the folder. Throws what the disk throws. */
export function replaceFolderSecret(folder: string, secret: Uint8Array, files: Files = nodeFiles): void {
  new VaultFiles(files, folder).write(folderSecretName, secret);
}

/** Names of secrets that were damaged and set aside. Names sealed under them are locked. */
export function damagedSecrets(folder: string, files: Files = nodeFiles): string[] {
  return new VaultFiles(files, folder).list().filter((name) => damagedName.test(name));
}

// All or nothing: written aside, synced, and renamed only if no secret exists yet.
function make(vault: VaultFiles): Uint8Array {
  const secret = randomBytes(keyLength);
  const aside = vault.writeAside(folderSecretName, secret);
  const target = vault.path(folderSecretName);
  try {
    linkOrCreate(vault, aside, secret);
    vault.files.syncFolder(vault.folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    vault.files.remove(aside);
  }
  const kept = vault.readStrictly(folderSecretName);
  if (kept !== undefined && isWhole(kept)) return kept;
  throw new AppError('storage-damaged', `The secret in ${target} can't be kept. Check the disk.`);
}

/** Not every file system has hard links. */
function linkOrCreate(vault: VaultFiles, aside: string, secret: Uint8Array): void {
  const target = vault.path(folderSecretName);
  try {
    vault.files.link(aside, target);
  } catch (error) {
    if (!noLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    createInPlace(vault, target, secret);
  }
}

function createInPlace({ files }: VaultFiles, target: string, secret: Uint8Array): void {
  try {
    files.create(target, secret);
    files.sync(target);
  } catch (error) {
    // Among several windows, only the one that created it gets here with another error.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') files.remove(target);
    throw error;
  }
}

/** Under a lock, since a window that checked too early would move away another's valid secret. */
function replaceDamaged(vault: VaultFiles, clock: LockClock): Uint8Array {
  vault.prepare();
  const lock = new FolderLock(vault.files, vault.path('secret.lock'), clock);
  for (let waited = 0; waited < 50 * patienceMs; waited += pollMs) {
    const held = lock.tryAcquire();
    if (!held) {
      pause();
      continue;
    }
    try {
      const found = vault.readStrictly(folderSecretName);
      if (found !== undefined && isWhole(found)) return found;
      if (found !== undefined) setAside(vault, clock.now());
      return make(vault);
    } finally {
      held.release();
    }
  }
  throw new AppError(
    'storage-damaged',
    'The file with the secret that opens names is damaged, and another window holds it.',
  );
}

function setAside(vault: VaultFiles, now: number): void {
  const base = `${folderSecretName}.damaged-${dayOf(now, 0)}`;
  const taken = new Set(vault.list());
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
  vault.files.rename(vault.path(folderSecretName), vault.path(name));
  vault.files.syncFolder(vault.folder);
}

function isWhole(bytes: Uint8Array | 'unfit'): bytes is Uint8Array {
  return bytes !== 'unfit' && bytes.length === keyLength;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
}

const hostClock: LockClock = { now: () => Date.now(), monotonic: () => performance.now() };
