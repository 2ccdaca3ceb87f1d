import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { say } from '../../scripts/lib/progress.mjs';
import { globalStorageIn, installExtension, startServer } from '../../scripts/lib/vscodeServer.ts';
import { vsixFile } from '../../scripts/lib/vsix.ts';
import { uriPath } from '../../scripts/lib/windowUrl.ts';
import { type Problem, collectProblems } from './problems.ts';
import { changeSettings, quietSettings } from './userSettings.ts';
import {
  type ViewPlace,
  choose,
  openActivity,
  openFile,
  openWindow,
  runCommand,
  setSideBarWidth,
  typeInEditor,
  waitForWorkbench,
  webviewFrame,
} from './window.ts';
import { makeWorkspace } from './workspace.ts';

/** One VS Code with the packaged extension, shared by all ui tests of a run. */
export interface Workbench {
  /** The project that windows are opened on, see makeWorkspace. */
  readonly workspace: string;
  /** The extension's global storage. */
  readonly globalStorage: string;
  /** Opens a separate window for a test; close it at the end. */
  openWindow(options?: WindowOptions): Promise<WorkbenchWindow>;
  /**
   * Changes settings for all windows, also those that are open. For settings of scope window, resource and
   * machine-overridable, as an extension's usually are.
   */
  changeSettings(changes: Readonly<Record<string, unknown>>): void;
}

export interface WindowOptions {
  /** In CSS pixels; default: 1280 by 800. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Another folder than the workspace; null opens an empty window. */
  readonly folder?: string | null;
  /** The folder of an additional extension under development for this window. */
  readonly extension?: string;
}

/** The color themes that a view must look good in: their name in the picker, and the class that the workbench gets. */
export const themes = {
  dark: { label: 'Dark Modern', className: 'vs-dark' },
  light: { label: 'Light Modern', className: 'vs' },
  highContrast: { label: 'Dark High Contrast', className: 'hc-black' },
  highContrastLight: { label: 'Light High Contrast', className: 'hc-light' },
} as const;

/** A VS Code window in a browser. */
export interface WorkbenchWindow {
  /** For everything without a helper here. */
  readonly page: Page;
  /** Errors in our webviews of this window so far: console errors, uncaught errors, CSP violations. */
  problems(): string[];
  /** Runs a command through the palette, by its title with category: "Daymark: Log Activity". */
  run(title: string): Promise<void>;
  /** Shows our view in the side bar and returns its frame. */
  openView(): Promise<Frame>;
  /** The frame of our webview that is shown in a side bar or in an editor tab. */
  frame(place?: ViewPlace): Promise<Frame>;
  openFile(name: string): Promise<void>;
  /** Types at the end of the active file. */
  type(text: string): Promise<void>;
  reload(): Promise<void>;
  /** Picks a color theme, for all windows, and waits until this one shows it. */
  setTheme(theme: keyof typeof themes): Promise<void>;
  setSideBarWidth(width: number): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** Saves out/screenshots/NAME.png and returns its path. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

let started: Promise<Workbench & { stop(): Promise<void> }> | undefined;

/** The workbench of this run, started at the first call. */
export function sharedWorkbench(): Promise<Workbench> {
  started ??= startWorkbench();
  return started;
}

/** Stops what sharedWorkbench started, if it did. */
export async function stopWorkbench(): Promise<void> {
  await (await started)?.stop();
  started = undefined;
}

/** A page that takes the focus late, as on a busy machine, would close the list that a command has just opened. */
const keptLists = { 'workbench.quickOpen.closeOnFocusLost': false };

/**
 * Starts a VS Code with the packaged extension.
 * @param prepare fills the extension's global storage before the server starts
 * @param settings additional user settings
 */
export async function startWorkbench(
  prepare?: (globalStorage: string) => Promise<void>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Workbench & { stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-ui-'));
  const workspace = path.join(folder, 'workspace');
  const dataFolder = path.join(folder, 'data');
  makeWorkspace(workspace);
  changeSettings(dataFolder, 'User', { ...quietSettings, ...keptLists, ...settings });
  await installPackage(dataFolder);
  await prepare?.(globalStorageIn(dataFolder));
  const server = await startServer({ dataFolder, forTests: true });
  const browser = await launchChromium();
  let isStopping = false;
  // Every call would run into its limit.
  const endWithServer = () => {
    if (isStopping) return;
    say("VS Code's server ended by itself");
    process.exit(1);
  };
  void server.ended.then(endWithServer);
  return {
    workspace,
    globalStorage: globalStorageIn(dataFolder),
    changeSettings: (changes) => changeSettings(dataFolder, 'Machine', changes),
    openWindow: async ({ size = { width: 1280, height: 800 }, folder: opened = workspace, extension } = {}) => {
      const context = await browser.newContext({ viewport: size });
      const problems = await collectProblems(context);
      const remote = (file: string) => `vscode-remote://127.0.0.1:${server.port}${encodeURI(uriPath(file))}`;
      const payload = extension === undefined ? {} : { payload: { extensionDevelopmentPath: remote(extension) } };
      const page = await openWindow(context, { port: server.port, folder: opened ?? undefined, ...payload });
      return windowOf({ context, page, problems });
    },
    stop: async () => {
      isStopping = true;
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

let installed: Promise<string> | undefined;

/** Installs the packaged extension into a data folder: VS Code does it once, in a folder that is copied from then on. */
async function installPackage(dataFolder: string): Promise<void> {
  installed ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-installed-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    await installExtension(vsixFile(), folder);
    return path.join(folder, 'extensions');
  })();
  cpSync(await installed, path.join(dataFolder, 'extensions'), { recursive: true });
}

interface WindowParts {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly problems: readonly Problem[];
}

function windowOf({ context, page, problems }: WindowParts): WorkbenchWindow {
  return {
    page,
    problems: () => problems.map(({ text }) => text),
    run: (title) => runCommand(page, title),
    openView: async () => {
      await openActivity(page, 'Daymark');
      return webviewFrame(page, 'view');
    },
    frame: (place = 'view') => webviewFrame(page, place),
    openFile: (name) => openFile(page, name),
    type: (text) => typeInEditor(page, text),
    reload: async () => {
      await page.reload();
      await waitForWorkbench(page);
    },
    setTheme: (theme) => setTheme(page, theme),
    setSideBarWidth: (width) => setSideBarWidth(page, width),
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: (name) => screenshot(page, name),
    close: () => context.close(),
  };
}

/** Like a person: a running window notices a change of the settings file only for some settings. */
async function setTheme(page: Page, theme: keyof typeof themes): Promise<void> {
  const { label, className } = themes[theme];
  await runCommand(page, 'Preferences: Color Theme');
  await choose(page, label);
  await page.locator(`.monaco-workbench.${className}`).waitFor();
}

async function screenshot(page: Page, name: string): Promise<string> {
  const folder = path.join(projectFolder, 'out', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  return file;
}
