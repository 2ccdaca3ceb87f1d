import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';

/** Linux has this folder in memory. A container may have a small one. */
const memory = '/dev/shm';
/** Several times what the tests of a suite write, in bytes. */
const roomNeeded = 2 ** 30;

/**
 * Puts the temporary files of this process, and of those that it starts, into memory until it ends, where there is room and the user has
 * not set TMPDIR: tests of the storage wait for the disk half of their time, since each write there is synced.
 * @param place a folder in memory
 * @returns the folder; undefined where temporary files stay on the disk
 */
export function useMemory(place = memory): string | undefined {
  if (process.env['TMPDIR'] !== undefined || roomIn(place) < roomNeeded) return undefined;
  const folder = mkdtempSync(path.join(place, 'daymark-'));
  // As in the system's folder, another user can reach what a test opens to them.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The room for others than the administrator, in bytes; 0 where there is no such folder. */
function roomIn(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
