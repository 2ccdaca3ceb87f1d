import type { Clock } from '../../core/base/clock.ts';
import { FolderLock } from '../../storage/disk/folderLock.ts';
import type { HeldLock } from '../../storage/disk/folderLock.ts';
import { nodeFiles } from '../../storage/disk/nodeFiles.ts';

/** How often a lock that another window holds is tried again, in ms; each wait varies a little, so that windows don't fall into step. */
const tryEveryMs = 40;
/** A holder that is gone is put out after a minute; after this (ms) something is wrong with the folder. */
const longestWaitMs = 90_000;
/** The interval of the lock's heartbeat while the work runs, in ms. */
const beatMs = 10_000;

/**
 * Runs something while no other process holds the lock at `path`, which is created. Waits for its turn.
 * @throws Error if the lock cannot be taken in time, and errors of the file system or `act`
 */
export async function withFolderLock<T>(path: string, clock: Clock, act: () => Promise<T>): Promise<T> {
  const held = await acquire(new FolderLock(nodeFiles, path, clock), clock);
  const beat = setInterval(() => beatOf(held), beatMs);
  try {
    return await act();
  } finally {
    clearInterval(beat);
    held.release();
  }
}

async function acquire(lock: FolderLock, clock: Clock): Promise<HeldLock> {
  const until = clock.monotonic() + longestWaitMs;
  for (;;) {
    const held = lock.tryAcquire();
    if (held) return held;
    if (clock.monotonic() > until) throw new Error('the lock of the AI budget is not released');
    await new Promise((resolve) => setTimeout(resolve, tryEveryMs * (0.5 + Math.random())));
  }
}

/** The write under the lock reports a failing disk. */
function beatOf(held: HeldLock): void {
  try {
    held.beat();
  } catch {
    // Nothing is lost: a lock without a heartbeat expires after a minute.
  }
}
