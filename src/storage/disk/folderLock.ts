import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/base/clock.ts';
import type { Files } from './files.ts';
import { asideEnding } from './layout.ts';
import type { ProcessMark } from './machine.ts';
import { isSurelyDead, thisProcess } from './machine.ts';

/** A holder that shows no sign of life for so long is taken for gone, ms by the watcher's own clock. */
const silenceMs = 60_000;

/** How long a request holds back those that yield, ms since it was last made. Whoever waits makes it again more often than that. */
const requestMs = 5000;

/** What a watcher saw of a lock that someone else holds. */
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
 * A lock on a folder, among processes that may die or stand still at any moment. It alone doesn't make a holder safe: one that stands
 * still right after `isHeld` doesn't notice. See `replaceFile` for what does.
 */
export class FolderLock {
  readonly #files: Files;
  readonly #path: string;
  readonly #clock: Clock;
  #sighting: Sighting | undefined;

  constructor(files: Files, path: string, clock: Clock) {
    this.#files = files;
    this.#path = path;
    this.#clock = clock;
  }

  /**
   * Takes the lock, or returns undefined while someone else has it. Never waits. Throws when the folder can't be written to.
   * @param yields `'to-requests'`: leaves a free lock to whoever asked for it (`request`)
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
    // Whoever else waits makes the request again.
    if (!yields) this.#files.remove(this.#requestPath);
    return this.#held(token);
  }

  /**
   * Asks those that yield to leave the lock alone for a few seconds. Busy processes that take it again and again would otherwise keep out, without
   * bound, one that asks now and then. Where the disk refuses, there is no request.
   */
  request(): void {
    try {
      if (!this.#files.stat(this.#requestPath)) this.#files.create(this.#requestPath, new Uint8Array());
      this.#files.touch(this.#requestPath, this.#clock.now());
    } catch {
      // Another one made or removed it at this moment, or it waits as long as chance wants.
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

  /** Whether nobody holds it, after a holder that is gone has been put out. */
  #isFree(): boolean {
    const content = this.#read();
    if (content === undefined) return true;
    if (!this.#isLeftBehind(content)) return false;
    // Only one of several watchers can move it away. Should a new holder have come between, it finds its lock gone, and gives up.
    const away = `${this.#path}.${randomBytes(4).toString('hex')}${asideEnding}`;
    if (!this.#ifThere(() => this.#files.rename(this.#path, away))) return false;
    this.#files.remove(away);
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
    const bytes = this.#files.read(this.#path);
    return bytes && Buffer.from(bytes).toString();
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
