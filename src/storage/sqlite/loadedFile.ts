import path from 'node:path';
import { listBackups } from '../backup/backups.ts';
import type { Database, OpenDatabase } from './database.ts';
import type { FactReader } from '../facts/factReader.ts';
import { FactTables } from '../facts/factTables.ts';
import { KeptReader } from '../facts/keptReader.ts';
import { repairTables } from '../facts/repairTables.ts';
import type { Files } from '../disk/files.ts';
import type { Layout } from '../disk/layout.ts';
import { readMeta } from './metaTable.ts';
import { migrate, schemaVersion, versionOf } from './migrations.ts';
import type { Sealer } from '../../core/facts/sealer.ts';
import { openDatabaseFile, readDatabase } from './readDatabase.ts';
import { openSqliteFile } from './sqliteFile.ts';
import { stampOf } from '../disk/replaceFile.ts';

/** A database as it was found, with what asks it and what writes to it. */
export interface LoadedFile {
  readonly database: Database;
  readonly reader: FactReader;
  readonly tables: FactTables;
  /** State of the file at its path. */
  readonly found: 'nothing' | 'ours' | 'newer' | 'damaged';
  /** True if it was rebuilt from a backup, or from the journals alone. */
  readonly isRebuilt: boolean;
  /** The schema it was written with; lower than ours when it was migrated just now. */
  readonly writtenVersion: number;
  /** Rows that were damaged: not in the database, still in the file. */
  readonly damagedRows: number;
  /** Changes when the file is replaced. */
  readonly stamp: string;
}

interface Source {
  readonly files: Files;
  readonly layout: Layout;
  readonly open: OpenDatabase;
  readonly sealer: Sealer;
}

/** Loads the file, or a replacement for it. Changes nothing on the disk. */
export function loadFile(source: Source): LoadedFile {
  const { files, layout, open } = source;
  const stamp = stampOf(files, layout.file);
  const bytes = readDatabase(files, layout.file);
  if (bytes === undefined) return loadReplacement(source, 'nothing', stamp);
  const opened = bytes === 'unfit' ? undefined : openSqliteFile(open, bytes);
  if (opened?.kind === 'ready') {
    const { database, writtenVersion, damagedRows } = opened;
    return { ...loaded(source, { database, found: 'ours', stamp, writtenVersion }), damagedRows };
  }
  if (opened?.kind === 'newer') return loadNewer(source, opened.database, stamp);
  return loadReplacement(source, 'damaged', stamp);
}

function loadReplacement(source: Source, found: 'damaged' | 'nothing', stamp: string): LoadedFile {
  const backup = openBackup(source);
  const database = backup ?? emptyDatabase(source.open);
  const isRebuilt = backup !== undefined || found === 'damaged';
  return { ...loaded(source, { database, found, stamp, writtenVersion: schemaVersion }), isRebuilt };
}

function loaded(source: Source, of: Pick<LoadedFile, 'database' | 'found' | 'stamp' | 'writtenVersion'>): LoadedFile {
  const reader = new KeptReader(of.database, source.sealer);
  return { ...of, reader, tables: new FactTables(of.database), isRebuilt: false, damagedRows: 0 };
}

/** Returns the same database with fresh tables, which remember none of its numbers. */
export function withFreshTables(loaded: LoadedFile, sealer: Sealer): LoadedFile {
  const { database } = loaded;
  return { ...loaded, reader: new KeptReader(database, sealer), tables: new FactTables(database) };
}

// Its tables may have changed beyond what this version can ask: then only what the journals hold is shown.
function loadNewer(source: Source, database: Database, stamp: string): LoadedFile {
  const writtenVersion = versionOf(database);
  if (canUse(database, source.open)) {
    // In memory only, since data that is new to this version would make queries fail.
    repairTables(database);
    return loaded(source, { database, found: 'newer', stamp, writtenVersion });
  }
  database.close();
  return loaded(source, { database: emptyDatabase(source.open), found: 'newer', stamp, writtenVersion });
}

/** Returns true if its tables are those of this version: then it can be asked, and what the journals hold be added in memory. */
function canUse(database: Database, open: OpenDatabase): boolean {
  const fresh = emptyDatabase(open);
  const shape = (of: Database, table: string): string => of.all(`PRAGMA table_info(${table})`).join(';');
  const tables = fresh.all("SELECT name FROM sqlite_master WHERE type = 'table'").map(([name]) => String(name));
  const isSame = tables.every((table) => shape(database, table) === shape(fresh, table));
  fresh.close();
  return isSame;
}

/** The backup that holds most: by the number of its checkpoint, since dates come from clocks that may be wrong. */
function openBackup({ files, layout, open }: Source): Database | undefined {
  let best: Database | undefined;
  for (const { name } of listBackups(files, layout.backups)) {
    const opened = openDatabaseFile(open, files, path.join(layout.backups, name));
    if (!('database' in opened)) continue;
    const isBetter =
      opened.kind === 'ready' && (!best || readMeta(opened.database, 'checkpoints') > readMeta(best, 'checkpoints'));
    const worse = isBetter ? best : opened.database;
    if (isBetter) best = opened.database;
    worse?.close();
  }
  return best;
}

function emptyDatabase(open: OpenDatabase): Database {
  const database = open();
  migrate(database);
  return database;
}
