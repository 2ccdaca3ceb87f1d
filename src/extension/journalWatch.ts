import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { window } from 'vscode';
import { disposeAll, Emitter, type Disposable, type Event } from '../core/base/event.ts';
import { ownerOnly } from '../storage/disk/ownFolder.ts';
import { watchJournals, type WatchedJournals } from '../storage/journal/watchJournals.ts';

/** Fires when another window has recorded something. */
export class JournalWatch implements Disposable {
  readonly #folder: string;
  readonly #changed = new Emitter<void>();
  readonly #changedFocused = new Emitter<void>();
  readonly #focused = new Emitter<void>();
  readonly #held: Disposable;
  /** The window has the focus again. */
  readonly onDidFocus: Event<void> = this.#focused.event;
  readonly onDidChange: Event<void> = this.#changed.event;
  /** Like `onDidChange`, but only while the window has focus; changes in the meantime are reported when it regains it. */
  readonly onDidChangeFocused: Event<void> = this.#changedFocused.event;
  #missed = false;

  constructor(watched: WatchedJournals) {
    this.#folder = watched.folder;
    let journals: Disposable | undefined;
    // VS Code is starting the extension, and doesn't have to wait for this.
    const soon = setImmediate(() => (journals = watchJournals(watched)(() => this.#tell())));
    const watching = {
      dispose: () => {
        clearImmediate(soon);
        journals?.dispose();
      },
    };
    const focus = window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      this.#focused.fire();
      if (this.#missed) this.#notifyFocused();
    });
    this.#held = disposeAll(watching, focus, this.#focused, this.#changed, this.#changedFocused);
  }

  /** True if the window has the focus, so that someone may be looking at it. */
  get isFocused(): boolean {
    return window.state.focused;
  }

  dispose(): void {
    this.#held.dispose();
  }

  /** Makes other windows look, where nothing was added to a journal: the file itself was changed. */
  async notifyOthers(): Promise<void> {
    const sign = join(this.#folder, 'changed');
    await writeFile(sign, '', { mode: ownerOnly });
    await rm(sign, { force: true });
  }

  #tell(): void {
    this.#changed.fire();
    if (window.state.focused) this.#notifyFocused();
    else this.#missed = true;
  }

  #notifyFocused(): void {
    this.#missed = false;
    this.#changedFocused.fire();
  }
}
