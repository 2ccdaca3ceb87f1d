import path from 'node:path';
import { listBackups } from './backups.ts';
import type { Database, OpenDatabase } from './database.ts';
import { FactReader } from './factReader.ts';
import { FactTables } from './factTables.ts';
import type { Files } from './files.ts';
import type { Layout } from './layout.ts';
import { readMeta } from './metaTable.ts';
import { migrate, schemaVersion, versionOf } from './migrations.ts';
import type { Sealer } from '../shared/sealer.ts';
import { openSqliteFile } from './sqliteFile.ts';

/** A database as it was found, with what asks it and what writes to it. */
export interface LoadedFile {
  readonly database: Database;
  readonly reader: FactReader;
  readonly tables: FactTables;
  /** What was in the place of the file. */
  readonly found: 'nothing' | 'ours' | 'newer' | 'damaged';
  /** Made anew from a backup, or from the journals alone. */
  readonly isRebuilt: boolean;
  /** The schema it was written with; lower than ours when it was migrated just now. */
  readonly writtenVersion: number;
  /** Tells whether the file was replaced since. */
  readonly stamp: string;
}

interface Source {
  readonly files: Files;
  readonly layout: Layout;
  readonly open: OpenDatabase;
  readonly sealer: Sealer;
}

/** Loads the file, or what can stand for it. Changes nothing on the disk. */
export function loadFile(source: Source): LoadedFile {
  const { files, layout, open } = source;
  const stamp = stampOf(files, layout.file);
  const bytes = files.read(layout.file);
  const opened = bytes && openSqliteFile(open, bytes);
  if (bytes && opened?.kind === 'ready') {
    return loaded(source, { database: opened.database, found: 'ours', stamp, writtenVersion: writtenVersion(bytes) });
  }
  if (opened?.kind === 'newer') return loadNewer(source, opened.database, stamp);
  const backup = openBackup(source);
  const found = opened ? 'damaged' : 'nothing';
  const database = backup ?? emptyDatabase(open);
  const isRebuilt = backup !== undefined || found === 'damaged';
  return { ...loaded(source, { database, found, stamp, writtenVersion: schemaVersion }), isRebuilt };
}

/** Changes with every replacement of the file. */
export function stampOf(files: Files, file: string): string {
  const stat = files.stat(file);
  return stat ? `${stat.identity} ${stat.size} ${stat.modifiedAt}` : 'none';
}

function loaded(source: Source, of: Pick<LoadedFile, 'database' | 'found' | 'stamp' | 'writtenVersion'>): LoadedFile {
  const reader = new FactReader(of.database, source.sealer);
  return { ...of, reader, tables: new FactTables(of.database), isRebuilt: false };
}

/** The same database, asked and written to without what was remembered of its numbers. */
export function withFreshTables(loaded: LoadedFile, sealer: Sealer): LoadedFile {
  const { database } = loaded;
  return { ...loaded, reader: new FactReader(database, sealer), tables: new FactTables(database) };
}

// Its tables may have changed beyond what this version can ask: then only what the journals hold is shown.
function loadNewer(source: Source, database: Database, stamp: string): LoadedFile {
  const writtenVersion = versionOf(database);
  if (canUse(database)) return loaded(source, { database, found: 'newer', stamp, writtenVersion });
  database.close();
  return loaded(source, { database: emptyDatabase(source.open), found: 'newer', stamp, writtenVersion });
}

function canUse(database: Database): boolean {
  const columns = (sql: string): string =>
    database
      .all(sql)
      .map((row) => row.join(' '))
      .join();
  try {
    const needed = [
      'span',
      'run',
      'diagnostic',
      'state',
      'activity',
      'plan',
      'plan_task',
      'journal',
      'string',
      'place',
      'writer',
      'meta',
    ];
    return needed.every((table) => columns(`PRAGMA table_info(${table})`) !== '') && knownColumns(database);
  } catch {
    return false;
  }
}

/** Whether every column that this version asks for is there, and none besides that a row would need. */
function knownColumns(database: Database): boolean {
  const probe = 'SELECT start, writer, n, length, offset, kind, source, place, signals, saves, edits FROM span LIMIT 0';
  database.all(probe);
  return database.all('PRAGMA table_info(span)').length === 11;
}

/** The backup that holds most: by the number of its checkpoint, since dates come from clocks that may be wrong. */
function openBackup({ files, layout, open }: Source): Database | undefined {
  let best: Database | undefined;
  for (const { name } of listBackups(files, layout.backups)) {
    const bytes = files.read(path.join(layout.backups, name));
    const opened = bytes && openSqliteFile(open, bytes);
    if (!opened || !('database' in opened)) continue;
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

function writtenVersion(bytes: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32BE(60);
}
