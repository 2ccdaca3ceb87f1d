import type { Disposable } from '../../src/core/base/event.ts';
import type { Fact } from '../../src/core/facts/facts.ts';
import type { Signal, SignalPlace } from '../../src/core/facts/signal.ts';
import { Tracker } from '../../src/tracking/tracker.ts';
import type { FakeClock } from '../fakes/fakeClock.ts';

/** A signal as it was seen in a window. */
export interface Seen {
  readonly at: number;
  readonly window: string;
  readonly focused: boolean;
  readonly signal: Signal;
}

/** As VS Code does it (`domActivityTracker.ts`, `userActivityServiceImpl.ts`): two whole intervals without a key or click, and 10 s more. */
const intervalMs = 30_000;
const intervals = 2;
const inactiveAfterMs = 10_000;

interface Options {
  readonly id: string;
  /** Prefix of the ids of its facts. */
  readonly writer: string;
  readonly clock: FakeClock;
  readonly seen: (seen: Seen) => void;
}

/** One window: its focus and whether it is used, as VS Code tells them, and the extension in it. */
export class Desk {
  readonly #options: Options;
  readonly #facts: Fact[] = [];
  readonly #tracker: Tracker;
  #number = 0;
  #focused = false;
  #active = true;
  #quiet = intervals;
  #interval: Disposable | undefined;
  #goingInactive: Disposable | undefined;
  /** File that is open, for the focus signals. */
  where: SignalPlace = {};

  constructor(options: Options) {
    this.#options = options;
    const writer = {
      nextId: () => `${options.writer}:${++this.#number}`,
      append: (fact: Fact) => void this.#facts.push(fact),
    };
    this.#tracker = new Tracker({ clock: options.clock, writer });
    this.#used();
    this.#tellFocus();
  }

  get id(): string {
    return this.#options.id;
  }

  /** A signal of the window's sensors. */
  tell(signal: Signal): void {
    const { id, clock, seen } = this.#options;
    seen({ at: clock.now(), window: id, focused: this.#focused, signal });
    this.#tracker.accept(signal);
  }

  /** A key or a mouse button was pressed in the window, wherever in it. */
  press(): void {
    this.#used();
  }

  setFocus(focused: boolean): void {
    if (this.#focused === focused) return;
    this.#focused = focused;
    this.#tellFocus();
  }

  /** Ends the window. Returns all that it recorded. */
  close(): Fact[] {
    this.#interval?.dispose();
    this.#goingInactive?.dispose();
    this.#tracker.dispose();
    return this.#facts;
  }

  #used(): void {
    if (this.#quiet === intervals) {
      this.#goingInactive?.dispose();
      this.#setActive(true);
      this.#arm();
    }
    this.#quiet = 0;
  }

  #arm(): void {
    this.#interval?.dispose();
    this.#interval = this.#options.clock.after(intervalMs, () => {
      this.#quiet++;
      if (this.#quiet < intervals) return this.#arm();
      this.#goingInactive = this.#options.clock.after(inactiveAfterMs, () => this.#setActive(false));
    });
  }

  #setActive(active: boolean): void {
    if (this.#active === active) return;
    this.#active = active;
    this.#tellFocus();
  }

  #tellFocus(): void {
    this.tell({ type: 'focus', focused: this.#focused, active: this.#active, where: this.where });
  }
}
