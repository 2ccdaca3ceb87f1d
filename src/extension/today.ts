import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorCode } from '../core/base/appError.ts';
import { endOfDay, minuteMs } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { disposeAll, Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Fact, SpanFact } from '../core/facts/facts.ts';
import type { Score, Today } from '../core/views/views.ts';
import type { Context } from '../analytics/context.ts';
import type { JournalWatch } from './journalWatch.ts';
import type { LiveToday, CatchUpResult } from './liveToday.ts';
import type { Services } from './services.ts';

/** The store is first read this long after the start, so that start-up has none of it. */
const firstReadMs = 4000;
/** Shortest interval at which records of other windows are read, in ms. */
const othersEveryMs = 5000;
/** Delay after a fact until the total is computed again, in ms. */
const updateMs = 3000;
/** More facts are measured in steps, each in its own turn of the event loop: those of a heavy day take 5 ms, and 2,000 some 20 at first. */
const factsAtOnce = 500;

export interface TodayTotal {
  readonly today: Today;
  readonly score: Score;
  readonly demo: boolean;
}

type TodayServices = Pick<
  Services,
  'clock' | 'recorder' | 'settings' | 'store' | 'readOptions' | 'log' | 't' | 'vault'
> & {
  /** Tells when someone returns to the window, and when another one recorded something while someone is here. */
  readonly watch: Pick<JournalWatch, 'onDidFocus' | 'onDidChangeFocused' | 'isFocused'>;
  /** The storage folder. */
  readonly folder: string;
  /** Version of Daymark. */
  readonly version: string;
  /** Resolves when what this window recorded can be read from the disk. */
  readonly written: () => Promise<void>;
};

/**
 * The running total of today for the status bar: read once, then kept up from this window's facts as they are recorded, and from the
 * journals of the others. No timer runs while nothing is recorded, but the one that waits for the day's end.
 *
 * It is read from the copy that the worker left the last time, and the journals' lines since; if these don't suffice, as at the beginning
 * of a day, from the worker. A window that nobody looks at and that records nothing waits with that, such as most of those that VS Code
 * restores.
 */
export class TodayTotals implements Disposable {
  readonly #services: TodayServices;
  readonly #changed = new Emitter<TodayTotal>();
  readonly #recordsChanged = new Emitter<void>();
  readonly #held: Disposable;
  /** Fires when the total was computed again. */
  readonly onDidChange: Event<TodayTotal> = this.#changed.event;
  /** Fires when other windows may have changed records, such as the timer's; after `onDidChange`. */
  readonly onDidChangeRecords: Event<void> = this.#recordsChanged.event;
  /** The last total; undefined until it was read for the first time. */
  current: TodayTotal | undefined;
  #live: LiveToday | undefined;
  /** Recorded while today is being read: it may or may not be in the answer, and adding it again changes nothing. */
  #early: Fact[] | undefined;
  #isStale = false;
  #update: (Disposable & { readonly at: number }) | undefined;
  #rollover: Disposable | undefined;
  #waiting: Disposable | undefined;
  #reread: Disposable | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #others: Disposable | undefined;

