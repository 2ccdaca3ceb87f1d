import type { SuiteEvent } from '../../scripts/lib/results.ts';

/** What tests inside an extension host may ask of the runner outside, each a POST of JSON to the control endpoint. */
export interface ControlApi {
  /** The host that runs the tests says which process it is. */
  hello(params: { readonly pid: number }): void;
  /** A test ended, or the whole run. */
  event(params: SuiteEvent): void;
  /** Opens another window on the same server, with the extension; without a folder, on the test workspace. */
  openWindow(params: { readonly folder?: string | null }): { readonly id: number };
  reloadWindow(params: { readonly id: number }): void;
  closeWindow(params: { readonly id: number }): void;
  /** Runs a command in a window through its command palette. */
  runCommand(params: { readonly id: number; readonly title: string }): void;
  openFile(params: { readonly id: number; readonly name: string }): void;
  typeInEditor(params: { readonly id: number; readonly text: string }): void;
  /** Picks an entry of the quick input that is open, or opens within a minute. */
  choose(params: { readonly id: number; readonly label: string }): void;
  /** Clicks the first of these buttons that a dialog or a notification shows; null where none is shown. */
  answer(params: { readonly id: number; readonly buttons: readonly string[] }): string | null;
  /** What notifications say, the latest first. */
  notifications(params: { readonly id: number }): string[];
  press(params: { readonly id: number; readonly key: string }): void;
  /** All text that a window shows now, its messages included. */
  text(params: { readonly id: number }): string;
  /** Ends a process with SIGKILL, e.g. the extension host of another window. */
  kill(params: { readonly pid: number }): void;
}

export type ControlMethod = keyof ControlApi;
export type ControlParams<M extends ControlMethod> = Parameters<ControlApi[M]>[0];
export type ControlResult<M extends ControlMethod> = ReturnType<ControlApi[M]>;

/** What the runner does for each call. */
export type ControlHandlers = {
  readonly [M in ControlMethod]?: (params: ControlParams<M>) => Promise<ControlResult<M>> | ControlResult<M>;
};

/** What the runner tells the tests, as JSON in the environment of the extension host. */
export interface TestSetup {
  /** The control endpoint's address. */
  readonly control: string;
  /** Folder of the workspace that is open, see makeWorkspace. */
  readonly workspace: string;
  /** The extension's global storage, shared by all windows. */
  readonly globalStorage: string;
  /** Whether the runner can open other windows; a desktop VS Code started by test-electron can't. */
  readonly canOpenWindows: boolean;
  readonly grep?: string | undefined;
}

export const setupVariable = 'DAYMARK_TEST_SETUP';
