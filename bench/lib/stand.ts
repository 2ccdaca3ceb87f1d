import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { uriPath } from '../../scripts/lib/windowUrl.ts';
import { installExtension, startServer } from '../../scripts/lib/vscodeServer.ts';
import { changeSettings, quietSettings } from '../../test/harness/userSettings.ts';
import { openWindow } from '../../test/harness/window.ts';
import { git } from '../../test/harness/workspace.ts';
import { type ProbeSetup, setupVariable } from '../probe/protocol.ts';
import { openProbeLine, type ProbeLine } from './probeLine.ts';

/** Subject of a measurement: an extension, or a VS Code without any. */
export interface Subject {
  /** `daymark`, `empty`, `none`, or the id of another extension. */
  readonly name: string;
  /** The extension's id; null for none. */
  readonly id: string | null;
  /** Its package; undefined for none. */
  readonly vsix: string | undefined;
}

/** Daymark as a subject, from its package. */
export function daymarkOf(vsix: string): Subject {
  return { name: 'daymark', id: 'daymark.daymark', vsix };
}

/** A VS Code for one subject, installed from its package, as users have it. */
export interface Stand {
  /**
   * Opens a window; it must be closed before the next.
   * @param on another folder, or a `.code-workspace` file
   */
  open(browser: Browser, on?: string): Promise<StandWindow>;
  /** The folder of the server's data. */
  readonly dataFolder: string;
  stop(): Promise<void>;
}

/** A window with the probe in its extension host. */
export interface StandWindow {
  readonly ask: ProbeLine['ask'];
  readonly typed: ProbeLine['typed'];
  /** A file to type into, of this window's own. */
  readonly file: string;
  close(): Promise<void>;
}

export interface StandOptions {
  readonly subject: Subject;
  /** Folder of the probe's extension. */
  readonly probe: string;
  /** An empty folder for everything. */
  readonly folder: string;
  /** A folder that keeps the CPU profiles of the main thread; default: none are kept. */
  readonly profiles?: string;
}

/** Only the edit happens: the editor's other work at each edit would hide an extension's cost. */
const plainEditor = {
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.links': false,
  'editor.colorDecorators': false,
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'editor.bracketPairColorization.enabled': false,
  'editor.cursorBlinking': 'solid',
  'scm.diffDecorations': 'none',
  'breadcrumbs.enabled': false,
};

/** Starts a VS Code with a subject and the probe. */
export async function startStand({ subject, probe, folder, profiles }: StandOptions): Promise<Stand> {
  const [workspace, dataFolder] = [path.join(folder, 'workspace'), path.join(folder, 'data')];
  makeWorkspace(workspace);
  changeSettings(dataFolder, 'User', { ...quietSettings, ...plainEditor });
  if (subject.vsix !== undefined) {
    await installExtension(subject.vsix, dataFolder);
    startLater(dataFolder);
  }
  const line = await openProbeLine();
  const setup: ProbeSetup = { control: line.address, target: subject.id, ...(profiles !== undefined && { profiles }) };
  const server = await startServer({ dataFolder, forTests: true, env: { [setupVariable]: JSON.stringify(setup) } });
  const development = `vscode-remote://127.0.0.1:${server.port}${uriPath(probe)}`;
  const address = { port: server.port, folder: workspace, payload: { extensionDevelopmentPath: development } };
  let windows = 0;
  return {
    dataFolder,
    open: async (browser, on = workspace) => {
      const isFile = on.endsWith('.code-workspace');
      const file = path.join(isFile ? path.dirname(on) : on, `notes${++windows}.txt`);
      writeFileSync(file, '');
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await openWindow(context, { ...address, ...(isFile ? { workspace: on } : { folder: on }) });
      const close = async () => {
        await page.goto('about:blank');
        await context.close();
        line.hangUp();
      };
      return { ask: line.ask, typed: line.typed, file, close };
    },
    stop: async () => {
      await server.stop();
      line.close();
    },
  };
}

/**
 * Has installed extensions that VS Code would activate at once (`*`) activated as Daymark is, once it has started: the probe must come first to
 * see it, and then all do their work at the same moment.
 */
function startLater(dataFolder: string): void {
  const installed = path.join(dataFolder, 'extensions');
  for (const file of globSync('*/package.json', { cwd: installed })) {
    const place = path.join(installed, file);
    const manifest = JSON.parse(readFileSync(place, 'utf8')) as { activationEvents?: readonly string[] };
    if (!manifest.activationEvents?.includes('*')) continue;
    writeFileSync(place, JSON.stringify({ ...manifest, activationEvents: ['onStartupFinished'] }));
  }
}

/** A repository, since Daymark determines project and branch; no language server handles its files. */
function makeWorkspace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(path.join(folder, 'readme.txt'), 'Notes\n');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--no-gpg-sign', '-m', 'First commit');
}
