import { openJournal } from '../src/storage/journal/openJournal.ts';
import { openStore } from '../src/storage/openStore.ts';
import { plainSealer } from '../src/storage/vault/plainSealer.ts';
import { systemClock } from '../src/headless/systemClock.ts';
import { history } from './history/history.ts';
import { SetupError } from '../scripts/lib/progress.mjs';
import { clearDemo } from './clearDemo.ts';
import { wasmPath } from './wasmPath.ts';

export interface DemoOptions {
  /** Equal seeds give equal histories, for the same instant. */
  readonly seed: number;
  /** The instant at which the history ends, ms since the epoch. */
  readonly now: number;
  /** Calendar days, today included. */
  readonly days: number;
}

/** Facts that are held in memory before they are written. */
const atOnce = 20_000;

/**
 * Writes a made-up history into a storage folder, marked as a demo, in this machine's time zone. Replaces an older demo; no window may have
 * it open.
 * @param folder the extension's global storage
 * @throws a `SetupError` if there is data that isn't a demo; nothing is changed then
 */
export async function writeDemo(folder: string, options: DemoOptions): Promise<void> {
  await clearDemo(folder);
  await writeJournal(folder, options);
  await checkpoint(folder);
}

async function writeJournal(folder: string, options: DemoOptions): Promise<void> {
  const journal = openJournal({ folder, clock: systemClock, sealer: plainSealer, demo: true });
  let held = 0;
  for (const fact of history({ ...options, utcOffset: systemClock.utcOffset, nextId: () => journal.nextId() })) {
    journal.append(fact);
    if (++held % atOnce === 0) await journal.flush();
  }
  await journal.close();
}

async function checkpoint(folder: string): Promise<void> {
  // A demo needs no backup, since it can be regenerated.
  const backups = { daily: 0, weekly: 0 };
  const store = await openStore({ folder, wasmPath, clock: systemClock, sealer: plainSealer, backups });
  try {
    const { outcome } = store.checkpoint();
    if (outcome !== 'done') throw new SetupError(`the demo could not be written to ${folder} (${outcome})`);
  } finally {
    store.close();
  }
}
