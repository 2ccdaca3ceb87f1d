import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/event.ts';
import { clockToleranceMs } from './spans.ts';

/** Interval (ms) at which an active window is checked. An inactive one has no timer. */
const lookMs = 30_000;
/**
 * VS Code calls a window inactive 40 to 70 s after its last key or click (two whole intervals of 30 s without one, and 10 s more:
 * `domActivityTracker.ts`, `userActivityServiceImpl.ts`). While it is active, someone was there at most this long ago (ms) …
 */
export const activeLagMs = 70_000;
/** … and when it becomes inactive, about this long ago (ms). */
const ceasedLagMs = 55_000;
/** A timer that comes this much later (ms) than it should was held up by a machine that slept. */
const lateMs = 5_000;
/** Less than this (ms) without another sign is not reported: it is a pause in the previous activity. */
const leastMs = 90_000;
/**
 * Time (ms) for which the window state alone counts. A window only becomes active by a key, a click, or a touch, and stays active for a minute
 * after the last one, unless an extension shows progress: that keeps an active window active until it ends (`progressService.ts`,
 * `markActive({ extendOnly: true, whenHeldFor: 15_000 })`). The limit is for progress that never ends. It is longer than anyone works
 * without a one-minute pause and without a sign that a sensor sees.
 */
export const useAloneMs = 4 * 3_600_000;

interface Options {
  readonly clock: Clock;
  /** Someone used the window until this instant (wall clock), without a sign of it. */
  readonly used: (until: number) => void;
}

/**
 * Detects keys and clicks that reach no sensor: in a terminal, a chat, the settings, a view. For these, VS Code only reports that the
 * window is active. While it has focus and stays active, someone is there.
 */
export class WindowUse implements Disposable {
  readonly #options: Options;
  #timer: Disposable | undefined;
  /** Time at which it last checked, or began; by both clocks. */
  #wall = 0;
  #monotonic = 0;
  #lastSign = Number.POSITIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The window has the focus and is active, from now on. */
  begin(): void {
    if (this.#timer) return;
    this.#note();
    this.#lastSign = this.#wall;
    this.#arm();
  }

  /**
   * It is not any more.
   * @param left the person went elsewhere just now; otherwise nothing was pressed for some time
   */
  end(left: boolean): void {
    if (!this.#timer) return;
    this.#look(left ? 0 : ceasedLagMs);
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  /** Another sign of the person, now. */
  sign(): void {
    if (!this.#timer) return;
    if (this.#lastSign < this.#options.clock.now() - leastMs) this.#look(0);
    this.#lastSign = this.#options.clock.now();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  #arm(): void {
    this.#timer = this.#options.clock.after(lookMs, () => {
      this.#look(activeLagMs);
      this.#arm();
    });
  }

  #look(lagMs: number): void {
    const { clock, used } = this.#options;
    const slept = this.#hasSlept();
    this.#note();
    if (slept) this.#lastSign = this.#wall;
    const until = clock.now() - lagMs;
    const alone = until - this.#lastSign;
    if (alone >= leastMs && alone <= useAloneMs) used(until);
  }

  #hasSlept(): boolean {
    const { clock } = this.#options;
    const byWall = clock.now() - this.#wall;
    const byMonotonic = clock.monotonic() - this.#monotonic;
    return byMonotonic > lookMs + lateMs || Math.abs(byWall - byMonotonic) > clockToleranceMs;
  }

  #note(): void {
    this.#wall = this.#options.clock.now();
    this.#monotonic = this.#options.clock.monotonic();
  }
}
