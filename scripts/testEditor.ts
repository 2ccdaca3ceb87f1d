import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { build } from '../build.ts';
import { type TestSetup, setupVariable } from '../test/harness/controlApi.ts';
import { startControl } from '../test/harness/controlServer.ts';
import { bundleEditorTests } from '../test/harness/editorBundle.ts';
import { type EditorRun, followEditorRun } from '../test/harness/editorRun.ts';
import { changeSettings, quietSettings } from '../test/harness/userSettings.ts';
import { openWindow } from '../test/harness/window.ts';
import { windowHandlers } from '../test/harness/windows.ts';
import { makeWorkspace } from '../test/harness/workspace.ts';
import { launchChromium } from './lib/chromium.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure, say } from './lib/progress.mjs';
import { suiteArguments } from './lib/suiteArguments.ts';
import { builtVariable, endWithParent } from './lib/suiteStep.ts';
import { globalStorageIn, startServer } from './lib/vscodeServer.ts';
import { uriPath } from './lib/windowUrl.ts';

exitOnFailure(main());

/** Runs test/editor inside the extension host of a real VS Code, which has the project itself as its extension. */
async function main(): Promise<void> {
  endWithParent();
  const { grep, files } = suiteArguments();
  if (!process.env[builtVariable]) await build();
  const bundle = await bundleEditorTests(files);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-editor-'));
  try {
    const failures = await runTests({ bundle, folder, grep });
    process.exitCode = failures > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit();
}

interface Plan {
  readonly bundle: string;
  readonly folder: string;
  readonly grep: string | undefined;
}

async function runTests({ bundle, folder, grep }: Plan): Promise<number> {
  const workspace = path.join(folder, 'workspace');
  const dataFolder = path.join(folder, 'data');
  makeWorkspace(workspace);
  changeSettings(dataFolder, 'User', quietSettings);
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
  const env = { [setupVariable]: JSON.stringify({ ...setup, grep } satisfies TestSetup) };
  const server = await startServer({ dataFolder, forTests: true, env });
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

/** When the run as such fails, what the window showed is kept. */
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
