import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { window } from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import { ownerOnly } from '../storage/disk/ownFolder.ts';
import { FolderWatch } from './folderWatch.ts';

/** Writes of other windows are collected for this long before they are reported. */
const gatherMs = 700;

interface Options {
  /** The folder of the journals. */
  readonly folder: string;
  /** This window's writer, whose writes are not reported. */
  readonly own: string;
  readonly clock: Clock;
}

/** Fires when another window has recorded something, based on file system notifications. */
export class JournalWatch implements Disposable {
  readonly #options: Options;
  readonly #changed = new Emitter<void>();
  readonly #changedFocused = new Emitter<void>();
  readonly #focused = new Emitter<void>();
  readonly #focus: Disposable;
  readonly #folder: FolderWatch;
  /** The window has the focus again. */
  readonly onDidFocus: Event<void> = this.#focused.event;
  readonly onDidChange: Event<void> = this.#changed.event;
  /** Like `onDidChange`, but only while the window has focus; changes in the meantime are reported when it regains it. */
  readonly onDidChangeFocused: Event<void> = this.#changedFocused.event;
  #pending: Disposable | undefined;
  #missed = false;
  #disposed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#folder = new FolderWatch(options);
    this.#folder.onDidChange(() => this.#gather());
    this.#focus = window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      this.#focused.fire();
      // Regaining focus counts as a change where a file system sends no notifications.
      if (this.#missed || this.#folder.isBlind) this.#tellFocused();
    });
    void this.#start();
  }

  /** True if the window has the focus, so that someone may be looking at it. */
  get isFocused(): boolean {
    return window.state.focused;
  }

  dispose(): void {
    this.#disposed = true;
    this.#folder.dispose();
    this.#pending?.dispose();
    this.#focus.dispose();
    this.#focused.dispose();
    this.#changed.dispose();
    this.#changedFocused.dispose();
  }

  /** Makes other windows look, where nothing was added to a journal: the file itself was changed. */
  async tellOthers(): Promise<void> {
    const sign = join(this.#options.folder, 'changed');
    await writeFile(sign, '', { mode: ownerOnly });
    await rm(sign, { force: true });
  }

  async #start(): Promise<void> {
    // VS Code is starting the extension, and doesn't have to wait for this.
    await nextTurn();
    if (!this.#disposed) this.#folder.start();
  }

  #gather(): void {
    this.#pending ??= this.#options.clock.after(gatherMs, () => {
      this.#pending = undefined;
      this.#changed.fire();
      if (window.state.focused) this.#tellFocused();
      else this.#missed = true;
    });
  }

  #tellFocused(): void {
    this.#missed = false;
    this.#changedFocused.fire();
  }
}
