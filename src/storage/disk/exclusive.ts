import type { Clock } from '../../core/base/clock.ts';
import type { Disposable } from '../../core/base/event.ts';
import { pause } from '../../core/base/pause.ts';
import { FolderLock, type HeldLock } from './folderLock.ts';
import { nodeFiles } from './nodeFiles.ts';

/** The interval of the lock's signs of life, in ms; one that is silent for a minute is taken over. */
const beatMs = 10_000;
/** Interval at which a lock that another process holds is tried again by default, and for how long, in ms. */
const waiting = { everyMs: 40, patienceMs: 90_000 };

/** The hold of a process on something, while it works. */
export interface Hold {
  /** Aborts when another process has taken over, since this one stood still for too long. Noticed within 10 s. */
  readonly lost: AbortSignal;
  /** Asks the disk. */
  isHeld(): boolean;
}

/** Something that one process of all on a folder does at a time, such as one window of several. */
export class Exclusive {
  readonly #lock: Pick<FolderLock, 'tryAcquire'>;
  readonly #clock: Clock;

  /** @param lock the same for all attempts of a process, since it must see twice that a holder is dead */
  constructor(lock: Pick<FolderLock, 'tryAcquire'>, clock: Clock) {
    this.#lock = lock;
    this.#clock = clock;
  }

  /** @param path of a lock file, in a folder that exists */
  static at(path: string, clock: Clock): Exclusive {
    return new Exclusive(new FolderLock(nodeFiles, path, clock), clock);
  }

  /**
   * Runs something unless another process is at it.
   * @returns the result of `act`; undefined where another process is at it
   * @throws errors of `act`, and of the file system where the lock can't be taken
   */
  async ifFree<T>(act: (hold: Hold) => Promise<T>): Promise<T | undefined> {
    const held = this.#lock.tryAcquire();
    return held && this.#whileHeld(held, act);
  }

  /**
   * Like `ifFree`, but waits for its turn; each wait varies a little, so that processes don't fall into step.
   * @returns undefined if its turn didn't come in time
   */
  async whenFree<T>(act: (hold: Hold) => Promise<T>, { everyMs, patienceMs } = waiting): Promise<T | undefined> {
    const until = this.#clock.monotonic() + patienceMs;
    for (;;) {
      const held = this.#lock.tryAcquire();
      if (held) return this.#whileHeld(held, act);
      if (this.#clock.monotonic() > until) return undefined;
      await pause(this.#clock, everyMs * (0.5 + Math.random()));
    }
  }

  async #whileHeld<T>(held: HeldLock, act: (hold: Hold) => Promise<T>): Promise<T> {
    const lost = new AbortController();
    let timer: Disposable | undefined;
    const next = (): void => {
      timer = this.#clock.after(beatMs, () => {
        if (!showLife(held)) return lost.abort();
        next();
      });
    };
    next();
    try {
      return await act({ lost: lost.signal, isHeld: () => held.isHeld() });
    } finally {
      timer?.dispose();
      quietly(() => held.release());
    }
  }
}

/** @returns false if another process has the lock */
function showLife(held: HeldLock): boolean {
  let isHeld = true;
  quietly(() => {
    isHeld = held.isHeld();
    if (isHeld) held.beat();
  });
  return isHeld;
}

/** A disk that refuses costs nothing here: the lock ends by itself after a minute, and the work under it reports a disk that fails. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // See above.
  }
}
