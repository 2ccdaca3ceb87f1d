import type { Browser } from 'playwright-core';
import { say } from '../../scripts/lib/progress.mjs';
import type { ActivationTimes, Memory } from '../probe/protocol.ts';
import { type Stand, type StandWindow, type Subject, subjects } from './stand.ts';
import { type Samples, summarize } from './stats.ts';

/** The scope of the measurement. */
export interface Extent {
  /** Rounds in which each subject has a window to type in. */
  readonly rounds: number;
  /** Edits of each subject in a round, and in how many parts. */
  readonly edits: number;
  readonly parts: number;
  /** Rounds before them in which windows are only opened. */
  readonly activations: number;
}

/** The results of all of a subject's windows. */
export interface SubjectResults {
  readonly activationMs?: Samples;
  /** CPU time of the host in the 6 s after the activation. */
  readonly settledMs?: Samples;
  readonly loadMs?: Samples;
  readonly editCpuUs: Samples;
  /** Megabytes (10^6 bytes) of the extension host, before and after the edits. */
  readonly heapMb: Samples;
  readonly heapAfterMb: Samples;
  readonly rssMb: Samples;
  readonly rssAfterMb: Samples;
}

type BySubject<T> = Readonly<Record<Subject, T>>;
export type EditorResults = BySubject<SubjectResults>;

/** The results of one subject, in order. */
interface Seen {
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
export async function runEditors(browser: Browser, stands: BySubject<Stand>, extent: Extent): Promise<EditorResults> {
  const seen = bySubject(() => ({ activations: [], settledMs: [], cpuUs: [], before: [], after: [] }) as Seen);
  // The first window of a server finds cold caches and no data, and is not counted.
  for (const subject of subjects) {
    const { window } = await openAnswering(browser, stands[subject]);
    await window.ask('firstDay', {});
    await window.close();
  }
  for (let round = 0; round < extent.activations; round++) {
    for (const subject of rotated(['daymark', 'empty'] as const, round)) {
      const window = await openTimed(browser, stands[subject], seen[subject]);
      await window.close();
    }
  }
  for (let round = 0; round < extent.rounds; round++) {
    say(`${extent.edits} edits each, round ${round + 1} of ${extent.rounds}`);
    await typingRound({ browser, stands, seen, extent, round });
  }
  return bySubject((subject) => resultsOf(seen[subject]));
}

interface Round {
  readonly browser: Browser;
  readonly stands: BySubject<Stand>;
  readonly seen: BySubject<Seen>;
  readonly extent: Extent;
  readonly round: number;
}

async function typingRound({ browser, stands, seen, extent, round }: Round): Promise<void> {
  const windows = new Map<Subject, StandWindow>();
  try {
    for (const subject of rotated(subjects, round)) {
      windows.set(subject, await openTimed(browser, stands[subject], seen[subject]));
    }
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    for (const [subject, window] of windows) {
      const settledMs = await window.ask('settled', {});
      if (settledMs !== null) seen[subject].settledMs.push(settledMs);
    }
    for (const [subject, window] of windows) seen[subject].before.push(await window.ask('memory', {}));
    for (const window of windows.values()) await window.ask('edit', { file: window.file, count: warmUp, afterMs: 0 });
    await typeInTurn(windows, seen, extent);
    for (const [subject, window] of windows) seen[subject].after.push(await window.ask('memory', {}));
  } finally {
    for (const window of windows.values()) await window.close();
  }
}

/** How often a window is opened again whose extension host doesn't answer, or in which the extension came before the probe. */
const attempts = 3;

async function openTimed(browser: Browser, stand: Stand, seen: Seen): Promise<StandWindow> {
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

/** While one waits for its deferred work, the next one types: CPU time is counted separately for each process. */
async function typeInTurn(windows: Map<Subject, StandWindow>, seen: BySubject<Seen>, extent: Extent): Promise<void> {
  const count = Math.round(extent.edits / extent.parts);
  const pending = new Map<Subject, Promise<void>>();
  for (let part = 0; part < extent.parts; part++) {
    for (const subject of rotated(subjects, part)) {
      await pending.get(subject);
      const window = windows.get(subject) as StandWindow;
      const typed = window.typed();
      const measured = window.ask('edit', { file: window.file, count, afterMs });
      pending.set(
        subject,
        measured.then(({ cpuUs }) => void seen[subject].cpuUs.push(cpuUs)),
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

function bySubject<T>(make: (subject: Subject) => T): BySubject<T> {
  return { daymark: make('daymark'), empty: make('empty'), none: make('none') };
}

function resultsOf({ activations, settledMs, cpuUs, before, after }: Seen): SubjectResults {
  const megabytes = (memories: readonly Memory[], key: keyof Memory) =>
    summarize(memories.map((one) => one[key] / 1e6));
  return {
    ...(activations.length > 0 && {
      activationMs: summarize(activations.map(({ loadMs, activateMs }) => loadMs + activateMs)),
      loadMs: summarize(activations.map(({ loadMs }) => loadMs)),
    }),
    ...(settledMs.length > 0 && { settledMs: summarize(settledMs) }),
    editCpuUs: summarize(cpuUs),
    heapMb: megabytes(before, 'heap'),
    heapAfterMb: megabytes(after, 'heap'),
    rssMb: megabytes(before, 'rss'),
    rssAfterMb: megabytes(after, 'rss'),
  };
}
