import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { SetupError } from './progress.mjs';

/** One that is seldom taken. It stays the same so that what the browser keeps for the address is found again. */
const usualPort = 47117;

/**
 * The port to serve on.
 * @param wanted the user's choice; without one the usual port, or any free one if that is taken (0)
 */
export async function choosePort(wanted: string | undefined): Promise<number> {
  const port = wanted === undefined ? usualPort : Number(wanted);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new SetupError(`--port ${wanted}: not a port number`);
  if (port === 0 || (await isFree(port))) return port;
  if (wanted !== undefined) throw new SetupError(`--port ${wanted}: something else listens there`);
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The secret in the address, made once for a data folder and readable by its owner only. */
export function tokenOf(dataFolder: string): string {
  const file = path.join(dataFolder, 'daymark-token');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * Makes sure that no other server uses a data folder, since two on one would overwrite each other's state.
 * @throws SetupError with the other server's address if there is one
 */
export async function refuseSecond(dataFolder: string): Promise<void> {
  const file = runningFile(dataFolder);
  if (!existsSync(file)) return;
  const address = readFileSync(file, 'utf8');
  const answers = await fetch(address).then(
    () => true,
    () => false,
  );
  if (answers) throw new SetupError(`already open: ${address}`);
}

/**
 * Notes the address at which a data folder is served.
 * @returns removes the note
 */
export function noteRunning(dataFolder: string, address: string): () => void {
  writeFileSync(runningFile(dataFolder), address, { mode: 0o600 });
  return () => rmSync(runningFile(dataFolder), { force: true });
}

const runningFile = (dataFolder: string) => path.join(dataFolder, 'daymark-address');
