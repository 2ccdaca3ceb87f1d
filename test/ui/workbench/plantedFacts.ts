import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { wasmPath } from '../../../demo/wasmPath.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { hourMs } from '../../../src/core/time/days.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';

/** Records facts as a window that is closed again. */
export async function record(folder: string, facts: readonly Fact[]): Promise<void> {
  const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
  const journal = openJournal({ folder, clock: systemClock, sealer });
  for (const fact of facts) journal.append(fact);
  await journal.close();
}

/** Counts the spans of each project, in file and journals together. */
export async function projectsIn(folder: string): Promise<Record<string, number>> {
  return countProjects(folder, folder);
}

export async function projectsOfCopy(folder: string, backup: string): Promise<Record<string, number>> {
  const copy = path.join(folder, '..', `copy-${backup}`);
  try {
    cpSync(path.join(folder, 'backups', backup), path.join(copy, 'daymark.sqlite'));
    return await countProjects(copy, folder);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function countProjects(folder: string, vault: string): Promise<Record<string, number>> {
  const sealer = new Vault({ folder: vault, clock: systemClock, secret: folderSecret(vault) });
  const store = await openStore({ folder, wasmPath, clock: systemClock, sealer });
  const counts: Record<string, number> = {};
  for (const { project = '' } of store.spans({ from: 0, to: Date.now() + hourMs }))
    counts[project] = (counts[project] ?? 0) + 1;
  store.close();
  return counts;
}
