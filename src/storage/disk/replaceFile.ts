import path from 'node:path';
import type { Files } from './files.ts';
import type { HeldLock } from './folderLock.ts';
import { asideEnding } from './layout.ts';

/**
 * Replaces a file as a whole: whoever reads it finds the old bytes or the new ones. A holder of the lock that stood still while another
 * took over can't overwrite the other's file: its own file aside bears the name of its lock, whoever takes the lock deletes what
 * lies aside before reading (`clearAside`), and so the rename finds nothing. The file aside is made before the lock is looked at, so
 * there is no moment between in which both could go unnoticed.
 * @returns false when the lock was lost; then nothing was changed
 */
export function replaceFile(files: Files, lock: HeldLock, target: { path: string; bytes: Uint8Array }): boolean {
  const aside = `${target.path}.${lock.token}${asideEnding}`;
  try {
    files.create(aside, target.bytes);
    files.sync(aside);
    if (!lock.isHeld()) return false;
    files.rename(aside, target.path);
  } catch (error) {
    if (isMissing(error) && !lock.isHeld()) return false;
    throw error;
  } finally {
    files.remove(aside);
  }
  files.syncFolder(path.dirname(target.path));
  return true;
}

/** Deletes what other holders of the lock left aside in some folders. To be called right after taking the lock. */
export function clearAside(files: Files, folders: readonly string[]): void {
  for (const folder of folders) {
    for (const name of files.list(folder)) {
      if (name.endsWith(asideEnding)) files.remove(path.join(folder, name));
    }
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
