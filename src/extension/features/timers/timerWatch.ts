import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { TimerState } from '../../../planning/time/foldEntries.ts';

interface Options {
  readonly clock: Clock;
  readonly read: () => Promise<TimerState>;
  readonly show: (state: TimerState) => void;
  /** A tick came so late that the machine must have slept. */
  readonly onSlept: () => void;
  readonly onError: (error: unknown) => void;
}

/** A tick that is later than this (ms) means that the machine slept. */
const sleptMs = 10 * minuteMs;

/** Follows the timer: reads it when notified, and updates it every minute while one runs. Otherwise nothing is scheduled. */
export class TimerWatch implements Disposable {
  readonly #options: Options;
  #state: TimerState = {};
  #tick: Disposable | undefined;
  #reading: Promise<void> | undefined;
  #isStale = false;
  #isDisposed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get state(): TimerState {
    return this.#state;
  }

  /** Reads the timer again; one reading at a time. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#tick?.dispose();
  }

  async #read(): Promise<void> {
    while (this.#isStale && !this.#isDisposed) {
      this.#isStale = false;
      try {
        this.#state = await this.#options.read();
      } catch (error) {
        this.#options.onError(error);
      }
    }
    if (!this.#isDisposed) this.#show();
  }

  #show(): void {
    const { clock, show, onSlept } = this.#options;
    this.#tick?.dispose();
    this.#tick = undefined;
    show(this.#state);
    const { running } = this.#state;
    if (!running) return;
    const now = clock.now();
    const wait = minuteMs - (Math.max(0, now - running.start) % minuteMs);
    this.#tick = clock.after(wait, () => {
      if (clock.now() - (now + wait) > sleptMs) onSlept();
      this.#show();
    });
  }
}
