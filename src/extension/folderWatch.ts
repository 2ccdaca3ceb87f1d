import { readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../core/base/clock.ts';
import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import { makeOwnFolder } from '../storage/disk/ownFolder.ts';

/** After this long (ms), a window that still writes stops being notified of each of its own writes. */
const leaveMs = 5_000;
/** While it writes, it checks this often (ms) what others did. */
const lookMs = 10_000;

interface Options {
  /** Made if it doesn't exist. */
  readonly folder: string;
  /** Names that begin with this are this window's own. */
  readonly own: string;
  readonly clock: Clock;
}

/** The state of a folder, to compare with another. */
interface FolderState {
  readonly own: string;
  readonly others: string;
}

/**
 * Tells when others change something in a folder, by notifications of the file system. A window in which someone works writes to it each
 * second, and to be woken for that takes longer than the writing. So while it does, it looks at the folder now and then instead.
 */
export class FolderWatch implements Disposable {
  readonly #options: Options;
  readonly #changed = new Emitter<void>();
  /** Something was changed, added, or deleted that isn't this window's own. */
  readonly onDidChange: Event<void> = this.#changed.event;
  #watcher: FSWatcher | undefined;
  #timer: Disposable | undefined;
  #seen: FolderState | undefined;
  #isBlind = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** True where the file system sends no notifications, or the folder can't be made. */
  get isBlind(): boolean {
    return this.#isBlind;
  }

  start(): void {
    const { folder, own } = this.#options;
    try {
      makeOwnFolder(folder);
      this.#watcher = watch(folder, { persistent: false }, (_, name) => {
        if (!name?.startsWith(own)) this.#changed.fire();
        else if (!this.#timer) this.#mayLeave();
      });
      this.#watcher.on('error', () => this.#goBlind());
    } catch {
      this.#goBlind();
    }
  }

  dispose(): void {
    this.#stop();
    this.#changed.dispose();
  }

  /** Notifications of what others did before this arrive meanwhile. */
  #mayLeave(): void {
    const before = (this.#seen = this.#look());
    this.#timer = this.#options.clock.after(leaveMs, () => {
      this.#timer = undefined;
      if (this.#look().own === before.own) return;
      this.#watcher?.close();
      this.#watcher = undefined;
      this.#lookLater();
    });
  }

  #lookLater(): void {
    this.#timer = this.#options.clock.after(lookMs, () => {
      this.#timer = undefined;
      const before = this.#seen;
      let now = this.#look();
      if (now.own !== before?.own) this.#lookLater();
      else {
        this.start();
        now = this.#look();
      }
      this.#seen = now;
      if (now.others !== before?.others) this.#changed.fire();
    });
  }

  #look(): FolderState {
    const { folder, own } = this.#options;
    const state = { own: '', others: '' };
    try {
      for (const name of readdirSync(folder)) {
        const stat = statSync(join(folder, name), { throwIfNoEntry: false });
        state[name.startsWith(own) ? 'own' : 'others'] += `${name} ${stat?.size} ${stat?.mtimeMs}\n`;
      }
      // What was there for a moment only, as a sign.
      state.others += statSync(folder).mtimeMs;
    } catch {
      // The folder is gone, or can't be read, which is another state, too.
    }
    return state;
  }

  #goBlind(): void {
    this.#stop();
    this.#isBlind = true;
  }

  #stop(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#timer?.dispose();
    this.#timer = undefined;
  }
}
