import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/base/clock.ts';
import type { Disposable, Event } from '../../core/base/event.ts';
import { lazyEvent } from '../../core/base/lazyEvent.ts';
import { makeOwnFolder } from '../disk/ownFolder.ts';

/** Writes are gathered for this long before they are reported, ms. */
const gatherMs = 700;
/** A window that still writes after this long stops being notified, ms. */
const leaveMs = 5_000;
/** Interval at which a folder without notifications is looked at, ms. */
const lookMs = 10_000;

export interface WatchedJournals {
  /** Made if it doesn't exist. */
  readonly folder: string;
  readonly clock: Clock;
  /** The writer whose own files are passed over; none if left out. */
  readonly own?: string;
}

/** The state of the folder, to compare with another. */
interface FolderState {
  readonly own: string;
  readonly others: string;
}

/**
 * An event that fires when another window or program has recorded something. The folder is watched only while there are listeners: by
 * notifications of the file system, which come at once, or by looking at it every 10 s where there are none. A window in which someone
 * works looks too, since it writes each second, and to be woken for that takes longer than the writing.
 */
export function watchJournals(watched: WatchedJournals): Event<void> {
  return lazyEvent((tell) => new JournalFolder(watched, tell));
}

class JournalFolder implements Disposable {
  readonly #watched: WatchedJournals;
  readonly #tell: () => void;
  #watcher: FSWatcher | undefined;
  /** Until it is known whether the window goes on writing, or until the next look. */
  #timer: Disposable | undefined;
  #gathering: Disposable | undefined;

  constructor(watched: WatchedJournals, tell: () => void) {
    this.#watched = watched;
    this.#tell = tell;
    this.#listen();
  }

  dispose(): void {
    this.#watcher?.close();
    this.#timer?.dispose();
    this.#gathering?.dispose();
  }

  #listen(): void {
    const { folder } = this.#watched;
    try {
      makeOwnFolder(folder);
      this.#watcher = watch(folder, { persistent: false }, (_, name) => {
        if (!this.#isOwn(name)) this.#gather();
        else if (!this.#timer) this.#leaveIfWriting();
      });
      this.#watcher.on('error', () => this.#lookLater(this.#look()));
    } catch {
      this.#lookLater(this.#look());
    }
  }

  /** Until then, notifications of what others do arrive; what they do later is compared with the state now. */
  #leaveIfWriting(): void {
    const before = this.#look();
    this.#timer = this.#watched.clock.after(leaveMs, () => {
      this.#timer = undefined;
      if (this.#look().own !== before.own) this.#lookLater(before);
    });
  }

  #lookLater(before: FolderState): void {
    this.#watcher?.close();
    this.#timer?.dispose();
    this.#timer = this.#watched.clock.after(lookMs, () => {
      this.#timer = undefined;
      let now = this.#look();
      if (now.own !== before.own) this.#lookLater(now);
      else {
        this.#listen();
        // What was written since the look and isn't notified yet.
        now = this.#look();
      }
      if (now.others !== before.others) this.#gather();
    });
  }

  #look(): FolderState {
    const { folder } = this.#watched;
    const state = { own: '', others: '' };
    try {
      for (const name of readdirSync(folder)) {
        const stat = statSync(join(folder, name), { throwIfNoEntry: false });
        state[this.#isOwn(name) ? 'own' : 'others'] += `${name} ${stat?.size} ${stat?.mtimeMs}\n`;
      }
      // What was there for a moment only, as a sign.
      state.others += statSync(folder).mtimeMs;
    } catch {
      // The folder is gone, or can't be read, which is another state, too.
    }
    return state;
  }

  #isOwn(name: string | null): boolean {
    const { own } = this.#watched;
    return own !== undefined && name?.startsWith(own) === true;
  }

  #gather(): void {
    this.#gathering ??= this.#watched.clock.after(gatherMs, () => {
      this.#gathering = undefined;
      this.#tell();
    });
  }
}
