import type { Provenance } from '../core/facts/activity.ts';
import type { Clock } from '../core/base/clock.ts';
import type { CauseSignal, EditSignal } from '../core/facts/signal.ts';
import { sameFile } from './place.ts';

/** A change comes this soon (ms) after its cause was seen, or it was another. */
export const causeMs = 1_000;

/** Remembers what is about to change a file, for the one change that follows. */
export class Causes {
  readonly #clock: Clock;
  #cause: CauseSignal | undefined;
  #at = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(cause: CauseSignal): void {
    this.#cause = cause;
    this.#at = this.#clock.monotonic();
  }

  /**
   * Returns the edit with its observed cause. An edit with an evident cause keeps it, except that a paste may look like a key or a
   * completion.
   */
  explain(edit: EditSignal): EditSignal {
    const cause = this.#cause;
    if (!cause || !isOpen(edit.provenance)) return edit;
    if (this.#clock.monotonic() - this.#at > causeMs || !sameFile(cause.where, edit.where)) return edit;
    this.#cause = undefined;
    return { ...edit, provenance: cause.provenance };
  }
}

function isOpen(provenance: Provenance): boolean {
  return provenance === 'unknown' || provenance === 'typed' || provenance === 'completed';
}
