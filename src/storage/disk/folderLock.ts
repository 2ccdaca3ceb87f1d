import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/base/clock.ts';
import type { Files } from './files.ts';
import { asideEnding } from './layout.ts';
import type { ProcessMark } from './machine.ts';
import { removeIfFile } from './removeIfFile.ts';
import { isSurelyDead, thisProcess } from './machine.ts';

/** A holder that shows no sign of life for this long is considered gone, in ms by the watcher's own clock. */
const silenceMs = 60_000;

/** Time for which a request holds back those that yield, in ms since it was last made. A waiting process renews it more often than that. */
const requestMs = 5000;

/** No lock of Daymark's is nearly as long, in bytes. */
const longestMark = 4096;

/** The part of a clock that a lock needs. */
export type LockClock = Pick<Clock, 'now' | 'monotonic'>;

/** Observation of a lock that another process holds. */
interface Sighting {
  readonly seen: string;
  readonly since: number;
}

/** A lock that is held. */
export interface HeldLock {
  /** Unique for this holding. */
  readonly token: string;
  /** Shows a sign of life. */
  beat(): void;
  /** False once someone else has taken it over. */
  isHeld(): boolean;
  release(): void;
}

/**
 * A lock on a folder, among processes that may die or stall at any moment. The lock alone doesn't make a holder safe: a process that stalls
 * right after `isHeld` doesn't notice that it lost the lock. `replaceFile` covers that.
 */
export class FolderLock {
  readonly #files: Files;
  readonly #path: string;
  readonly #clock: LockClock;
  #sighting: Sighting | undefined;

  constructor(files: Files, path: string, clock: LockClock) {
    this.#files = files;
    this.#path = path;
    this.#clock = clock;
  }

  /**
   * Takes the lock, or returns undefined while someone else has it. Never waits. Throws when the folder can't be written to.
   * @param yields `'to-requests'`: leaves a free lock to a process that requested it
   */
  tryAcquire(yields?: 'to-requests'): HeldLock | undefined {
    if (yields && this.#isRequested()) return undefined;
    if (!this.#isFree()) return undefined;
    const token = randomBytes(8).toString('hex');
    try {
      this.#files.create(this.#path, Buffer.from(JSON.stringify({ token, ...thisProcess() })));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
      throw error;
    }
    this.#sighting = undefined;
    // Other waiting processes renew the request.
    if (!yields) this.#files.remove(this.#requestPath);
    return this.#held(token);
  }

  /**
   * Asks processes that yield to leave the lock alone for a few seconds. Otherwise busy ones that take it repeatedly could keep out a
   * process that asks only now and then, for an unlimited time. Does nothing if the disk refuses.
   */
  request(): void {
    try {
      if (!this.#files.stat(this.#requestPath)) this.#files.create(this.#requestPath, new Uint8Array());
      this.#files.touch(this.#requestPath, this.#clock.now());
    } catch {
      // Another process created or removed it at this moment, or waits for an unbounded time.
    }
  }

  get #requestPath(): string {
    return `${this.#path}.request`;
  }

  /** One that was left by a process that died, or is dated by a wrong clock, ends by itself. */
  #isRequested(): boolean {
    const at = this.#files.stat(this.#requestPath)?.modifiedAt;
    return at !== undefined && Math.abs(this.#clock.now() - at) < requestMs;
  }

  /** Returns true if nobody holds the lock. Evicts a holder that is gone. */
  #isFree(): boolean {
    const content = this.#read();
    if (content === undefined) return true;
    if (!this.#isLeftBehind(content)) return false;
    // Only one of several watchers can move it away. If a new holder took the lock in between, it finds the lock gone and gives up.
    const away = `${this.#path}.${randomBytes(4).toString('hex')}${asideEnding}`;
    if (!this.#ifThere(() => this.#files.rename(this.#path, away))) return false;
    removeIfFile(this.#files, away);
    return true;
  }

  #isLeftBehind(content: string): boolean {
    const mark = parseMark(content);
    if (mark && isSurelyDead(mark)) return true;
    const now = this.#clock.monotonic();
    const seen = `${content} ${this.#files.stat(this.#path)?.modifiedAt}`;
    if (this.#sighting?.seen !== seen) this.#sighting = { seen, since: now };
    return now - this.#sighting.since >= silenceMs;
  }

  #held(token: string): HeldLock {
    const isHeld = (): boolean => parseMark(this.#read())?.token === token;
    return {
      token,
      isHeld,
      beat: () => {
        // Taken over between the two, it is missing: `replaceFile` notices.
        if (isHeld()) this.#ifThere(() => this.#files.touch(this.#path, this.#clock.now()));
      },
      release: () => {
        if (isHeld()) this.#files.remove(this.#path);
      },
    };
  }

  /** @returns false when the lock was gone */
  #ifThere(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  #read(): string | undefined {
    const bytes = this.#files.readBounded(this.#path, longestMark);
    // Something else has its name. It is left behind like the lock of a process that died.
    return typeof bytes === 'string' ? bytes : bytes && Buffer.from(bytes).toString();
  }
}

function parseMark(content: string | undefined): (ProcessMark & { token: string }) | undefined {
  try {
    return JSON.parse(content ?? '') as ProcessMark & { token: string };
  } catch (error) {
    // Cut short by the death of its maker.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
