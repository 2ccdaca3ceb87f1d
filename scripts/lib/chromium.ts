import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { lock } from './cached.mjs';
import { cacheFolder, findOnPath } from './folders.mjs';
import { SetupError, say, withProgress } from './progress.mjs';
import { runQuietly, tool } from './run.ts';

const manual = 'install Chromium or Chrome, or set DAYMARK_CHROMIUM to its program file, then run again';

/**
 * Finds a Chromium, or installs one.
 * @returns the path of its program file
 */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  mkdirSync(cacheFolder(), { recursive: true });
  const unlock = await lock(cacheFolder('chromium.lock'));
  try {
    if (!findChromium()) await installChromium();
  } finally {
    unlock();
  }
  const installed = findChromium();
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
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

function findChromium(): string | undefined {
  const named = process.env['DAYMARK_CHROMIUM'];
  if (named && !existsSync(named)) throw new SetupError(`DAYMARK_CHROMIUM names a file that isn't there: ${named}`);
  return named ?? findOnPath(...programs) ?? usualPlaces().find((place) => existsSync(place)) ?? playwrightsOwn();
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

async function installChromium(): Promise<void> {
  if (isDebianRoot() && (await installWithApt())) return;
  const cli = tool('playwright-core', 'cli.js');
  const { code, output } = await withProgress("fetching playwright's Chromium", () =>
    runQuietly(process.execPath, [cli, 'install', 'chromium'], { timeout: 600_000 }),
  );
  if (code !== 0) throw new SetupError(`no Chromium: ${lastLine(output)}; ${manual}`);
}

function isDebianRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !findOnPath('apt-get')) return false;
  // Ubuntu's package is only a door to snap, which containers don't have; playwright's own download serves it.
  return existsSync('/etc/debian_version') && !/^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function installWithApt(): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return withProgress('installing Chromium with apt-get', async () => {
    for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
      const { code, output } = await runQuietly('apt-get', args, { env, timeout: 900_000 });
      if (code === 0) continue;
      say(`apt-get ${args.join(' ')} failed: ${lastLine(output)}`);
      if (args[0] !== 'update') return false;
    }
    return true;
  });
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'no reason given';
}
