import type { OwnWork } from './mainThread.ts';

/** The bench's options for the probe, as JSON in the extension host's environment. */
export interface ProbeSetup {
  /** Address of the bench's control endpoint. */
  readonly control: string;
  /** Id of the extension to be measured; null for none. */
  readonly target: string | null;
  /** An existing folder for the CPU profiles that are taken, to be opened in DevTools; default: they are thrown away. */
  readonly profiles?: string;
}

export const setupVariable = 'DAYMARK_BENCH_SETUP';

/** Time that an extension took to activate, in ms. */
export interface ActivationTimes {
  /** From the request of its main module until it was loaded, with all its imports. */
  readonly loadMs: number;
  /** From the call of `activate` until its result. */
  readonly activateMs: number;
  /** CPU time of the thread in both: without the turns that other processes had meanwhile. */
  readonly cpuMs: number;
}

/** Measurements of an extension during work, or while the editor is idle. */
export interface Stretch {
  /** Main-thread time of the extension, ms. */
  readonly mainMs: number;
  /** Time in which the main thread did anything, ms. */
  readonly busyMs: number;
  /** Timers of the extension that went off. */
  readonly wakeUps: number;
  /** Calls of the main thread that wait for the disk. */
  readonly fsyncs: number;
}

/** Something big that happens at once. */
export type StressAct = 'look' | 'diagnostics' | 'bigFile' | 'bulkReplace' | 'rebase' | 'work';

/** Memory of the extension host after a garbage collection, bytes. */
export interface Memory {
  readonly heap: number;
  readonly rss: number;
}

/** The commands for the probe, one at a time. */
export interface ProbeCommands {
  /** The activation, once it has been; null without a target. */
  activation(params: object): ActivationTimes | null;
  /** CPU time of the whole extension host in the 6 s after the activation, ms, once they are over; null without a target. */
  settled(params: object): number | null;
  /** Leaves what a first day leaves: a data file, and the code that V8 compiled. */
  firstDay(params: object): void;
  memory(params: object): Memory;
  /** Main-thread time of the extension for an edit, µs, when some characters are typed as `edit` types them. */
  editOnMain(params: { readonly file: string; readonly count: number }): number;
  /** A person's pace for a number of seconds: typing, moving around, saving. */
  work(params: { readonly file: string; readonly seconds: number }): Stretch;
  /** The same; CPU time of the whole main thread, without a profiler, ms. */
  workCpu(params: { readonly file: string; readonly seconds: number }): number;
  /** No activity for a number of seconds. */
  rest(params: { readonly seconds: number }): Stretch;
  /** Does something big, and watches the main thread until some seconds after it. */
  stress(params: { readonly act: StressAct; readonly file: string }): OwnWork;
  /** Shows the dashboard, and gives it some seconds to be read. */
  showDashboard(params: object): void;
  /** Types characters at the end of a file. The answer comes `afterMs` after the last one, so that deferred work counts too. */
  edit(params: { readonly file: string; readonly count: number; readonly afterMs: number }): {
    /** CPU time of the whole extension host for one edit, µs. */
    readonly cpuUs: number;
  };
}

export type ProbeCommand = {
  [C in keyof ProbeCommands]: { readonly name: C; readonly params: Parameters<ProbeCommands[C]>[0] };
}[keyof ProbeCommands];

/** Calls of the probe, each a POST of JSON. `host` tells one extension host from another. */
export interface ProbeApi {
  /** Resolves when there is something to do; null when the window is closed. */
  next(params: { readonly host: string }): ProbeCommand | null;
  /** The characters of an edit are typed; its result is to come. */
  typed(params: object): void;
  done(params: { readonly host: string } & ({ readonly result: unknown } | { readonly error: string })): void;
}
