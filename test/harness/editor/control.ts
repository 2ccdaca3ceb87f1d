import {
  type ControlMethod,
  type ControlParams,
  type ControlResult,
  type TestSetup,
  setupVariable,
} from '../controlApi.ts';

/** The runner's setup of this run: the workspace, the global storage. Only within an extension host under test. */
export function testSetup(): TestSetup {
  const text = process.env[setupVariable];
  if (!text) throw new Error(`${setupVariable} is not set: this runs under "npm run test:editor" only`);
  return JSON.parse(text) as TestSetup;
}

/** Sends a request to the runner. Rejects with the runner's error. */
export async function callRunner<M extends ControlMethod>(
  method: M,
  params: ControlParams<M>,
): Promise<ControlResult<M>> {
  const body = JSON.stringify(params);
  const response = await fetch(`${testSetup().control}/${method}`, { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method}: ${text}`);
  return JSON.parse(text) as ControlResult<M>;
}

/** Another window of the same VS Code, with the extension in a separate process. */
export interface OtherWindow {
  reload(): Promise<void>;
  close(): Promise<void>;
  /** Runs a command through the palette; the title with its category: "Daymark: Pause Tracking". */
  run(title: string): Promise<void>;
  openFile(name: string): Promise<void>;
  /** Types at the end of the active file. */
  type(text: string): Promise<void>;
  /** Picks an entry of the quick input with this title, or of any, that is open or opens within a minute. */
  choose(label: string, title?: string): Promise<void>;
  /** Types into the input box with this title within a minute, and accepts; without a text, accepts its value. */
  enter(title: string, text?: string): Promise<void>;
  /** Clicks the first of these buttons that a dialog or a notification shows; null if none is shown. */
  answer(...buttons: string[]): Promise<string | null>;
  /** Returns the texts of notifications, latest first. */
  notifications(): Promise<string[]>;
  /** Presses a key by playwright's name, e.g. "Control+s". */
  press(key: string): Promise<void>;
  /** Resolves once it has drawn all its changes so far. */
  draw(): Promise<void>;
  /** All text that it shows now, its messages included; with `frames`, that of its webviews too. */
  text(frames?: boolean): Promise<string>;
}

/**
 * Opens another window.
 * @param folder the test workspace if left out, an empty window if null
 */
export async function openOtherWindow(folder?: string | null): Promise<OtherWindow> {
  const { id } = await callRunner('openWindow', folder === undefined ? {} : { folder });
  return windowCalls(id);
}

/** The hands and eyes of a person at the window in which the tests run. A real key makes it active, which no command does. */
export const thisWindow: Omit<OtherWindow, 'reload' | 'close'> = windowCalls(0);

function windowCalls(id: number): OtherWindow {
  return {
    reload: () => callRunner('reloadWindow', { id }),
    close: () => callRunner('closeWindow', { id }),
    run: (title) => callRunner('runCommand', { id, title }),
    openFile: (name) => callRunner('openFile', { id, name }),
    type: (text) => callRunner('typeInEditor', { id, text }),
    choose: (label, title) => callRunner('choose', { id, label, title }),
    enter: (title, text) => callRunner('enter', { id, title, text }),
    answer: (...buttons) => callRunner('answer', { id, buttons }),
    notifications: () => callRunner('notifications', { id }),
    press: (key) => callRunner('press', { id, key }),
    draw: () => callRunner('draw', { id }),
    text: (frames) => callRunner('text', { id, frames }),
  };
}

/** Kills a process, like a crash, and resolves once it is gone. */
export function killProcess(pid: number): Promise<void> {
  return callRunner('kill', { pid });
}

/** Skips a test with a reason if the runner can't open windows (desktop VS Code). */
export function needWindows(context: Mocha.Context): void {
  if (testSetup().canOpenWindows) return;
  console.log(`skipped, since other windows can't be opened here: ${context.test?.fullTitle()}`);
  context.skip();
}