  constructor(services: TodayServices) {
    this.#services = services;
    this.#held = disposeAll(
      services.recorder.onDidRecord((fact) => this.#add(fact)),
      services.recorder.onDidGrow((span) => this.#grow(span)),
      services.settings.onDidChange(() => this.#schedule()),
      services.watch.onDidChangeFocused(() => this.#readOthers()),
    );
    this.#later(firstReadMs, () => this.#readFirst());
  }

  /** Returns true if it is sure that no timer or focus session is running, or that there is no goal. */
  isIdle(what: keyof LiveToday['idle']): boolean {
    return this.#live?.idle[what] === true;
  }

  #readFirst(): void {
    this.#update = undefined;
    const { recorder, watch } = this.#services;
    if (watch.isFocused) return void this.read();
    this.#waiting = disposeAll(
      watch.onDidFocus(() => this.#endWait()),
      recorder.onDidRecord((fact) => fact.type !== 'state' && this.#endWait()),
      recorder.onDidGrow(() => this.#endWait()),
    );
  }

  #endWait(): void {
    this.#waiting?.dispose();
    this.#waiting = undefined;
    if (!this.#live) void this.read();
  }

  /** Reads today again, including what other windows recorded. */
  async read(): Promise<void> {
    this.#isStale = true;
    if (this.#early) return;
    while (this.#isStale) {
      this.#isStale = false;
      await this.#readOnce();
    }
  }

  #readOthers(): void {
    const { clock } = this.#services;
    const wait = this.#readAt + othersEveryMs - clock.monotonic();
    if (wait <= 0) return void this.read();
    this.#others ??= clock.after(wait, () => {
      this.#others = undefined;
      void this.read();
    });
  }

  async #readOnce(): Promise<void> {
    this.#early = [];
    this.#readAt = this.#services.clock.monotonic();
    const isFirst = !this.#live;
    let result: CatchUpResult = 'unknown';
    try {
      await this.#services.written();
      result = await this.#catchUp();
      if (result === 'unknown') this.#live = await this.#fromStore();
      for (const fact of this.#early) this.#apply(fact);
      this.#watchMidnight();
      await this.#updateTotal();
    } catch (error) {
      this.#services.log.warn(`today's total could not be read: ${errorCode(error)}`);
    } finally {
      this.#early = undefined;
      if (result !== 'observed' && !isFirst) this.#recordsChanged.fire();
    }
  }

  /** Takes in what the journals hold: since the last time, or after the copy that some window's worker left. */
  async #catchUp(): Promise<CatchUpResult> {
    const { readOptions, version } = this.#services;
    const day = presentDay(readOptions());
    const result = this.#live?.day === day ? await this.#live.catchUp() : 'unknown';
    if (result !== 'unknown') return result;
    const { openLiveToday } = await import('./liveToday.ts');
    const opened = await openLiveToday({ version, day }, await this.#place());
    if (!opened) return 'unknown';
    const isFirst = !this.#live;
    this.#live = opened;
    return isFirst ? 'observed' : 'records';
  }

  async #fromStore(): Promise<LiveToday> {
    const { readOptions, store, version } = this.#services;
    const options = readOptions();
    const stored = await store('today', { options, version });
    const { LiveToday: Live } = await import('./liveToday.ts');
    return new Live(presentDay(options), stored, await this.#place());
  }

  async #place() {
    const { folder, vault } = this.#services;
    return { folder, sealer: (await vault).vault };
  }

  dispose(): void {
    this.#held.dispose();
    this.#update?.dispose();
    this.#waiting?.dispose();
    this.#rollover?.dispose();
    this.#reread?.dispose();
    this.#others?.dispose();
    this.#changed.dispose();
    this.#recordsChanged.dispose();
  }

  #add(fact: Fact): void {
    // The worker computes GitHub data, and a sync records its state last.
    if (fact.type === 'document' && fact.collection === 'github') return this.#readLater();
    this.#take(fact);
    this.#schedule();
  }

  #grow(span: SpanFact): void {
    this.#take(span);
    // What waits already comes with the next minute at the latest.
    if (!this.#update) this.#schedule(this.#untilNextMinute());
  }

  #take(fact: Fact): void {
    this.#early?.push(fact);
    this.#apply(fact);
  }

  #apply(fact: Fact): void {
    if (fact.type === 'record') this.#live?.forgetIdle(fact.collection);
    this.#live?.facts.apply(fact);
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
    if (this.#live) this.#later(waitMs, () => this.#updateSafely());
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

  #updateSafely(): void {
    this.#updateTotal().catch((error: unknown) => this.#services.log.warn(`today's total failed: ${errorCode(error)}`));
  }

  async #updateTotal(): Promise<void> {
    this.#update?.dispose();
    this.#update = undefined;
    const live = this.#live;
    if (!live) return;
    const { now, offset, rules, goals } = this.#services.readOptions();
    const context: Context = { now, offset, rules, goals, t: this.#services.t };
    if (presentDay(context) !== live.day) return void this.read();
    if (live.facts.size > factsAtOnce) {
      const steps = live.facts.prepare(context);
      while (!steps.next().done) await nextTurn();
      if (this.#live !== live) return;
    }
    this.current = { today: live.facts.today(context), score: live.facts.score(context), demo: live.demo };
    this.#changed.fire(this.current);
  }

  #watchMidnight(): void {
    const { now, offset, rules } = this.#services.readOptions();
    this.#rollover?.dispose();
    const wait = endOfDay(now, offset, rules.dayStartsAt) - now + 1000;
    this.#rollover = this.#services.clock.after(wait, () => void this.read());
  }
}
