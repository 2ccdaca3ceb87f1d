import { existsSync, globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../src/storage/disk/nodeFiles.ts';
import type { Files } from '../src/storage/disk/files.ts';
import { openStore } from '../src/storage/openStore.ts';
import { plainSealer } from '../src/storage/vault/plainSealer.ts';
import { systemClock } from '../src/headless/systemClock.ts';
import { SetupError } from '../scripts/lib/progress.mjs';
import { wasmPath } from './wasmPath.ts';

/** Everything that the storage keeps in its folder, and nothing else. */
const belongings = ['daymark.sqlite*', 'daymark.lock*', 'journal', 'backups'];

/**
 * Removes an older demo from a folder of the storage.
 * @throws a `SetupError`, and removes nothing, if the data isn't marked as a demo
 */
export async function clearDemo(folder: string): Promise<void> {
  if (!hasStore(folder)) return;
  if (!(await isDemo(folder))) {
    throw new SetupError(`${folder} holds data that isn't a demo. Nothing was changed; choose another folder.`);
  }
  for (const name of globSync(belongings, { cwd: folder })) rmSync(path.join(folder, name), { recursive: true });
}

function hasStore(folder: string): boolean {
  return existsSync(folder) && globSync(belongings, { cwd: folder }).length > 0;
}

async function isDemo(folder: string): Promise<boolean> {
  const options = { folder, wasmPath, clock: systemClock, sealer: plainSealer };
  const store = await openStore({ ...options, files: readOnlyFiles });
  try {
    return store.isDemo();
  } finally {
    store.close();
  }
}

/** For reading that changes nothing, not even damaged files. */
const readOnlyFiles: Files = {
  ...nodeFiles,
  create: refuse,
  rename: refuse,
  remove: refuse,
  makeFolder: refuse,
  touch: refuse,
};

function refuse(): never {
  throw Object.assign(new Error('this is only a look'), { code: 'EROFS' });
}
