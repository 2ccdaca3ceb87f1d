import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { FileQueue, triesOf } from '../../scripts/lib/fileQueue.ts';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { say } from '../../scripts/lib/progress.mjs';
import { globalStorageIn, startServer } from '../../scripts/lib/vscodeServer.ts';
import { uriPath } from '../../scripts/lib/windowUrl.ts';
import { type ControlHandlers, type TestSetup, setupVariable } from './controlApi.ts';
import { startControl } from './controlServer.ts';
import type { EditorBundle } from './editorBundle.ts';
import { followEditorRun } from './editorRun.ts';
import { suiteReport } from './reporter.ts';
import { describeScreens } from './screen.ts';
import { changeSettings, quietSettings } from './userSettings.ts';
import { openWindow } from './window.ts';
import { windowHandlers } from './windows.ts';
import { makeWorkspace } from './workspace.ts';

/** Tests to run in the extension host. */
export interface Plan {
  readonly bundle: EditorBundle;
  /** Empty; the workspaces and VS Code's data are put in it. */
  readonly folder: string;
  readonly grep?: string | undefined;
  /** Number of runs of a file with a failure, each time in a fresh VS Code; default: once. */
  readonly tries?: number;
  /** VS Codes among which the files are divided; default: 1. */
  readonly windows?: number;
  /** Additional settings of VS Code. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions to install; a window takes only one from its address, and that is ours. */
  readonly extensions?: readonly string[];
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a bundle of tests inside the extension host of a real VS Code, which has the project itself as its extension. After a failure, the
 * next file runs in a fresh VS Code.
 * @returns the number of failures
 */
export async function runInWindow(plan: Plan): Promise<number> {
  const { bundle, grep, tries = 1, windows = 1 } = plan;
  const queue = new FileQueue({ files: bundle.files, tries: triesOf(tries), report: suiteReport() });
  const openPlace = async (): Promise<boolean> => {
    const folder = mkdtempSync(path.join(plan.folder, 'vscode-'));
    try {
      return await runFiles({ ...plan, folder }, queue);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  await Promise.all(Array.from({ length: windows }, () => queue.drain(openPlace)));
  return queue.end(grep !== undefined);
}

/** Runs files in one VS Code. Returns whether it took any. */
async function runFiles(plan: Plan, queue: FileQueue): Promise<boolean> {
  const { bundle, folder, grep, settings = {}, extensions = [], env = {} } = plan;
  const workspace = path.join(folder, 'workspace');
  const dataFolder = path.join(folder, 'data');
  makeWorkspace(workspace);
  changeSettings(dataFolder, 'User', { ...quietSettings, ...settings });
  for (const extension of extensions)
    cpSync(extension, path.join(dataFolder, 'extensions', path.basename(extension)), { recursive: true });
  await using started = new AsyncDisposableStack();
  // The tests' handlers are added when there is a window.
  const handlers: ControlHandlers = {};
  const control = await startControl(handlers);
  started.defer(() => control.close());
  const setup = {
    control: control.address,
    workspace,
    globalStorage: globalStorageIn(dataFolder),
    canOpenWindows: true,
  };
  // Tests of AI tools must not find those of whoever runs them.
  const tools = { CLAUDE_CONFIG_DIR: path.join(folder, 'claude') };
  const told = { ...tools, ...env, [setupVariable]: JSON.stringify({ ...setup, grep } satisfies TestSetup) };
  const server = await startServer({ dataFolder, forTests: true, env: told });
  started.defer(() => server.stop());
  const browser = await launchChromium();
  started.defer(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await keepSecrets(context);
  const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${encodeURI(uriPath(file))}`;
  const payload = { extensionDevelopmentPath: remote(projectFolder) };
  const address = { port: server.port, folder: workspace, payload };
  const tests = { ...payload, extensionTestsPath: remote(bundle.file) };
  const run = followEditorRun({
    queue,
    onBroken: () => photograph(context),
    describe: () => describeScreens(context),
  });
  void server.ended.then(() => run.giveUp("VS Code's server ended"));
  browser.once('disconnected', () => run.giveUp('the browser ended'));
  context.once('page', (page) => page.once('crash', () => run.giveUp('the page of the window crashed')));
  Object.assign(handlers, run.handlers, windowHandlers(context, address));
  openWindow(context, { ...address, payload: tests }).catch((error: unknown) => run.giveUp(String(error)));
  return await run.ended;
}

/** Gives pages the half of a key that code-server has for their secrets: without it, secrets are lost with the page. */
async function keepSecrets(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const usual = globalThis.fetch;
    globalThis.fetch = async (input, init) =>
      typeof input === 'string' && input.endsWith('/mint-key') ? new Response(new Uint8Array(32)) : usual(input, init);
  });
}

/** Keeps a picture of the window in which the tests run. */
async function photograph(context: BrowserContext): Promise<void> {
  const picture = path.join(projectFolder, 'out', 'test', 'editor', 'failure.png');
  mkdirSync(path.dirname(picture), { recursive: true });
  await context.pages()[0]?.screenshot({ path: picture, timeout: 10_000 });
  say(`the window as it was: ${picture}`);
}
