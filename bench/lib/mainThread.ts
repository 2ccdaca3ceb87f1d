import type { Browser } from 'playwright-core';
import { say } from '../../scripts/lib/progress.mjs';
import { openAnswering } from './editorRuns.ts';
import type { Stand } from './stand.ts';
import { type Samples, summarize } from './stats.ts';

/** How long to watch, in seconds. */
export interface WatchExtent {
  readonly work: number;
  /** After a rest of this length no work is left: the worker ends after a minute. */
  readonly before: number;
  readonly rest: number;
}

/** Daymark's own work on the extension host's main thread. */
export interface MainThread {
  readonly editUs: Samples;
  /** During an hour of work, by the observed seconds; the same with a visible dashboard. */
  readonly hourMs: number;
  readonly hourMsDashboard: number;
  /** Everything that the main thread did in that hour: with Daymark, with a visible dashboard, and with the empty extension. */
  readonly busyMs: { readonly daymark: number; readonly dashboard: number; readonly empty: number };
  readonly fsyncsPerHourDashboard: number;
  /** With the dashboard closed and the editor idle. */
  readonly wakeUpsPerMinute: number;
}

const edits = 4000;
/** Work before the work that is watched, s: what runs for the first time takes several times as long, and a person works for hours. */
const warmUp = 60;
const repeats = 3;
const hour = 3600;

/** Watches Daymark in one window while someone types, works, rests, and works with a visible dashboard. */
export async function watchMainThread(
  browser: Browser,
  stands: Readonly<Record<'daymark' | 'empty', Stand>>,
  extent: WatchExtent,
): Promise<MainThread> {
  const emptyMs = await busyWithEmpty(browser, stands.empty, extent);
  const { window } = await openAnswering(browser, stands.daymark);
  const { ask, file } = window;
  try {
    await ask('settled', {});
    say('typing, working, resting');
    const editUs: number[] = [];
    for (let i = 0; i < repeats; i++) editUs.push(await ask('editOnMain', { file, count: edits }));
    await ask('work', { file, seconds: warmUp });
    const work = await ask('work', { file, seconds: extent.work });
    // Timers set in the meantime count when they fire in the following rest.
    await ask('rest', { seconds: extent.before });
    const rest = await ask('rest', { seconds: extent.rest });
    await ask('showDashboard', {});
    await ask('work', { file, seconds: warmUp });
    const shown = await ask('work', { file, seconds: extent.work });
    const perHour = hour / extent.work;
    return {
      editUs: summarize(editUs),
      hourMs: work.mainMs * perHour,
      hourMsDashboard: shown.mainMs * perHour,
      busyMs: { daymark: work.busyMs * perHour, dashboard: shown.busyMs * perHour, empty: emptyMs },
      fsyncsPerHourDashboard: shown.fsyncs * perHour,
      wakeUpsPerMinute: (rest.wakeUps * 60) / extent.rest,
    };
  } finally {
    await window.close();
  }
}

/** The main thread's work in an hour of the same work, with the extension that does nothing: VS Code's own, and the profiler's. */
async function busyWithEmpty(browser: Browser, stand: Stand, extent: WatchExtent): Promise<number> {
  const { window } = await openAnswering(browser, stand);
  const { ask, file } = window;
  try {
    await ask('settled', {});
    await ask('work', { file, seconds: warmUp });
    const { busyMs } = await ask('work', { file, seconds: extent.work });
    return (busyMs * hour) / extent.work;
  } finally {
    await window.close();
  }
}
