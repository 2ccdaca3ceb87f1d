import { hourMs } from '../../../core/time/days.ts';
import type { Clock } from '../../../core/base/clock.ts';
import { disposeAll, type Disposable } from '../../../core/base/event.ts';
import type { TrackingControl } from '../../trackingControl.ts';
import type { PrivateMark } from './privateMark.ts';

/** The longest private mode, in ms; longer remembered ones are ignored. */
export const longestMs = 4 * hourMs;

interface Options {
  readonly clock: Clock;
  /** State that a reloaded window still has. */
  readonly mark: Pick<PrivateMark, 'read' | 'write'>;
  readonly tracking: Pick<TrackingControl, 'state' | 'pause' | 'resumeHere' | 'onDidChange'>;
  /** Shows that nothing is recorded until then (ms since the epoch), until disposed. */
  readonly show: (until: number) => Disposable;
}

/** A time in which nothing is recorded in this window, even if the window is reloaded. */
export class PrivateTime implements Disposable {
  readonly #options: Options;
  readonly #listener: Disposable;
  #held: Disposable | undefined;
  /** It was paused before private mode began, and is so after it. */
  #wasPaused = false;

  constructor(options: Options) {
    this.#options = options;
    const { clock, mark, tracking } = options;
    this.#listener = tracking.onDidChange((state) => {
      if (state === 'on') this.#end();
    });
    const until = mark.read() ?? 0;
    if (until > clock.now()) this.#hold(Math.min(until, clock.now() + longestMs));
  }

  /** @param ms how long, from now on */
  begin(ms: number): void {
    const { clock, mark } = this.#options;
    const until = clock.now() + ms;
    this.#held?.dispose();
    this.#hold(until);
    mark.write(until);
  }

  /** Removes the display. Private mode stays, since the window may be reloading. */
  dispose(): void {
    this.#listener.dispose();
    this.#held?.dispose();
    this.#held = undefined;
  }

  #hold(until: number): void {
    const { clock, tracking, show } = this.#options;
    if (!this.#held) this.#wasPaused = tracking.state === 'paused';
    tracking.pause();
    const timer = clock.after(until - clock.now(), () => {
      this.#end();
      if (!this.#wasPaused) tracking.resumeHere();
    });
    this.#held = disposeAll(show(until), timer);
  }

  #end(): void {
    if (!this.#held) return;
    this.#held.dispose();
    this.#held = undefined;
    this.#options.mark.write(undefined);
  }
}
