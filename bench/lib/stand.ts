import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { uriPath } from '../../scripts/lib/windowUrl.ts';
import { installExtension, startServer } from '../../scripts/lib/vscodeServer.ts';
import { changeSettings, quietSettings } from '../../test/harness/userSettings.ts';
import { openWindow } from '../../test/harness/window.ts';
import { git } from '../../test/harness/workspace.ts';
import { type ProbeSetup, setupVariable } from '../probe/protocol.ts';
import { openProbeLine, type ProbeLine } from './probeLine.ts';

/** The compared extensions. */
export const subjects = ['daymark', 'empty', 'none'] as const;
export type Subject = (typeof subjects)[number];

export const extensionIds = { daymark: 'daymark.daymark', empty: 'daymark-bench.empty', none: null } as const;

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
  /** Package of the subject. */
  readonly vsix: string | undefined;
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

export async function startStand({ subject, vsix, probe, folder, profiles }: StandOptions): Promise<Stand> {
  const [workspace, dataFolder] = [path.join(folder, 'workspace'), path.join(folder, 'data')];
  makeWorkspace(workspace);
  changeSettings(dataFolder, 'User', { ...quietSettings, ...plainEditor });
  if (vsix !== undefined) await installExtension(vsix, dataFolder);
  const line = await openProbeLine();
  const target = extensionIds[subject];
  const setup: ProbeSetup = { control: line.address, target, ...(profiles !== undefined && { profiles }) };
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

/** A repository, since Daymark determines project and branch; no language server handles its files. */
function makeWorkspace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(path.join(folder, 'readme.txt'), 'Notes\n');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--no-gpg-sign', '-m', 'First commit');
}
