import type { Browser } from 'playwright-core';
import { say } from '../../scripts/lib/progress.mjs';
import type { Stand } from './stand.ts';
import { type Samples, summarize } from './stats.ts';

/** How long is watched, in seconds. */
export interface WatchExtent {
  readonly work: number;
  /** After so long a rest nothing is left to do: the worker ends after a minute. */
  readonly before: number;
  readonly rest: number;
}

/** What Daymark itself does on the main thread of the extension host. */
export interface MainThread {
  readonly editUs: Samples;
  /** Of an hour of work, by the seconds that were watched; the same with the dashboard in sight. */
  readonly hourMs: number;
  readonly hourMsDashboard: number;
  readonly fsyncsPerHourDashboard: number;
  /** With the dashboard closed and the editor idle. */
  readonly wakeUpsPerMinute: number;
}

const edits = 2000;
const repeats = 3;
const hour = 3600;

/** Watches Daymark in one window while somebody types, works, rests, and works with the dashboard in sight. */
export async function watchMainThread(browser: Browser, stand: Stand, extent: WatchExtent): Promise<MainThread> {
  const window = await stand.open(browser);
  const { ask, file } = window;
  try {
    await ask('settled', {});
    say('typing, working, resting');
    const editUs: number[] = [];
    for (let i = 0; i < repeats; i++) editUs.push(await ask('editOnMain', { file, count: edits }));
    const work = await ask('work', { file, seconds: extent.work });
    // Timers that are set meanwhile count when they go off in the rest that follows.
    await ask('rest', { seconds: extent.before });
    const rest = await ask('rest', { seconds: extent.rest });
    await ask('showDashboard', {});
    const shown = await ask('work', { file, seconds: extent.work });
    const perHour = hour / extent.work;
    return {
      editUs: summarize(editUs),
      hourMs: work.mainMs * perHour,
      hourMsDashboard: shown.mainMs * perHour,
      fsyncsPerHourDashboard: shown.fsyncs * perHour,
      wakeUpsPerMinute: (rest.wakeUps * 60) / extent.rest,
    };
  } finally {
    await window.close();
  }
}
