import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { say } from '../../scripts/lib/progress.mjs';
import { globalStorageIn, startServer } from '../../scripts/lib/vscodeServer.ts';
import { uriPath } from '../../scripts/lib/windowUrl.ts';
import { type TestSetup, setupVariable } from './controlApi.ts';
import { startControl } from './controlServer.ts';
import { type EditorRun, followEditorRun } from './editorRun.ts';
import { changeSettings, quietSettings } from './userSettings.ts';
import { openWindow } from './window.ts';
import { windowHandlers } from './windows.ts';
import { makeWorkspace } from './workspace.ts';

/** What to run in the extension host. */
export interface Plan {
  /** Absolute path of what `bundleForEditor` made. */
  readonly bundle: string;
  /** Empty; the workspace and VS Code's data are put in it. */
  readonly folder: string;
  readonly grep?: string | undefined;
  /** Additional settings of VS Code. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions to install; a window takes only one from its address, and that is ours. */
  readonly extensions?: readonly string[];
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a bundle of tests inside the extension host of a real VS Code, which has the project itself as its extension. */
export async function runInWindow(plan: Plan): Promise<number> {
  const { bundle, folder, grep, settings = {}, extensions = [], env = {} } = plan;
  const workspace = path.join(folder, 'workspace');
  const dataFolder = path.join(folder, 'data');
  makeWorkspace(workspace);
  changeSettings(dataFolder, 'User', { ...quietSettings, ...settings });
  for (const extension of extensions)
    cpSync(extension, path.join(dataFolder, 'extensions', path.basename(extension)), { recursive: true });
  const run = followEditorRun();
  // The handlers that need the browser are added when it is there.
  const handlers = { ...run.handlers };
  const control = await startControl(handlers);
  const setup = {
    control: control.address,
    workspace,
    globalStorage: globalStorageIn(dataFolder),
    canOpenWindows: true,
  };
  const told = { ...env, [setupVariable]: JSON.stringify({ ...setup, grep } satisfies TestSetup) };
  const server = await startServer({ dataFolder, forTests: true, env: told });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${encodeURI(uriPath(file))}`;
    const payload = { extensionDevelopmentPath: remote(projectFolder) };
    const address = { port: server.port, folder: workspace, payload };
    Object.assign(handlers, windowHandlers(context, address));
    const tests = { ...payload, extensionTestsPath: remote(bundle) };
    const page = await openWindow(context, { ...address, payload: tests });
    return await ended(run, page);
  } finally {
    await browser.close();
    await server.stop();
    control.close();
  }
}

/** If the run itself fails, a picture of the window is kept. */
async function ended(run: EditorRun, page: Page): Promise<number> {
  try {
    return await run.ended;
  } catch (error) {
    const picture = path.join(projectFolder, 'out', 'test', 'editor', 'failure.png');
    await page.screenshot({ path: picture });
    say(`the window as it was: ${picture}`);
    throw error;
  }
}
