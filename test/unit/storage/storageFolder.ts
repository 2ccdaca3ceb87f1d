import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { JournalOptions, JournalWriter } from '../../../src/storage/journal/journal.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import type { Store, StoreOptions } from '../../../src/storage/store.ts';

export const wasmPath = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');

/** A clock that a test sets; its timers run when time is moved. */
export class TestClock implements Clock {
  #now = Date.UTC(2026, 2, 2, 9);
  #monotonic = 0;
  #timers: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }
  monotonic(): number {
    return this.#monotonic;
  }
  utcOffset(): number {
    return 60;
  }
  after(ms: number, callback: () => void): { dispose(): void } {
    const timer = { at: this.#monotonic + ms, callback };
    this.#timers.push(timer);
    return { dispose: () => void (this.#timers = this.#timers.filter((each) => each !== timer)) };
  }
  /** Lets time pass. */
  pass(ms: number): void {
    this.#now += ms;
    this.#monotonic += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.#monotonic);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#monotonic);
    for (const timer of due) timer.callback();
  }
  /** Sets the wall clock, as a person or a time server does. */
  jump(ms: number): void {
    this.#now += ms;
  }
}

/** The files of a folder that this process has open, where the system tells. */
export function openFiles(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return fs.readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = fs.readlinkSync(`/proc/self/fd/${fd}`);
      return target.startsWith(folder) ? [target] : [];
    } catch {
      // It was closed meanwhile.
      return [];
    }
  });
}

/** A separate folder for a test, and what is opened on it; `remove` deletes all of it. */
export class StorageFolder {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'daymark-storage-'));
  readonly clock = new TestClock();
  readonly #stores: Store[] = [];
  readonly #journals: JournalWriter[] = [];

  journal(options: Partial<JournalOptions> = {}): JournalWriter {
    const journal = openJournal({ folder: this.folder, clock: this.clock, sealer: plainSealer, ...options });
    this.#journals.push(journal);
    return journal;
  }

  async store(options: Partial<StoreOptions> = {}): Promise<Store> {
    const store = await openStore({
      folder: this.folder,
      wasmPath,
      clock: this.clock,
      sealer: plainSealer,
      ...options,
    });
    this.#stores.push(store);
    return store;
  }

  path(...names: string[]): string {
    return path.join(this.folder, ...names);
  }

  list(...names: string[]): string[] {
    return fs.existsSync(this.path(...names)) ? fs.readdirSync(this.path(...names)).sort() : [];
  }

  remove(): void {
    for (const journal of this.#journals) journal.dispose();
    for (const store of this.#stores) store.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
