import type { Files } from '../disk/files.ts';
import type { OpenDatabase } from './database.ts';
import { openSqliteFile, type OpenedFile } from './sqliteFile.ts';

/** No database of sql.js is nearly as long, in bytes: it has to fit into memory several times. */
const largestFile = 2 ** 30;

/** Reads the bytes of a database; undefined if there is no file, `unfit` where something else has its name. */
export function readDatabase(files: Files, file: string): Uint8Array | 'unfit' | undefined {
  const { isFile = true, size = 0 } = files.stat(file) ?? {};
  return isFile && size <= largestFile ? files.read(file) : 'unfit';
}

/** Opens the database of a file; `damaged` also where there is none. */
export function openDatabaseFile(open: OpenDatabase, files: Files, file: string): OpenedFile {
  const bytes = readDatabase(files, file);
  return typeof bytes === 'object' ? openSqliteFile(open, bytes) : { kind: 'damaged' };
}
