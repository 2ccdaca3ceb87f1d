import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** No file of the hub is nearly as long. */
const longest = 1024 * 1024;

/**
 * Replaces a file in one step.
 * @param mode its rights; default: readable by its owner only
 * Throws Node's error where the folder can't be written to.
 */
export function writeOwnFile(file: string, content: string | Uint8Array, mode = 0o600): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = asideOf(file);
  try {
    const handle = openSync(aside, 'wx', mode & 0o777);
    try {
      // All of it: on a disk that is nearly full, one call may write a part.
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/**
 * Replaces a file in one step, without blocking the thread: unlike `writeOwnFile`, it doesn't wait until the disk has it, so after a power cut
 * the file may be empty. For what is written again and again. Its folder must exist. Rejects with Node's error.
 */
export async function refreshOwnFile(file: string, content: string): Promise<void> {
  const aside = asideOf(file);
  try {
    const handle = await open(aside, 'wx', 0o600);
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

function asideOf(file: string): string {
  return `${file}.${randomBytes(4).toString('hex')}.tmp`;
}

/** Returns the text of a file; undefined if there is none. A link, a folder, or a device counts as none. */
export function readOwnFile(file: string): string | undefined {
  try {
    const handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(handle);
      return stat.isFile() && stat.size <= longest ? readFileSync(handle, 'utf8') : undefined;
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'EISDIR') return undefined;
    throw error;
  }
}

/** Removes a file if it is there. */
export function removeOwnFile(file: string): void {
  rmSync(file, { force: true });
}
