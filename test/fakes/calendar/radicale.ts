import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDebianRoot, withApt } from '../../../scripts/lib/apt.ts';

/** A real CalDAV server (Radicale) with one user and an empty data folder. */
export interface Radicale {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly stop: () => void;
}

/** Places of the program: on the path, or as the module of Debian's own Python. */
const commands: readonly (readonly [string, ...string[]])[] = [['radicale'], ['/usr/bin/python3', '-m', 'radicale']];

/**
 * Finds Radicale, or installs it where that needs no one's permission. The package `radicale` would also start a daemon.
 * @returns undefined if there is none, with the reason on the console
 */
export async function ensureRadicale(): Promise<readonly [string, ...string[]] | undefined> {
  let found = findRadicale();
  if (!found && isDebianRoot()) {
    await withApt('Radicale', (install) => install('python3-radicale'));
    found = findRadicale();
  }
  if (!found) console.log('       skipped: Radicale is not installed (apt-get install python3-radicale)');
  return found;
}

function findRadicale() {
  return commands.find(([program, ...args]) => {
    return spawnSync(program, [...args, '--version'], { stdio: 'ignore' }).status === 0;
  });
}

/** Starts Radicale, as `ensureRadicale` found it, on a free port of this machine, and waits until it answers. */
export async function startRadicale([program, ...args]: readonly [string, ...string[]]): Promise<Radicale> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-radicale-'));
  const [user, password] = ['ada', 'app-password'];
  writeFileSync(path.join(folder, 'users'), `${user}:${password}\n`);
  const port = await freePort();
  const options = {
    'server-hosts': `127.0.0.1:${port}`,
    'auth-type': 'htpasswd',
    'auth-htpasswd-filename': path.join(folder, 'users'),
    'auth-htpasswd-encryption': 'plain',
    'storage-filesystem-folder': path.join(folder, 'collections'),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child: ChildProcess = spawn(program, [...args, '--config', '', ...flags], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; !(await answers(url)); tries++) {
    if (tries > 200 || child.exitCode !== null) throw new Error('Radicale did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    user,
    password,
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const { body } = await fetch(url, { redirect: 'manual' });
    await body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
