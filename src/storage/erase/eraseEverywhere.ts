import path from 'node:path';
import type { Sealer } from '../../core/facts/sealer.ts';
import { listBackups } from '../backup/backups.ts';
import type { Database, OpenDatabase } from '../sqlite/database.ts';
import type { ErasedRows, EraseRequest } from './eraseRows.ts';
import { eraseRows } from './eraseRows.ts';
import type { Files } from '../disk/files.ts';
import type { HeldLock } from '../disk/folderLock.ts';
import { collectGarbage } from '../sqlite/garbage.ts';
import type { Layout } from '../disk/layout.ts';
import { removeFile, replaceFile } from '../disk/replaceFile.ts';
import { listSetAside } from '../disk/setAside.ts';
import { openDatabaseFile } from '../sqlite/readDatabase.ts';
import { withTrailer } from '../sqlite/sqliteFile.ts';

interface EraseContext {
  readonly files: Files;
  readonly layout: Layout;
  readonly open: OpenDatabase;
  readonly sealer: Sealer;
  readonly lock: HeldLock;
}

/** Erases from a database, so that nothing of it stays in its bytes. */
export function eraseFromDatabase(database: Database, sealer: Sealer, what: EraseRequest): ErasedRows {
  const rows = database.transaction(() => {
    const erased = eraseRows(database, sealer, what);
    collectGarbage(database);
    return erased;
  });
  database.script('VACUUM');
  return rows;
}

/**
 * Erases the same from every backup, and deletes copies in which nothing can be found any more: damaged ones, those of a newer version, and
 * files that were set aside.
 * @returns the number of files that were changed and deleted. Throws a `LockLostError` if the lock was lost; then some copies may still
 * hold erased data.
 */
export function eraseFromCopies(
  where: EraseContext,
  what: EraseRequest,
): { copiesChanged: number; filesDeleted: number } {
  const { files, layout } = where;
  let [changed, deleted] = [0, 0];
  for (const { name } of listBackups(files, layout.backups)) {
    const file = path.join(layout.backups, name);
    const bytes = without(where, file, what);
    if (bytes === 'unchanged') continue;
    if (bytes) replaceFile(files, where.lock, { path: file, bytes });
    else removeFile(files, where.lock, file);
    if (bytes) changed++;
    else deleted++;
  }
  for (const name of listSetAside(files, layout)) {
    removeFile(files, where.lock, path.join(layout.folder, name));
    deleted++;
  }
  return { copiesChanged: changed, filesDeleted: deleted };
}

/** Returns the bytes of a copy without the erased data; undefined if the copy can't be read. */
function without(
  { files, open, sealer }: EraseContext,
  file: string,
  what: EraseRequest,
): Uint8Array | 'unchanged' | undefined {
  const opened = openDatabaseFile(open, files, file);
  if (!('database' in opened)) return undefined;
  const { database } = opened;
  try {
    if (opened.kind === 'newer') return undefined;
    const { erased, trimmed } = eraseFromDatabase(database, sealer, what);
    // Rows that were removed while opening it may mention erased data.
    if (Object.keys(erased).length + trimmed + opened.damagedRows === 0) return 'unchanged';
    return withTrailer(database.export(), 'rows');
  } finally {
    database.close();
  }
}
