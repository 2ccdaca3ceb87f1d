import { commands, type Memento, window } from 'vscode';
import { Emitter, type Disposable } from '../core/base/event.ts';
import type { Notice } from '../core/views/views.ts';

/** Where it is kept over restarts, and for all windows, which notices were said. */
type Memory = Pick<Memento, 'get' | 'update'>;

/** What is wrong and lasts: shown in the dashboard while it holds, and said once in a message when it begins. */
export class Notices implements Disposable {
  readonly #held = new Map<string, Notice>();
  readonly #told = new Set<string>();
  readonly #memory: Memory;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  get all(): readonly Notice[] {
    return Array.from(this.#held.values());
  }

  /** Holds a notice until it is cleared; a warning or an error is said in a message the first time its text appears. */
  hold(notice: Notice): void {
    this.#held.set(notice.id, notice);
    this.#changed.fire();
    if (notice.severity === 'info' || this.#told.has(notice.text)) return;
    this.#told.add(notice.text);
    void this.#tell(notice);
  }

  /** Holds a warning that is said in a message only once on this machine, until it was cleared: for what the person chose. */
  holdOnce(notice: Notice): void {
    const key = memoryKey(notice.id);
    if (this.#memory.get(key) === notice.text) this.#told.add(notice.text);
    else void this.#memory.update(key, notice.text);
    this.hold(notice);
  }

  /** @param isMended the person did something about it: were it to come back, it is said again */
  clear(id: string, isMended = false): void {
    const notice = this.#held.get(id);
    if (!notice) return;
    if (isMended) this.#told.delete(notice.text);
    this.#held.delete(id);
    this.#changed.fire();
  }

  /** Clears what `holdOnce` held, so that it is said again were it to come back. */
  clearOnce(id: string): void {
    if (this.#memory.get(memoryKey(id)) !== undefined) void this.#memory.update(memoryKey(id), undefined);
    this.clear(id);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #tell({ severity, text, action }: Notice): Promise<void> {
    const show = severity === 'error' ? window.showErrorMessage : window.showWarningMessage;
    const chosen = await show(text, ...(action ? [action.label] : []));
    if (action && chosen === action.label) await commands.executeCommand(action.command);
  }
}

const memoryKey = (id: string): string => `daymark.told.${id}`;
