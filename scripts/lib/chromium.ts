import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { isDebianRoot, lastLine, withApt } from './apt.ts';
import { lock } from './cached.mjs';
import { cacheFolder, findOnPath } from './folders.mjs';
import { SetupError, withProgress } from './progress.mjs';
import { runQuietly, tool } from './run.ts';

const manual = 'install Chromium or Chrome, or set DAYMARK_CHROMIUM to its program file, then run again';

/** The headless shell takes half the CPU time of the whole browser without a GPU, but supports no extensions. */
type BrowserKind = 'any' | 'whole';

/**
 * Finds a Chromium, or installs one.
 * @param need the whole browser, or the headless shell if there is one
 * @returns the path of its program file
 */
export async function ensureChromium(need: BrowserKind = 'any'): Promise<string> {
  const found = findChromium(need);
  if (found) return found;
  mkdirSync(cacheFolder(), { recursive: true });
  const unlock = await lock(cacheFolder('chromium.lock'));
  try {
    if (!findChromium(need)) await installChromium(need);
  } finally {
    unlock();
  }
  const installed = findChromium(need);
  if (!installed) throw new SetupError(`no Chromium was found, and none could be installed; ${manual}`);
  return installed;
}

/** Opens a headless Chromium, set up as a quiet and offline browser; `close()` ends it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      // Chromium refuses its sandbox to root, and CI is root in a container.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      // A process for each webview costs a tenth of the CPU time.
      '--disable-site-isolation-trials',
      '--renderer-process-limit=1',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

function findChromium(need: BrowserKind): string | undefined {
  const named = process.env['DAYMARK_CHROMIUM'];
  if (named && !existsSync(named)) throw new SetupError(`DAYMARK_CHROMIUM names a file that isn't there: ${named}`);
  const shell = need === 'any' ? findOnPath('chromium-headless-shell') : undefined;
  return (
    named ?? shell ?? findOnPath(...programs) ?? usualPlaces().find((place) => existsSync(place)) ?? playwrightsOwn()
  );
}

const programs =
  process.platform === 'linux'
    ? ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
    : [];

function usualPlaces(): string[] {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform !== 'win32') return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
  const below = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
  return roots.flatMap((root) => (root ? below.map((place) => path.join(root, place)) : []));
}

function playwrightsOwn(): string | undefined {
  const place = chromium.executablePath();
  return existsSync(place) ? place : undefined;
}

async function installChromium(need: BrowserKind): Promise<void> {
  if (isDebianRoot() && (await installWithApt(need))) return;
  const cli = tool('playwright-core', 'cli.js');
  const { code, output } = await withProgress("fetching playwright's Chromium", () =>
    runQuietly(process.execPath, [cli, 'install', 'chromium'], { timeout: 600_000 }),
  );
  if (code !== 0) throw new SetupError(`no Chromium: ${lastLine(output)}; ${manual}`);
}

/** The shell is installed with the whole browser too, so that it does not matter which of them is needed first. */
function installWithApt(need: BrowserKind): Promise<boolean> {
  return withApt('Chromium', async (install) => {
    const hasShell = await install('chromium-headless-shell');
    return (need === 'any' && hasShell) || install('chromium');
  });
}
