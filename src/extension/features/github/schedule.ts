import { hourMs, minuteMs } from '../../../core/time/days.ts';
import type { Disposable } from '../../../core/base/event.ts';
import { errorCode } from '../../../core/base/appError.ts';
import type { Services } from '../../services.ts';
import { connectionOf } from '../../githubConnection.ts';
import type { Syncing } from './syncing.ts';

/** A window that has just opened has better things to do. */
const firstWaitMs = 3 * minuteMs;
const intervals = { every6Hours: 6 * hourMs, daily: 24 * hourMs } as const;

/** The time between two syncs by the setting, ms; undefined if the person syncs by hand. */
export function intervalOf({ settings }: Services): number | undefined {
  const choice = settings.get('github.sync');
  return choice === 'manual' ? undefined : intervals[choice];
}

/** Syncs when it is due. Every window has this timer; the lock and the time of the last sync let one of them do it. */
export class Schedule implements Disposable {
  readonly #services: Services;
  readonly #syncing: Syncing;
  readonly #abort = new AbortController();
  #timer: Disposable | undefined;

  constructor(services: Services, syncing: Syncing) {
    this.#services = services;
    this.#syncing = syncing;
  }

  /** Time at which this window will check, in ms since the epoch; undefined if it won't. */
  nextAt: number | undefined;

  /** Resets the timer. @param at the earliest time, in ms since the epoch */
  plan(at = 0): void {
    this.#timer?.dispose();
    this.nextAt = undefined;
    const interval = intervalOf(this.#services);
    if (interval === undefined || !connectionOf(this.#services)) return;
    const { clock } = this.#services;
    const now = clock.now();
    // A clock that was set back must not put it off for ever.
    const last = Math.min(this.#syncing.lastAt, now);
    this.nextAt = Math.max(now + firstWaitMs, at === 0 ? last + interval : at);
    this.#timer = clock.after(this.nextAt - now, () => void this.#due(at === 0 ? interval : 0));
  }

  dispose(): void {
    this.#abort.abort();
    this.#timer?.dispose();
  }

  async #due(notWithinMs: number): Promise<void> {
    const { log } = this.#services;
    try {
      const report = await this.#syncing.run({ signal: this.#abort.signal, notWithinMs });
      this.plan(report?.outcome === 'limited' ? report.retryAt : 0);
    } catch (error) {
      log.error(`github: ${errorCode(error)}`);
      this.plan(this.#services.clock.now() + hourMs);
    }
  }
}
