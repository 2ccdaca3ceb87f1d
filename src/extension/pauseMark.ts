import { existsSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { window } from 'vscode';
import { makeOwnFolder, ownerOnly } from '../storage/disk/ownFolder.ts';
import { disposeAll, Emitter, type Disposable, type Event } from '../core/base/event.ts';

/**
 * Marks that tracking is paused in all windows: a file in the storage folder, which every window of every client sees immediately. A
 * setting would not work, since an open window of a VS Code server does not notice when another one changes it.
 */
export class PauseMark implements Disposable {
  readonly #folder: string;
  readonly #changed = new Emitter<void>();
  readonly #held: Disposable;
  /** Fires when the mark was set or taken away, here or in another window. */
  readonly onDidChange: Event<void> = this.#changed.event;
  #isSet: boolean;
  #watcher: FSWatcher | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#isSet = existsSync(this.#path);
    // VS Code is starting the extension, and doesn't have to wait for this.
    const soon = setImmediate(() => {
      this.#watcher = this.#watch();
      this.#look();
    });
    // Where a file system sends no notifications, a window checks when it gains focus.
    const focus = window.onDidChangeWindowState(({ focused }) => focused && this.#look());
    const watching = {
      dispose: () => {
        clearImmediate(soon);
        this.#watcher?.close();
      },
    };
    this.#held = disposeAll(focus, watching, this.#changed);
  }

  get isSet(): boolean {
    return this.#isSet;
  }

  /** Throws Node's error when the folder cannot be written. */
  set(paused: boolean): void {
    if (paused) {
      makeOwnFolder(this.#folder);
      writeFileSync(this.#path, '', { mode: ownerOnly });
    } else rmSync(this.#path, { force: true });
    this.#look();
  }

  dispose(): void {
    this.#held.dispose();
  }

  get #path(): string {
    return join(this.#folder, 'paused');
  }

  #watch(): FSWatcher | undefined {
    try {
      makeOwnFolder(this.#folder);
      const watcher = watch(this.#folder, { persistent: false }, (_, name) => {
        if (name === null || name === 'paused') this.#look();
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }

  #look(): void {
    const isSet = existsSync(this.#path);
    if (isSet === this.#isSet) return;
    this.#isSet = isSet;
    this.#changed.fire();
  }
}
