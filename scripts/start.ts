import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../build.ts';
import { dataFolder } from './lib/folders.mjs';
import { SetupError, exitOnFailure, withProgress } from './lib/progress.mjs';
import { choosePort, noteRunning, refuseSecond, tokenOf } from './lib/session.ts';
import { globalStorageIn, installExtension, startServer } from './lib/vscodeServer.ts';
import { packageVsix } from './lib/vsix.ts';
import { windowUrl } from './lib/windowUrl.ts';

exitOnFailure(main());

/** `npm start [-- FOLDER] [-- --demo] [--port N]`: the packaged extension in a real VS Code, in the browser. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { demo: { type: 'boolean', default: false }, port: { type: 'string' } },
  });
  const folder = folderToOpen(positionals);
  const data = dataFolder(values.demo ? 'vscode-demo' : 'vscode');
  await refuseSecond(data);
  const port = await choosePort(values.port);
  await prepare(data, values.demo);
  await serve({ folder, data, port });
  process.exit();
}

function folderToOpen(positionals: readonly string[]): string {
  if (positionals.length > 1) throw new SetupError(`one folder at most: ${positionals.join(' ')}`);
  const folder = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), positionals[0] ?? '.');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new SetupError(`no such folder: ${folder}`);
  return folder;
}

async function prepare(data: string, demo: boolean): Promise<void> {
  const vsix = await withProgress('building and packaging Daymark', async () => {
    await build();
    return packageVsix();
  });
  await installExtension(vsix, data);
  calmFirstWindow(path.join(data, 'data', 'User'));
  if (demo) await withProgress('making up 90 days', () => makeDemo(globalStorageIn(data)));
}

/** Settings for a window without the server's own welcome and chat in front of the user's folder; theirs to change afterwards. */
function calmFirstWindow(userFolder: string): void {
  const file = path.join(userFolder, 'settings.json');
  if (existsSync(file)) return;
  const settings = { 'workbench.startupEditor': 'none', 'workbench.secondarySideBar.defaultVisibility': 'hidden' };
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** The demo is written each time, so that its last day is today. */
async function makeDemo(storage: string): Promise<void> {
  const { writeDemo } = await import('../demo/writeDemo.ts');
  rmSync(storage, { recursive: true, force: true });
  await writeDemo(storage, { seed: 1, now: Date.now(), days: 90 });
}

interface ServedFolder {
  readonly folder: string;
  readonly data: string;
  readonly port: number;
}

/** Serves until the user stops it. */
async function serve({ folder, data, port }: ServedFolder): Promise<void> {
  const stopped = stopSignal();
  const token = tokenOf(data);
  const server = await startServer({ dataFolder: data, token, port });
  const address = windowUrl({ port: server.port, token, folder });
  const forget = noteRunning(data, address);
  console.log(
    `\nVS Code with Daymark is open at\n\n  ${address}\n\nData: ${data}\nCtrl+C stops it and keeps the data.`,
  );
  const reason = await Promise.race([stopped, server.ended.then(() => 'ended')]);
  await server.stop();
  forget();
  if (reason === 'ended') throw new SetupError("VS Code's server ended by itself");
  console.log(`\nStopped. The data is kept in ${data}`);
}

/** Resolves when the user or the system asks us to stop, or when the process that started us is gone. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve('orphaned'), 1000).unref();
  });
}
