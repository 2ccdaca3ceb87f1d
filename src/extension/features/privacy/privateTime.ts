import { hourMs } from '../../../shared/days.ts';
import type { Clock } from '../../../shared/clock.ts';
import { disposeAll, type Disposable } from '../../../shared/event.ts';
import type { TrackingControl } from '../../trackingControl.ts';

/** How long private mode lasts at most (ms); what was remembered and says more is not believed. */
export const longestMs = 4 * hourMs;
const key = 'daymark.privateUntil';

interface Options {
  readonly clock: Clock;
  /** Of the workspace: it is what a window that is reloaded still has. A `vscode.Memento` fits. */
  readonly memento: { get(key: string): unknown; update(key: string, value: unknown): PromiseLike<void> };
  readonly tracking: Pick<TrackingControl, 'state' | 'pause' | 'resumeHere' | 'onDidChange'>;
  /** Tells that nothing is recorded until then (ms since the epoch), until it is disposed. */
  readonly show: (until: number) => Disposable;
}

/** A time in which nothing is recorded in this window, also when the window is reloaded meanwhile. */
export class PrivateTime implements Disposable {
  readonly #options: Options;
  readonly #listener: Disposable;
  #held: Disposable | undefined;
  /** It was paused before private mode began, and is so after it. */
  #wasPaused = false;

  constructor(options: Options) {
    this.#options = options;
    const { clock, memento, tracking } = options;
    this.#listener = tracking.onDidChange((state) => {
      if (state === 'on') this.#end();
    });
    const until = memento.get(key);
    if (typeof until === 'number' && until > clock.now()) this.#hold(Math.min(until, clock.now() + longestMs));
  }

  /** @param ms how long, from now on */
  begin(ms: number): void {
    const { clock, memento } = this.#options;
    const until = clock.now() + ms;
    this.#held?.dispose();
    void memento.update(key, until);
    this.#hold(until);
  }

  /** Takes back what is shown. What was said holds on: the window may be reloaded. */
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
    void this.#options.memento.update(key, undefined);
  }
}
