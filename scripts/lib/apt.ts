import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { lock } from './cached.mjs';
import { cacheFolder, findOnPath } from './folders.mjs';
import { say, withProgress } from './progress.mjs';
import { runQuietly } from './run.ts';

/** Returns true where packages can be installed without asking anyone: as root on Debian, such as in a container. */
export function isDebianRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !findOnPath('apt-get')) return false;
  // Ubuntu's Chromium is only a door to snap, which containers don't have; playwright's own download serves it.
  return existsSync('/etc/debian_version') && !/^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs a Debian package, and returns whether it could; a failure is printed in one line. */
export type InstallPackage = (name: string) => Promise<boolean>;

/**
 * Installs Debian packages, one caller on this machine at a time.
 * @param title what people know them as
 * @returns what `install` returns
 */
export async function withApt(title: string, install: (one: InstallPackage) => Promise<boolean>): Promise<boolean> {
  mkdirSync(cacheFolder(), { recursive: true });
  const unlock = await lock(cacheFolder('apt.lock'));
  try {
    return await withProgress(`installing ${title} with apt-get`, async () => {
      await apt('update');
      return install((name) => apt('install', '--yes', '--no-install-recommends', name));
    });
  } finally {
    unlock();
  }
}

async function apt(...args: readonly string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code, output } = await runQuietly('apt-get', args, { env, timeout: 900_000 });
  if (code !== 0) say(`apt-get ${args.join(' ')} failed: ${lastLine(output)}`);
  return code === 0;
}

/** The last line of a program's output. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'no reason given';
}
