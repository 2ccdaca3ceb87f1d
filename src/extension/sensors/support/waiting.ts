import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';

/** Something that waits for an answer. */
export interface PendingWait<T> {
  readonly value: T;
  /** Asked when no answer came in time. */
  readonly fallback: () => boolean;
}

/** Time (ms) in a turn of the event loop after which the rest waits for the next: a replacement changes thousands of documents at once. */
const turnMs = 3;

/** Holds one thing for each key back until a yes or no comes for it, or is not going to. One timer runs for all of them. */
export class PendingAnswers<K extends object, T> implements Disposable {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #settled: (value: T, answer: boolean) => void;
  /** In the order in which they are due, by the monotonic clock. */
  readonly #waits = new Map<K, PendingWait<T> & { readonly due: number }>();
  #timer: Disposable | undefined;
  /** Time at which the present turn settled its first; undefined in a turn that has settled none. */
  #turnAt: number | undefined;
  #turn: Disposable | undefined;
  /** Answered in a turn that had no time left. */
  #late: (() => void)[] = [];

  /**
   * @param ms how long to wait, in milliseconds
   * @param settled called once for each thing held
   */
  constructor(clock: Clock, ms: number, settled: (value: T, answer: boolean) => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#settled = settled;
  }

  /** Holds one for a key that has none. */
  hold(key: K, wait: PendingWait<T>): void {
    this.#waits.set(key, { ...wait, due: this.#clock.monotonic() + this.#ms });
    this.#timer ??= this.#clock.after(this.#ms, () => this.#settleSoon());
  }

  /** The answer for a key, if anything waits for it. */
  settle(key: K, answer: boolean): void {
    const wait = this.#waits.get(key);
    if (!wait) return;
    this.#waits.delete(key);
    if (this.#waits.size === 0) this.#endTimer();
    const act = (): void => this.#settled(wait.value, answer);
    if (this.#hasTime()) act();
    else this.#late.push(act);
  }

  /** Settles all that wait. */
  dispose(): void {
    for (const [key, { fallback }] of Array.from(this.#waits)) this.settle(key, fallback());
    this.#turn?.dispose();
    for (const act of this.#late.splice(0)) act();
  }

  #hasTime(): boolean {
    const now = this.#clock.monotonic();
    if (this.#turnAt === undefined) this.#beginTurn(now);
    return this.#late.length === 0 && now - (this.#turnAt ?? now) < turnMs;
  }

  #beginTurn(now: number): void {
    this.#turnAt = now;
    this.#turn = this.#clock.after(0, () => this.#nextTurn());
  }

  #nextTurn(): void {
    this.#turnAt = undefined;
    if (this.#late.length === 0) return;
    const now = this.#clock.monotonic();
    this.#beginTurn(now);
    let done = 0;
    while (done < this.#late.length && this.#clock.monotonic() - now < turnMs) this.#late[done++]?.();
    this.#late.splice(0, done);
  }

  /** Another timer lets in what had arrived while the host was busy: timers come before messages. */
  #settleSoon(): void {
    const now = this.#clock.monotonic();
    this.#timer = this.#clock.after(1, () => this.#settleDue(now));
  }

  #settleDue(due: number): void {
    this.#timer = undefined;
    for (const [key, wait] of this.#waits) {
      if (wait.due <= due) this.settle(key, wait.fallback());
      else return this.#waitUntil(wait.due);
    }
  }

  #waitUntil(due: number): void {
    this.#endTimer();
    this.#timer = this.#clock.after(Math.max(0, due - this.#clock.monotonic()), () => this.#settleSoon());
  }

  #endTimer(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
  }
}
