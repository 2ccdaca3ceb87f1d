import { errorCode } from '../core/base/appError.ts';
import { endOfDay, minuteMs, type Day } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { disposeAll, Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Fact } from '../core/facts/facts.ts';
import type { Score, Today } from '../core/views/views.ts';
import type { Context } from '../analytics/context.ts';
import type { LiveDay } from '../analytics/liveDay.ts';
import type { Services } from './services.ts';

/** The store is first read this long after the start, so that start-up has none of it. */
const firstReadMs = 4000;
/** How long after a fact the total is computed again, in ms. */
const updateMs = 3000;

/** Returns whether someone may be looking at this window. */
export interface Attention {
  readonly isThere: () => boolean;
  /** Fires when someone returns to the window. */
  readonly onDidReturn: Event<void>;
}

export interface TodayTotal {
  readonly today: Today;
  readonly score: Score;
  readonly demo: boolean;
}

type Needs = Pick<
  Services,
  'clock' | 'recorder' | 'settings' | 'read' | 'readOptions' | 'log' | 'onDidChangeElsewhere' | 't'
> & { readonly attention: Attention };

/**
 * The running total of today for the status bar: read once from the store, then kept up from this window's facts as they are recorded. No
 * timer runs while nothing is recorded, but the one that waits for the day's end.
 *
 * The first read starts the worker. It waits in a window that nobody looks at and that records nothing, such as most of those that VS Code
 * restores.
 */
export class TodayTotals implements Disposable {
  readonly #services: Needs;
  readonly #changed = new Emitter<TodayTotal>();
  readonly #held: Disposable;
  /** Fires when the total was computed again. */
  readonly onDidChange: Event<TodayTotal> = this.#changed.event;
  /** The last total; undefined until the store was read for the first time. */
  current: TodayTotal | undefined;
  #live: { readonly day: Day; readonly facts: LiveDay; readonly demo: boolean } | undefined;
  /** Recorded while the store is being read: it may or may not be in the answer, and adding it again changes nothing. */
  #early: Fact[] | undefined;
  #update: (Disposable & { readonly at: number }) | undefined;
  #rollover: Disposable | undefined;
  #waiting: Disposable | undefined;
  #reread: Disposable | undefined;

  constructor(services: Needs) {
    this.#services = services;
    this.#held = disposeAll(
      services.recorder.onDidRecord((fact) => this.#add(fact)),
      services.settings.onDidChange(() => this.#schedule()),
      services.onDidChangeElsewhere(() => void this.read()),
    );
    this.#later(firstReadMs, () => this.#readFirst());
  }

  #readFirst(): void {
    this.#update = undefined;
    const { attention } = this.#services;
    if (attention.isThere()) return void this.read();
    this.#waiting = disposeAll(
      attention.onDidReturn(() => this.#endWait()),
      this.#services.recorder.onDidRecord((fact) => fact.type !== 'state' && this.#endWait()),
    );
  }

  #endWait(): void {
    this.#waiting?.dispose();
    this.#waiting = undefined;
    if (!this.#live) void this.read();
  }

  /** Reads today from the store again, including what other windows recorded. */
  async read(): Promise<void> {
    if (this.#early) return;
    this.#early = [];
    try {
      const options = this.#services.readOptions();
      const { rows, demo } = await this.#services.read('today.rows', {});
      const { LiveDay } = await import('../analytics/liveDay.ts');
      const facts = new LiveDay(rows);
      for (const fact of this.#early) facts.apply(fact);
      this.#live = { day: presentDay(options), facts, demo };
      this.#watchMidnight();
      this.#tell();
    } catch (error) {
      this.#services.log.warn(`today's total could not be read: ${errorCode(error)}`);
    } finally {
      this.#early = undefined;
    }
  }

  dispose(): void {
    this.#held.dispose();
    this.#update?.dispose();
    this.#waiting?.dispose();
    this.#rollover?.dispose();
    this.#reread?.dispose();
    this.#changed.dispose();
  }

  #add(fact: Fact): void {
    // The worker computes GitHub data, and a sync records its state last.
    if (fact.type === 'document' && fact.collection === 'github') return this.#readLater();
    this.#early?.push(fact);
    if (!this.#live) return;
    this.#live.facts.apply(fact);
    this.#schedule(this.#services.recorder.isGrowth(fact) ? this.#untilNextMinute() : updateMs);
  }

  /** A span grows no faster than time goes by, so this long (ms) the minutes that are shown can't change. */
  #untilNextMinute(): number {
    const shownMs = this.current?.today.totalMs ?? 0;
    return Math.max(updateMs, minuteMs - (shownMs % minuteMs));
  }

  #readLater(): void {
    if (!this.#live) return;
    this.#reread?.dispose();
    this.#reread = this.#services.clock.after(updateMs, () => void this.read());
  }

  #schedule(waitMs = updateMs): void {
    if (this.#live) this.#later(waitMs, () => this.#tell());
  }

  /** Does something after `waitMs`, unless the next update comes before. */
  #later(waitMs: number, act: () => void): void {
    const { clock } = this.#services;
    const at = clock.monotonic() + waitMs;
    if (this.#update && this.#update.at <= at) return;
    this.#update?.dispose();
    const timer = clock.after(waitMs, act);
    this.#update = { at, dispose: () => timer.dispose() };
  }

  #tell(): void {
    this.#update?.dispose();
    this.#update = undefined;
    if (!this.#live) return;
    const { now, offset, rules, goals } = this.#services.readOptions();
    const context: Context = { now, offset, rules, goals, t: this.#services.t };
    const { day, facts, demo } = this.#live;
    if (presentDay(context) !== day) return void this.read();
    this.current = { today: facts.today(context), score: facts.score(context), demo };
    this.#changed.fire(this.current);
  }

  #watchMidnight(): void {
    const { now, offset, rules } = this.#services.readOptions();
    this.#rollover?.dispose();
    const wait = endOfDay(now, offset, rules.dayStartsAt) - now + 1000;
    this.#rollover = this.#services.clock.after(wait, () => void this.read());
  }
}
