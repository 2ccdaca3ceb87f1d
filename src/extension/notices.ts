import { commands, type Memento, window } from 'vscode';
import { Emitter, type Disposable } from '../core/base/event.ts';
import type { Notice } from '../core/views/views.ts';
import type { Quiet } from './quiet.ts';
import { unlinked } from './unlinked.ts';

/** Store of the notices that were reported, across restarts and for all windows. */
type Memory = Pick<Memento, 'get' | 'update'>;

/** Lasting problems: shown in the dashboard while they last, and in a message when they begin. */
export class Notices implements Disposable {
  readonly #held = new Map<string, Notice>();
  readonly #told = new Set<string>();
  readonly #memory: Memory;
  readonly #quiet: Pick<Quiet, 'show'>;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  /** @param quiet holds warnings back; an error can't wait */
  constructor(memory: Memory, quiet: Pick<Quiet, 'show'>) {
    this.#memory = memory;
    this.#quiet = quiet;
  }

  get all(): readonly Notice[] {
    return Array.from(this.#held.values());
  }

  /** Shows a notice until it is cleared. A warning or an error appears in a message when its text is new. */
  hold(notice: Notice): void {
    this.#held.set(notice.id, notice);
    this.#changed.fire();
    if (notice.severity === 'info' || this.#told.has(notice.text)) return;
    this.#told.add(notice.text);
    if (notice.severity === 'error') void this.#tell(notice);
    // A notice that no longer applies by then is not shown.
    else this.#quiet.show(notice.id, () => this.#held.get(notice.id) === notice && void this.#tell(notice));
  }

  /** Shows a warning with only one message on this machine until it is cleared, for consequences of the user's choices. */
  holdOnce(notice: Notice): void {
    const key = memoryKey(notice.id);
    if (this.#memory.get(key) === notice.text) this.#told.add(notice.text);
    else void this.#memory.update(key, notice.text);
    this.hold(notice);
  }

  /** @param isMended the user fixed it, so if it comes back, it is reported again */
  clear(id: string, isMended = false): void {
    const notice = this.#held.get(id);
    if (!notice) return;
    if (isMended) this.#told.delete(notice.text);
    this.#held.delete(id);
    this.#changed.fire();
  }

  /** Clears what `holdOnce` showed, so that it is reported again if it comes back. */
  clearOnce(id: string): void {
    if (this.#memory.get(memoryKey(id)) !== undefined) void this.#memory.update(memoryKey(id), undefined);
    this.clear(id);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #tell({ severity, text, action }: Notice): Promise<void> {
    const show = severity === 'error' ? window.showErrorMessage : window.showWarningMessage;
    const chosen = await show(unlinked(text), ...(action ? [action.label] : []));
    if (action && chosen === action.label) await commands.executeCommand(action.command);
  }
}

const memoryKey = (id: string): string => `daymark.told.${id}`;
