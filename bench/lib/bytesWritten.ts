import { setImmediate } from 'node:timers/promises';
import type { AppendFile, Files } from '../../src/storage/disk/files.ts';
import type { JournalWriter } from '../../src/storage/journal/journal.ts';
import { nodeFiles } from '../../src/storage/disk/nodeFiles.ts';
import { openJournal } from '../../src/storage/journal/openJournal.ts';
import { openStore } from '../../src/storage/openStore.ts';
import { plainSealer } from '../../src/storage/vault/plainSealer.ts';
import type { Store } from '../../src/storage/store.ts';
import { dayMs, minuteMs } from '../../src/core/time/days.ts';
import { Tracker } from '../../src/tracking/tracker.ts';
import { wasmPath } from '../../demo/wasmPath.ts';
import { writeDemo } from '../../demo/writeDemo.ts';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { hourOfWork } from './hourOfWork.ts';

/** Bytes handed to the disk in an hour, without the daily backup. */
export interface BytesWritten {
  readonly journal: number;
  readonly checkpoints: number;
  /** The number of checkpoints. */
  readonly count: number;
}

/** Times of the extension's checks whether a checkpoint is due: see features/storage. */
const firstCheckMs = 2 * minuteMs;
const checkMs = 10 * minuteMs;

/**
 * An hour of work through the real tracker, journal and store, with a clock that doesn't wait.
 * @param folder an empty one
 * @param days of existing history
 */
export async function bytesInAnHour(folder: string, days: number): Promise<BytesWritten> {
  // In the middle of today, in which the file is written: an hour that goes past midnight by the simulated clock alone would find it a day old each time.
  const now = Math.floor(Date.now() / dayMs) * dayMs + dayMs / 2;
  await writeDemo(folder, { seed: 1, now, days });
  const clock = new FakeClock(now, 0);
  const counter = new ByteCounter();
  const options = { folder, clock, sealer: plainSealer, files: counter.files };
  const journal = openJournal({ ...options, demo: true });
  const tracker = new Tracker({ clock, writer: journal });
  const store = await openStore({ ...options, wasmPath, backups: { daily: 0, weekly: 0 } });
  let [due, count] = [now + firstCheckMs, 0];
  for (const at of hourOfWork(clock, (signal) => tracker.accept(signal))) {
    await flushed(journal);
    if (at < due) continue;
    due = at + checkMs;
    count += await checkpoint(journal, store);
  }
  tracker.dispose();
  await journal.close();
  store.close();
  return { journal: counter.appended, checkpoints: counter.created, count };
}

/** Waits for the write that the clock has begun, as an hour has time for. */
async function flushed(journal: JournalWriter): Promise<void> {
  for (let i = 0; i < 5 || (journal.state().pending > 0 && i < 50); i++) await setImmediate();
}

async function checkpoint(journal: JournalWriter, store: Store): Promise<number> {
  await journal.flush();
  store.refresh();
  const { outcome } = store.checkpoint('due');
  if (outcome !== 'done' && outcome !== 'nothing') throw new Error(`a checkpoint of the bench came to "${outcome}"`);
  return outcome === 'done' ? 1 : 0;
}

/** The disk, counting written bytes. */
class ByteCounter {
  appended = 0;
  created = 0;

  readonly files: Files = {
    ...nodeFiles,
    create: (path, bytes) => {
      this.created += bytes.length;
      nodeFiles.create(path, bytes);
    },
    openAppend: async (path) => this.#counted(await nodeFiles.openAppend(path)),
    openAppendSync: (path) => this.#counted(nodeFiles.openAppendSync(path)),
  };

  #counted(file: AppendFile): AppendFile {
    return {
      ...file,
      append: async (bytes) => {
        await file.append(bytes);
        this.appended += bytes.length;
      },
      appendSync: (bytes) => {
        file.appendSync(bytes);
        this.appended += bytes.length;
      },
    };
  }
}
