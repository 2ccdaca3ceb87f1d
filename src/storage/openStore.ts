import type { DayBasis } from '../core/time/dayCache.ts';
import type { ActivityReader } from '../core/facts/reader.ts';
import { loadSqlite } from './sqlite/database.ts';
import { eraseSynced } from './sync/remoteErasures.ts';
import type { EraseRequest } from './erase/eraseRows.ts';
import { exportSqlite, type SqliteExport } from './transfer/exportSqlite.ts';
import { FileStore } from './fileStore.ts';
import { importsOf } from './transfer/imports.ts';
import { syncStoreOf } from './sync/syncStore.ts';
import { leaveToday, type TodayCopy } from './today/todayCopy.ts';
import { withDiskErrors } from './disk/diskError.ts';
import { nodeFiles } from './disk/nodeFiles.ts';
import { restoreBackup } from './backup/restoreBackup.ts';
import type { CheckpointTime, Store, StoreOptions } from './store.ts';

/**
 * Opens the storage in a folder and takes in everything that is there. A damaged or foreign file is set aside and rebuilt from the newest
 * backup and the journals; `health().mode` shows which. Throws if sql.js can't be loaded, and an `AppError` if the disk refuses.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const open = await loadSqlite(options.wasmPath);
  const store = new FileStore(open, { ...options, files: options.files ?? nodeFiles });
  withDiskErrors(() => store.refresh());
  const methods = Object.assign(
    questions(() => store.reader),
    {
      refresh: () => store.refresh(),
      checkpoint: (when?: CheckpointTime) => store.checkpoint(when),
      health: () => store.health(),
      leaveToday: (copy: TodayCopy) => leaveToday(store, store.source(), copy),
      dayCache: (basis: DayBasis) => store.dayCache(basis),
      projects: () => store.reader.projects(),
      reseal: () => store.reseal(),
      erase: (what: EraseRequest) => eraseSynced(store, { ...options, files: options.files ?? nodeFiles }, what),
      ...importsOf(store, { ...options, files: options.files ?? nodeFiles }),
      ...syncStoreOf(store, { ...options, files: options.files ?? nodeFiles }),
      exportSqlite: (what?: SqliteExport) =>
        exportSqlite({ open, store, sealer: options.sealer }, what ?? { names: 'clear' }),
      backups: () => store.backups.describe(),
      restore: (name: string) => restoreBackup(store, name),
      close: () => store.close(),
    },
  );
  return tellingErrors(methods);
}

/** The same functions, with errors of the disk as `AppError`s. */
function tellingErrors<T extends object>(methods: T): T {
  const entries = Object.entries(methods).map(([name, method]: [string, (...args: unknown[]) => unknown]) => [
    name,
    (...args: unknown[]) => withDiskErrors(() => method(...args)),
  ]);
  return Object.fromEntries(entries) as T;
}

/** A reader that asks whichever database is loaded at the time. */
function questions(reader: () => ActivityReader): ActivityReader {
  return {
    spans: (range) => reader().spans(range),
    runs: (range) => reader().runs(range),
    states: (range) => reader().states(range),
    diagnostics: (range) => reader().diagnostics(range),
    activities: (range) => reader().activities(range),
    plan: (day) => reader().plan(day),
    planTask: (id) => reader().planTask(id),
    planTasks: (from, to) => reader().planTasks(from, to),
    documents: (collection, range, prefixes) => reader().documents(collection, range, prefixes),
    corrections: (range) => reader().corrections(range),
    document: (id) => reader().document(id),
    record: (collection, id) => reader().record(collection, id),
    records: (collection, query) => reader().records(collection, query),
    recordMarks: (collection) => reader().recordMarks(collection),
    recordFacts: (range) => reader().recordFacts(range),
    recordStarts: (range) => reader().recordStarts(range),
    firstInstant: (from) => reader().firstInstant(from),
    isDemo: () => reader().isDemo(),
  };
}
