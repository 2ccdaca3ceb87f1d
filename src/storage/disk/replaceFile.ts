import path from 'node:path';
import type { Files } from './files.ts';
import type { HeldLock } from './folderLock.ts';
import { asideEnding } from './layout.ts';
import { removeIfFile } from './removeIfFile.ts';

/**
 * Replaces a file atomically: a reader finds either the old bytes or the new ones. A lock holder that stalled while another took over can't
 * overwrite the other's file: the name of its temporary file contains the lock's token, a new holder deletes temporary files before reading
 * (`clearAside`), and so the rename fails. The temporary file is written before the lock is checked, so no moment remains in which both
 * could go unnoticed. Throws a `LockLostError` and changes nothing if the lock was lost.
 */
export function replaceFile(files: Files, lock: HeldLock, target: { path: string; bytes: Uint8Array }): void {
  const aside = `${target.path}.${lock.token}${asideEnding}`;
  try {
    files.create(aside, target.bytes);
    files.sync(aside);
    requireHeld(lock);
    files.rename(aside, target.path);
  } catch (error) {
    if (isMissing(error)) requireHeld(lock);
    throw error;
  } finally {
    files.remove(aside);
  }
  files.syncFolder(path.dirname(target.path));
}

/** Changes with every replacement of the file. */
export function stampOf(files: Files, file: string): string {
  const stat = files.stat(file);
  return stat ? `${stat.identity} ${stat.size} ${stat.modifiedAt}` : 'none';
}

/** Another process took the lock over, so the pending action must not run. */
export class LockLostError extends Error {
  constructor() {
    super('Another process took the lock over.');
  }
}

/** Throws a `LockLostError` unless the lock is still held. */
export function requireHeld(lock: HeldLock): void {
  if (!lock.isHeld()) throw new LockLostError();
}

/** Deletes a file that only the holder of the lock may delete. Throws a `LockLostError` when the lock was lost. */
export function removeFile(files: Files, lock: HeldLock, target: string): void {
  requireHeld(lock);
  removeIfFile(files, target);
}

/** Makes a new file as a whole: it is there with all its bytes, which survive a power cut, or not at all. */
export function createFile(files: Files, target: string, bytes: Uint8Array): void {
  const aside = `${target}.new${asideEnding}`;
  try {
    files.remove(aside);
    files.create(aside, bytes);
    files.sync(aside);
    files.rename(aside, target);
  } finally {
    files.remove(aside);
  }
  files.syncFolder(path.dirname(target));
}

/** Deletes what other holders of the lock left aside in some folders. To be called right after taking the lock. */
export function clearAside(files: Files, folders: readonly string[]): void {
  for (const folder of folders) {
    for (const name of files.list(folder)) {
      if (name.endsWith(asideEnding)) removeIfFile(files, path.join(folder, name));
    }
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
