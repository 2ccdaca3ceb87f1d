/** What the bench tells the probe, as JSON in the environment of the extension host. */
export interface ProbeSetup {
  /** Address of the bench's control endpoint. */
  readonly control: string;
  /** Id of the extension to be measured; null for none. */
  readonly target: string | null;
}

export const setupVariable = 'DAYMARK_BENCH_SETUP';

/** How long an extension took to be activated, ms. */
export interface ActivationTimes {
  /** From the request of its main module until that was loaded, with everything it loads. */
  readonly loadMs: number;
  /** From the call of `activate` until its result was there. */
  readonly activateMs: number;
}

/** What an extension does in a stretch of work, or while the editor is idle. */
export interface Stretch {
  /** Main-thread time of the extension, ms. */
  readonly mainMs: number;
  /** Timers of the extension that went off. */
  readonly wakeUps: number;
  /** Calls of the main thread that wait for the disk. */
  readonly fsyncs: number;
}

/** Memory of the extension host after a garbage collection, bytes. */
export interface Memory {
  readonly heap: number;
  readonly rss: number;
}

/** What the bench may ask of the probe, one at a time. */
export interface ProbeCommands {
  /** The activation, once it has been; null without a target. */
  activation(params: object): ActivationTimes | null;
  /** CPU time of the whole extension host in the 6 s after the activation, ms, once they are over; null without a target. */
  settled(params: object): number | null;
  memory(params: object): Memory;
  /** Main-thread time of the extension for an edit, µs, when some characters are typed as `edit` types them. */
  editOnMain(params: { readonly file: string; readonly count: number }): number;
  /** A person's pace for so many seconds: typing, moving about, saving. */
  work(params: { readonly file: string; readonly seconds: number }): Stretch;
  /** Nobody does anything for so many seconds. */
  rest(params: { readonly seconds: number }): Stretch;
  /** Shows the dashboard, and gives it some seconds to be read. */
  showDashboard(params: object): void;
  /** Types some characters at the end of a file. The answer comes `afterMs` after the last of them, so that what is put off counts too. */
  edit(params: { readonly file: string; readonly count: number; readonly afterMs: number }): {
    /** CPU time of the whole extension host for one edit, µs. */
    readonly cpuUs: number;
  };
}

export type ProbeCommand = {
  [C in keyof ProbeCommands]: { readonly name: C; readonly params: Parameters<ProbeCommands[C]>[0] };
}[keyof ProbeCommands];

/** Calls of the probe, each a POST of JSON. */
export interface ProbeApi {
  /** Answered when there is something to do; null when the window is closed. */
  next(params: object): ProbeCommand | null;
  /** The characters of an edit are typed; its result is to come. */
  typed(params: object): void;
  done(params: { readonly result: unknown } | { readonly error: string }): void;
}
