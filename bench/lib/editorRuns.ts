import type { Browser } from 'playwright-core';
import { say } from '../../scripts/lib/progress.mjs';
import type { ActivationTimes, Memory } from '../probe/protocol.ts';
import type { Stand, StandWindow } from './stand.ts';
import { type Samples, summarize } from './stats.ts';

/** The scope of the measurement. */
export interface Extent {
  /** Rounds in which each subject has a window to type in. */
  readonly rounds: number;
  /** Edits of each subject in a round, and in how many parts. */
  readonly edits: number;
  readonly parts: number;
  /** Rounds before them in which windows are only opened, and left to settle. */
  readonly activations: number;
}

/** The results of all of a subject's windows. */
export interface SubjectResults {
  readonly activationMs?: Samples;
  /** CPU time of the host in the 6 s after the activation. */
  readonly settledMs?: Samples;
  readonly loadMs?: Samples;
  /** CPU time of the main thread in the activation. */
  readonly activationCpuMs?: Samples;
  readonly editCpuUs: Samples;
  /** Megabytes (10^6 bytes) of the extension host, before and after the edits. */
  readonly heapMb: Samples;
  readonly heapAfterMb: Samples;
  readonly rssMb: Samples;
  readonly rssAfterMb: Samples;
}

/** By the names of the subjects. */
export type BySubject<T> = ReadonlyMap<string, T>;

/** The results of one subject, in order. */
interface SubjectRuns {
  readonly activations: ActivationTimes[];
  readonly settledMs: number[];
  readonly cpuUs: number[];
  readonly before: Memory[];
  readonly after: Memory[];
}

/** The status bar's total is read 4 s after the start: the memory is looked at after that. */
const settleMs = 7000;
/** The slowest of what an edit puts off is the status bar, 3 s. */
const afterMs = 3300;
const warmUp = 500;

/**
 * Opens windows of all subjects in turn and types in them part by part in turn, each time beginning with another subject, so that a
 * slow minute of the machine hits all alike.
 */
export async function runEditors(
  browser: Browser,
  stands: BySubject<Stand>,
  extent: Extent,
): Promise<BySubject<SubjectResults>> {
  const measured = Array.from(stands, ([name, stand]): MeasuredSubject => ({ name, stand, seen: nothingSeen() }));
  // The first window of a server finds cold caches and no data, and is not counted.
  for (const { stand } of measured) {
    const { window } = await openAnswering(browser, stand);
    await window.ask('firstDay', {});
    await window.close();
  }
  const activated = measured.filter(({ name }) => name !== 'none');
  for (let round = 0; round < extent.activations; round++) {
    for (const subject of rotated(activated, round)) {
      const window = await openTimed(browser, subject);
      await noteSettled(window, subject.seen);
      await window.close();
    }
  }
  for (let round = 0; round < extent.rounds; round++) {
    say(`${extent.edits} edits each, round ${round + 1} of ${extent.rounds}`);
    await typingRound({ browser, subjects: rotated(measured, round), extent });
  }
  return new Map(measured.map(({ name, seen }) => [name, resultsOf(seen)]));
}

/** A subject that is being measured. */
interface MeasuredSubject {
  readonly name: string;
  readonly stand: Stand;
  readonly seen: SubjectRuns;
}

interface Round {
  readonly browser: Browser;
  /** In the order in which their windows are opened. */
  readonly subjects: readonly MeasuredSubject[];
  readonly extent: Extent;
}

async function typingRound({ browser, subjects, extent }: Round): Promise<void> {
  const windows: TypingWindow[] = [];
  try {
    for (const subject of subjects) windows.push({ seen: subject.seen, window: await openTimed(browser, subject) });
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    for (const { seen, window } of windows) await noteSettled(window, seen);
    for (const { seen, window } of windows) seen.before.push(await window.ask('memory', {}));
    for (const { window } of windows) await window.ask('edit', { file: window.file, count: warmUp, afterMs: 0 });
    await typeInTurn(windows, extent);
    for (const { seen, window } of windows) seen.after.push(await window.ask('memory', {}));
  } finally {
    for (const { window } of windows) await window.close();
  }
}

/** Waits until the window has settled. A single one says little: VS Code's own share differs by 200 ms. */
async function noteSettled({ ask }: StandWindow, { settledMs }: SubjectRuns): Promise<void> {
  const ms = await ask('settled', {});
  if (ms !== null) settledMs.push(ms);
}

/** Number of times that a window is opened again whose extension host doesn't answer, or in which the extension came before the probe. */
const attempts = 3;

async function openTimed(browser: Browser, { stand, seen }: MeasuredSubject): Promise<StandWindow> {
  const { window, times } = await openAnswering(browser, stand);
  if (times) seen.activations.push(times);
  return window;
}

/** Opens a window and waits for the activation in it. @param on another folder, or a `.code-workspace` file */
export async function openAnswering(browser: Browser, stand: Stand, on?: string) {
  for (let left = attempts - 1; ; left--) {
    const window = await stand.open(browser, on);
    try {
      return { window, times: await window.ask('activation', {}) };
    } catch (error) {
      await window.close();
      if (left === 0) throw error;
      say(`a window is opened again: ${String(error)}`);
    }
  }
}

/** A subject's window in which characters are typed. */
interface TypingWindow {
  readonly window: StandWindow;
  readonly seen: SubjectRuns;
}

/** While one waits for its deferred work, the next one types: CPU time is counted separately for each process. */
async function typeInTurn(windows: readonly TypingWindow[], extent: Extent): Promise<void> {
  const count = Math.round(extent.edits / extent.parts);
  const pending = new Map<StandWindow, Promise<void>>();
  for (let part = 0; part < extent.parts; part++) {
    for (const { seen, window } of rotated(windows, part)) {
      await pending.get(window);
      const typed = window.typed();
      const measured = window.ask('edit', { file: window.file, count, afterMs });
      pending.set(
        window,
        measured.then(({ cpuUs }) => void seen.cpuUs.push(cpuUs)),
      );
      await Promise.race([typed, measured]);
    }
  }
  await Promise.all(pending.values());
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}

function nothingSeen(): SubjectRuns {
  return { activations: [], settledMs: [], cpuUs: [], before: [], after: [] };
}

function resultsOf({ activations, settledMs, cpuUs, before, after }: SubjectRuns): SubjectResults {
  const megabytes = (memories: readonly Memory[], key: keyof Memory) =>
    summarize(memories.map((one) => one[key] / 1e6));
  return {
    ...(activations.length > 0 && {
      activationMs: summarize(activations.map(({ loadMs, activateMs }) => loadMs + activateMs)),
      loadMs: summarize(activations.map(({ loadMs }) => loadMs)),
      activationCpuMs: summarize(activations.map(({ cpuMs }) => cpuMs)),
    }),
    ...(settledMs.length > 0 && { settledMs: summarize(settledMs) }),
    editCpuUs: summarize(cpuUs),
    heapMb: megabytes(before, 'heap'),
    heapAfterMb: megabytes(after, 'heap'),
    rssMb: megabytes(before, 'rss'),
    rssAfterMb: megabytes(after, 'rss'),
  };
}
