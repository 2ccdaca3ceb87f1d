import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureCodeServer } from './codeServer.ts';
import { projectFolder } from './folders.mjs';
import { SetupError } from './progress.mjs';
import { runQuietly } from './run.ts';

export interface ServerOptions {
  /** The server's whole state: extensions, settings, global storage, logs. */
  readonly dataFolder: string;
  /** The secret that the address must carry; without one, any process of this machine may connect. */
  readonly token?: string;
  /** A free one if left out. */
  readonly port?: number;
  /** Lets an address name extensions under development and their tests, and trusts every folder. */
  readonly forTests?: boolean;
  /** The environment of extension hosts besides ours. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A running VS Code server. */
export interface VSCodeServer {
  readonly port: number;
  readonly dataFolder: string;
  /** Resolves when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Ends the server and every process that it started. */
  stop(): Promise<void>;
}

/** Returns the folder in which an extension keeps its global storage. */
export function globalStorageIn(dataFolder: string, extension = 'daymark.daymark'): string {
  return path.join(dataFolder, 'data', 'User', 'globalStorage', extension);
}

/** Starts VS Code's server on 127.0.0.1 and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  mkdirSync(options.dataFolder, { recursive: true });
  const child = spawn(process.execPath, [guard, await serverMain(), ...serverArguments(options)], {
    cwd: projectFolder,
    env: serverEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const port = await listeningPort(child);
    await waitForAnswer(port);
    return { port, dataFolder: options.dataFolder, ended, stop: () => stop(child, ended) };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

/** Installs a packaged extension, replacing any version that is there. */
export async function installExtension(vsix: string, dataFolder: string): Promise<void> {
  const args = ['--install-extension', vsix, '--force', '--server-data-dir', dataFolder];
  const main = await serverMain();
  const { code, output } = await runQuietly(process.execPath, [main, ...args, '--accept-server-license-terms'], {
    env: serverEnvironment(),
  });
  if (code !== 0 || /Failed Installing/i.test(output))
    throw new SetupError(`VS Code did not take the extension ${path.basename(vsix)}:\n${output.trim()}`);
}

const guard = path.join(projectFolder, 'scripts', 'lib', 'guard.mjs');
const startLimit = 60_000;

async function serverMain(): Promise<string> {
  return path.join(await ensureCodeServer(), 'out', 'server-main.js');
}

/** The arguments of VS Code's server. */
export function serverArguments({ dataFolder, token, port, forTests }: ServerOptions): string[] {
  return [
    '--host=127.0.0.1',
    `--port=${port ?? 0}`,
    `--server-data-dir=${dataFolder}`,
    '--accept-server-license-terms',
    '--telemetry-level=off',
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    // You named the folder, so skip Restricted Mode, in which branches and problems would be missing.
    '--disable-workspace-trust',
    ...(forTests ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** A user's VS Code would not have the environment variables of npm and the test runner. */
function serverEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const ours = /^(npm_|NODE_CHANNEL|NODE_OPTIONS$|VSCODE_|ELECTRON_|INIT_CWD$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), ...added };
}

function listeningPort(child: ChildProcess): Promise<number> {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new SetupError(`VS Code's server ${what}:\n${output.trim()}`));
    const timer = setTimeout(() => fail('did not start within a minute'), startLimit);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
      if (port) clearTimeout(timer);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      fail('ended at once');
    });
  });
}

async function waitForAnswer(port: number): Promise<void> {
  const deadline = Date.now() + startLimit;
  for (;;) {
    // Without the token the answer is a refusal, but still an answer.
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (answer) return;
    if (Date.now() > deadline) throw new SetupError(`VS Code's server does not answer on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (process.platform === 'win32') child.disconnect();
  else child.kill('SIGTERM');
  await ended;
}
