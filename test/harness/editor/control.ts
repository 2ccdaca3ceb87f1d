import {
  type ControlMethod,
  type ControlParams,
  type ControlResult,
  type TestSetup,
  setupVariable,
} from '../controlApi.ts';

/** What the runner prepared for this run: the workspace, the global storage. Only inside an extension host under test. */
export function testSetup(): TestSetup {
  const text = process.env[setupVariable];
  if (!text) throw new Error(`${setupVariable} is not set: this runs under "npm run test:editor" only`);
  return JSON.parse(text) as TestSetup;
}

/** Asks the runner for something. Rejects with what the runner says. */
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

/** Another window of the same VS Code, with the extension running in a process of its own. */
export interface OtherWindow {
  reload(): Promise<void>;
  close(): Promise<void>;
  /** Runs a command through the palette; the title with its category: "Daymark: Pause Tracking". */
  run(title: string): Promise<void>;
  openFile(name: string): Promise<void>;
  /** Types at the end of the active file. */
  type(text: string): Promise<void>;
  /** Picks an entry of the quick input that is open, or opens within a minute. */
  choose(label: string): Promise<void>;
  /** Clicks the first of these buttons that a dialog or a notification shows; null where none is shown. */
  answer(...buttons: string[]): Promise<string | null>;
  /** What notifications say, the latest first. */
  notifications(): Promise<string[]>;
  /** Presses a key by playwright's name, e.g. "Control+s". */
  press(key: string): Promise<void>;
  /** All text that it shows now, its messages included. */
  text(): Promise<string>;
}

/**
 * Opens another window.
 * @param folder the test workspace if left out, an empty window if null
 */
export async function openOtherWindow(folder?: string | null): Promise<OtherWindow> {
  const { id } = await callRunner('openWindow', folder === undefined ? {} : { folder });
  return windowCalls(id);
}

/** Keys for the window in which the tests run. A real key makes it active, which no command does. */
export const thisWindow: Pick<OtherWindow, 'press' | 'type' | 'text'> = windowCalls(0);

function windowCalls(id: number): OtherWindow {
  return {
    reload: () => callRunner('reloadWindow', { id }),
    close: () => callRunner('closeWindow', { id }),
    run: (title) => callRunner('runCommand', { id, title }),
    openFile: (name) => callRunner('openFile', { id, name }),
    type: (text) => callRunner('typeInEditor', { id, text }),
    choose: (label) => callRunner('choose', { id, label }),
    answer: (...buttons) => callRunner('answer', { id, buttons }),
    notifications: () => callRunner('notifications', { id }),
    press: (key) => callRunner('press', { id, key }),
    text: () => callRunner('text', { id }),
  };
}

/** Ends a process at once, as a crash would. */
export function killProcess(pid: number): Promise<void> {
  return callRunner('kill', { pid });
}

/** Skips a test, and says why, where the runner can't open windows (desktop VS Code). */
export function needWindows(context: Mocha.Context): void {
  if (testSetup().canOpenWindows) return;
  console.log(`skipped, since other windows can't be opened here: ${context.test?.fullTitle()}`);
  context.skip();
}
