import type { Clock } from '../../core/base/clock.ts';
import { FolderLock } from '../../storage/disk/folderLock.ts';
import type { HeldLock } from '../../storage/disk/folderLock.ts';
import { nodeFiles } from '../../storage/disk/nodeFiles.ts';

/** How often a lock that another window holds is tried again, ms; each wait is a little different, so that windows don't keep step. */
const tryEveryMs = 40;
/** A holder that is gone is put out after a minute; after this (ms) something is wrong with the folder. */
const longestWaitMs = 90_000;
/** How often the lock shows a sign of life while the work is done, ms. */
const beatMs = 10_000;

/**
 * Runs something while no other process holds the lock at `path`, which is created. Waits for its turn.
 * @throws Error when the lock cannot be taken in time, and what the file system or `act` throws
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

/** A disk that refuses is told by what is written under the lock. */
function beatOf(held: HeldLock): void {
  try {
    held.beat();
  } catch {
    // Nothing is lost: a lock without a sign of life is put out after a minute.
  }
}
