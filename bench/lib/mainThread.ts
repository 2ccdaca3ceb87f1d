import type { Browser } from 'playwright-core';
import { say } from '../../scripts/lib/progress.mjs';
import { openAnswering } from './editorRuns.ts';
import type { Stand, StandWindow } from './stand.ts';
import { type Samples, summarize } from './stats.ts';

/** Time for which to watch, in seconds. */
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
  /** CPU time of the whole main thread in that hour without a profiler, in windows that worked at the same time. */
  readonly cpuMs: { readonly daymark: number; readonly empty: number };
  readonly fsyncsPerHourDashboard: number;
  /** With the dashboard closed and the editor idle. */
  readonly wakeUpsPerMinute: number;
}

const edits = 4000;
/** Work before the work that is watched, s: what runs for the first time takes several times as long, and a person works for hours. */
const warmUp = 60;
const repeats = 3;
/** Stretches of work that are watched and added up: Daymark's share is so small that one of half a minute has some five samples with it. */
const stretches = 5;
const hour = 3600;

/** Watches Daymark in one window while someone types, works, rests, and works with a visible dashboard. */
export async function watchMainThread(
  browser: Browser,
  stands: Readonly<Record<'daymark' | 'empty', Stand>>,
  extent: WatchExtent,
): Promise<MainThread> {
  const emptyMs = await busyWithEmpty(browser, stands.empty, extent);
  const cpuMs = await cpuBeside(browser, stands, extent);
  const { window } = await openAnswering(browser, stands.daymark);
  const { ask } = window;
  try {
    await ask('settled', {});
    say('typing, working, resting');
    const editUs = await watchEdits(window);
    const work = await watchWork(window, extent.work);
    // Timers set in the meantime count when they fire in the following rest.
    await ask('rest', { seconds: extent.before });
    const rest = await ask('rest', { seconds: extent.rest });
    await ask('showDashboard', {});
    const shown = await watchWork(window, extent.work);
    return {
      editUs,
      hourMs: work.mainMs,
      hourMsDashboard: shown.mainMs,
      busyMs: { daymark: work.busyMs, dashboard: shown.busyMs, empty: emptyMs },
      cpuMs,
      fsyncsPerHourDashboard: shown.fsyncs,
      wakeUpsPerMinute: (rest.wakeUps * 60) / extent.rest,
    };
  } finally {
    await window.close();
  }
}

/** Another extension's work on the main thread, as for Daymark. */
export type PeerOnMain = Pick<MainThread, 'editUs' | 'hourMs'>;

/** Watches another extension in one window while someone types and works. */
export async function watchPeer(browser: Browser, stand: Stand, extent: WatchExtent): Promise<PeerOnMain> {
  const { window } = await openAnswering(browser, stand);
  try {
    await window.ask('settled', {});
    const editUs = await watchEdits(window);
    return { editUs, hourMs: (await watchWork(window, extent.work)).mainMs };
  } finally {
    await window.close();
  }
}

/** @returns main-thread time of the extension for an edit, in µs */
async function watchEdits({ ask, file }: StandWindow): Promise<Samples> {
  const found: number[] = [];
  for (let i = 0; i < repeats; i++) found.push(await ask('editOnMain', { file, count: edits }));
  return summarize(found);
}

/** Works for a while, then watches. @returns what an hour of it would take, in ms of the main thread and as a number of fsyncs */
async function watchWork({ ask, file }: StandWindow, seconds: number) {
  await ask('work', { file, seconds: warmUp });
  const sum = { mainMs: 0, busyMs: 0, fsyncs: 0 };
  for (let i = 0; i < stretches; i++) {
    const { mainMs, busyMs, fsyncs } = await ask('work', { file, seconds });
    sum.mainMs += mainMs;
    sum.busyMs += busyMs;
    sum.fsyncs += fsyncs;
  }
  const perHour = hour / (stretches * seconds);
  return { mainMs: sum.mainMs * perHour, busyMs: sum.busyMs * perHour, fsyncs: sum.fsyncs * perHour };
}

/** The main thread's work in an hour of the same work, with the extension that does nothing: VS Code's own, and the profiler's. */
async function busyWithEmpty(browser: Browser, stand: Stand, extent: WatchExtent): Promise<number> {
  const { window } = await openAnswering(browser, stand);
  try {
    await window.ask('settled', {});
    return (await watchWork(window, extent.work)).busyMs;
  } finally {
    await window.close();
  }
}

/**
 * The CPU time of both main threads in an hour of the same work at the same moments: what an extension costs where none of its functions is on
 * the stack (waking up, VS Code's share) is in it, and some hundred ms of noise.
 */
async function cpuBeside(
  browser: Browser,
  stands: Readonly<Record<'daymark' | 'empty', Stand>>,
  extent: WatchExtent,
): Promise<MainThread['cpuMs']> {
  const { window: daymark } = await openAnswering(browser, stands.daymark);
  const { window: empty } = await openAnswering(browser, stands.empty);
  const inBoth = (seconds: number) =>
    Promise.all([daymark, empty].map(({ ask, file }) => ask('workCpu', { file, seconds })));
  try {
    say('working in two windows');
    await inBoth(warmUp);
    const sum = { daymark: 0, empty: 0 };
    const perHour = hour / (stretches * extent.work);
    for (let i = 0; i < stretches; i++) {
      const [ours = 0, others = 0] = await inBoth(extent.work);
      sum.daymark += ours * perHour;
      sum.empty += others * perHour;
    }
    return sum;
  } finally {
    await daymark.close();
    await empty.close();
  }
}
