import type { StorageHealth } from '../core/facts/reader.ts';
import type { Database } from './sqlite/database.ts';
import { countFacts } from './facts/factCounts.ts';
import type { FactReader } from './facts/factReader.ts';
import type { Files } from './disk/files.ts';
import type { JournalTotals } from './journal/journalSet.ts';
import type { Layout } from './disk/layout.ts';
import { readMeta } from './sqlite/metaTable.ts';
import { schemaVersion } from './sqlite/migrations.ts';
import { listSetAside } from './disk/setAside.ts';

type OnDisk =
  | 'folder'
  | 'fileBytes'
  | 'journals'
  | 'journalBytes'
  | 'skippedLines'
  | 'unreadableJournals'
  | 'writersAlive'
  | 'setAside';
type InDatabase = 'lastCheckpoint' | 'schemaVersion' | 'facts' | 'demo' | 'detailFrom' | 'lockedNames' | 'damagedRows';

/** Returns the part of the health check about the files. */
export function diskHealth(files: Files, layout: Layout, totals: JournalTotals): Pick<StorageHealth, OnDisk> {
  return {
    folder: layout.folder,
    fileBytes: files.stat(layout.file)?.size ?? 0,
    journals: totals.journals,
    journalBytes: totals.bytes,
    skippedLines: totals.skipped,
    unreadableJournals: totals.unreadable,
    writersAlive: totals.writers,
    setAside: listSetAside(files, layout),
  };
}

/** Returns the part of the health check about the recorded data. */
export function contentHealth(database: Database, reader: FactReader): Pick<StorageHealth, InDatabase> {
  const lastCheckpoint = readMeta(database, 'lastCheckpoint');
  const detailFrom = readMeta(database, 'detailFrom');
  return {
    ...(lastCheckpoint > 0 && { lastCheckpoint }),
    schemaVersion,
    facts: countFacts(database),
    demo: reader.isDemo(),
    lockedNames: reader.lockedNames(),
    damagedRows: readMeta(database, 'damagedRows'),
    ...(detailFrom > 0 && { detailFrom }),
  };
}
