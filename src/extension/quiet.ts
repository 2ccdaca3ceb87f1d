import { Emitter } from '../core/base/event.ts';

/** The kinds of messages that focus mode holds back. */
export interface HeldMessages {
  readonly notices: boolean;
  readonly badges: boolean;
}

/** During a focus session, holds back messages that the user didn't ask for and that can wait. */
export class Quiet {
  readonly #waiting = new Map<string, () => unknown>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #held: HeldMessages = { notices: false, badges: false };

  get held(): HeldMessages {
    return this.#held;
  }

  /** Shows something now, or once the focus session is over; of several with one key, only the last. */
  show(key: string, show: () => unknown): void {
    if (this.#held.notices) this.#waiting.set(key, show);
    else show();
  }

  set(held: HeldMessages): void {
    if (held.notices === this.#held.notices && held.badges === this.#held.badges) return;
    this.#held = held;
    this.#changed.fire();
    if (held.notices) return;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const show of waiting) show();
  }
}
