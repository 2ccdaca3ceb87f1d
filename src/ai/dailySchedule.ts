import type { Clock } from '../core/base/clock.ts';
import { addDays, dayMs, minuteMs } from '../core/time/days.ts';
import type { Day } from '../core/time/days.ts';
import type { Disposable } from '../core/base/event.ts';
import { lastDue } from './lastDue.ts';

/** The interval of checks for due work, in ms: a machine that slept notices soon after. */
const lookMs = 5 * minuteMs;

/** Days by which a clock is set back at most: another zone, or a correction. */
const daysBack = 2;

/** A daily task, and what all windows of the machine know about it. */
export interface DailyWork {
  readonly clock: Clock;
  /** Time at which it is due, `HH:MM` local; undefined if it is off. */
  readonly time: () => string | undefined;
  /** Runs something unless another window of the machine is at it. */
  readonly ifFree: (act: () => Promise<void>) => Promise<void>;
  readonly isDone: (day: Day) => Promise<boolean>;
  /** Resolves when every window can know. */
  readonly setDone: (day: Day) => Promise<void>;
  /** @param at when it was due, ms since the epoch */
  readonly run: (at: number) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Does something once a day for all windows of the machine: under a lock, and marked as done before it begins, so that it is never done
 * twice, even if the window dies. A run missed within a day (the machine slept, no window was open) is caught up. No timer runs while it is
 * off.
 */
export class DailySchedule implements Disposable {
  readonly #work: DailyWork;
  #timer: Disposable | undefined;
  #time: string | undefined;
  /** The last day that it was done for, as far as this window knows. */
  #latest: Day | undefined;
  #isDisposed = false;

  constructor(work: DailyWork) {
    this.#work = work;
    this.#time = work.time();
    this.#arm();
  }

  /** The settings may have changed. Runs that were due before it was turned on, or at an earlier setting's time, are not caught up. */
  async update(): Promise<void> {
    const before = this.#time;
    this.#timer?.dispose();
    this.#time = this.#work.time();
    if (this.#time !== undefined && this.#time !== before) await this.#pass().catch(this.#work.onError);
    this.#arm();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
  }

  #arm(): void {
    this.#timer?.dispose();
    const due = this.#due();
    if (!due || this.#isDisposed) return;
    const untilNext = Math.max(1000, due.at + dayMs - this.#work.clock.now());
    this.#timer = this.#work.clock.after(Math.min(lookMs, untilNext), () => void this.#look());
  }

  #due(): { readonly day: Day; readonly at: number } | undefined {
    const { clock } = this.#work;
    const now = clock.now();
    return this.#time === undefined ? undefined : lastDue(now, clock.utcOffset(now), this.#time);
  }

  async #pass(): Promise<void> {
    const due = this.#due();
    if (due && !(await this.#isDone(due.day))) await this.#work.setDone(due.day);
  }

  async #look(): Promise<void> {
    try {
      await this.#doWhatIsDue();
    } catch (error) {
      this.#work.onError(error);
    }
    this.#arm();
  }

  async #doWhatIsDue(): Promise<void> {
    const { setDone, run, ifFree } = this.#work;
    const due = this.#due();
    if (!due || (await this.#isDone(due.day))) return;
    await ifFree(async () => {
      // Another window may have done it in the meantime.
      if (await this.#isDone(due.day)) return;
      await setDone(due.day);
      this.#latest = due.day;
      await run(due.at);
    });
  }

  /** Days before one that is done are past, also when the clock was set back to them; by more than that, it was wrong before. */
  async #isDone(day: Day): Promise<boolean> {
    if (this.#latest !== undefined && day <= this.#latest && this.#latest <= addDays(day, daysBack)) return true;
    const isDone = await this.#work.isDone(day);
    if (isDone) this.#latest = day;
    return isDone;
  }
}
