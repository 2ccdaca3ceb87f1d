import type { SuiteEvent } from '../../scripts/lib/results.ts';

/** Requests of tests in an extension host to the runner outside, each a POST of JSON to the control endpoint. */
export interface ControlApi {
  /** The host that runs the tests reports its process id. */
  hello(params: { readonly pid: number }): void;
  /** Returns the next test file to run, by its name in the bundle; null if this window is done. */
  nextFile(params: Readonly<Record<string, never>>): string | null;
  /** A test ended, or the tests of a file. */
  event(params: SuiteEvent): void;
  /** Opens another window on the same server, with the extension; without a folder, on the test workspace. */
  openWindow(params: { readonly folder?: string | null }): { readonly id: number };
  reloadWindow(params: { readonly id: number }): void;
  closeWindow(params: { readonly id: number }): void;
  /** Runs a command in a window through its command palette. */
  runCommand(params: { readonly id: number; readonly title: string }): void;
  openFile(params: { readonly id: number; readonly name: string }): void;
  typeInEditor(params: { readonly id: number; readonly text: string }): void;
  /** Picks an entry of the quick input with this title, or of any, that is open or opens within a minute. */
  choose(params: { readonly id: number; readonly label: string; readonly title?: string | undefined }): void;
  /** Types into the input box with this title within a minute, and accepts; without a text, accepts its value. */
  enter(params: { readonly id: number; readonly title: string; readonly text?: string | undefined }): void;
  /** Clicks the first of these buttons that a dialog or a notification shows; null if none is shown. */
  answer(params: { readonly id: number; readonly buttons: readonly string[] }): string | null;
  /** Returns the texts of notifications, latest first. */
  notifications(params: { readonly id: number }): string[];
  press(params: { readonly id: number; readonly key: string }): void;
  /** Resolves once a window has drawn all its changes so far. */
  draw(params: { readonly id: number }): void;
  /** All text that a window shows now, its messages included; with `frames`, that of its webviews too. */
  text(params: { readonly id: number; readonly frames?: boolean | undefined }): string;
  /** Ends a process with SIGKILL, e.g. the extension host of another window, and waits until it is gone. */
  kill(params: { readonly pid: number }): void;
}

export type ControlMethod = keyof ControlApi;
export type ControlParams<M extends ControlMethod> = Parameters<ControlApi[M]>[0];
export type ControlResult<M extends ControlMethod> = ReturnType<ControlApi[M]>;

/** The runner's implementation of each call. */
export type ControlHandlers = {
  readonly [M in ControlMethod]?: (params: ControlParams<M>) => Promise<ControlResult<M>> | ControlResult<M>;
};

/** The runner's data for the tests, as JSON in the environment of the extension host. */
export interface TestSetup {
  /** The control endpoint's address. */
  readonly control: string;
  /** Folder of the workspace that is open, see makeWorkspace. */
  readonly workspace: string;
  /** The extension's global storage, shared by all windows. */
  readonly globalStorage: string;
  /** True if the runner can open other windows; a desktop VS Code started by test-electron can't. */
  readonly canOpenWindows: boolean;
  readonly grep?: string | undefined;
}

export const setupVariable = 'DAYMARK_TEST_SETUP';
