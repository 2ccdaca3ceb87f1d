import { crc32 } from 'node:zlib';
import type { Database, OpenDatabase } from './database.ts';
import { repairTables } from '../facts/repairTables.ts';
import { applicationId, migrate, schemaVersion, versionOf } from './migrations.ts';

/**
 * The SQLite file has 16 bytes after its last page: a mark, SQLite's change counter, and the length and CRC-32 of everything before. SQLite
 * itself ignores them. They distinguish a flipped bit, which SQLite doesn't always notice, from a file that another program has changed,
 * and make checking its pages at each start unnecessary. The second mark means that its rows were checked too; versions that know only the
 * first mark check just the pages of such a file.
 */
const trailerMarks = { pages: 0x446d6b31, rows: 0x446d6b32 };
const trailerLength = 16;
const headerText = 'SQLite format 3\0';

export type OpenedFile =
  /**
   * `writtenVersion`: the schema of the file. `damagedRows`: the number of rows that were removed from the opened database; the file still
   * has them.
   */
  | {
      readonly kind: 'ready';
      readonly database: Database;
      readonly writtenVersion: number;
      readonly damagedRows: number;
    }
  | { readonly kind: 'newer'; readonly database: Database }
  | { readonly kind: 'damaged' | 'foreign' };

/**
 * Adds the trailer to the bytes of a database.
 * @param checked the checks that it passed. `rows`: `openSqliteFile` opened it, and only facts within their limits were added since
 */
export function withTrailer(bytes: Uint8Array, checked: keyof typeof trailerMarks = 'pages'): Uint8Array {
  const whole = Buffer.alloc(bytes.length + trailerLength);
  whole.set(bytes);
  whole.writeUInt32BE(trailerMarks[checked], bytes.length);
  whole.writeUInt32BE(changeCounter(whole), bytes.length + 4);
  whole.writeUInt32BE(bytes.length, bytes.length + 8);
  whole.writeUInt32BE(crc32(bytes), bytes.length + 12);
  return whole;
}

/** Opens a file of ours from its bytes, brought to the present schema unless it is newer. */
export function openSqliteFile(open: OpenDatabase, bytes: Uint8Array): OpenedFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 100 || file.toString('latin1', 0, 16) !== headerText) return { kind: 'damaged' };
  if (file.readUInt32BE(68) !== applicationId) return { kind: readTrailer(file) === 'wrong' ? 'damaged' : 'foreign' };
  const trailer = readTrailer(file);
  if (trailer === 'wrong') return { kind: 'damaged' };
  const content = trailer === 'none' ? file : file.subarray(0, -trailerLength);
  return openContent(open, content, trailer);
}

function openContent(open: OpenDatabase, content: Uint8Array, checked: 'rows' | 'pages' | 'none'): OpenedFile {
  const database = open(content);
  try {
    if (checked === 'none') checkPages(database);
    const writtenVersion = versionOf(database);
    if (writtenVersion > schemaVersion) return { kind: 'newer', database };
    migrate(database);
    if (checked === 'none') checkSchema(open, database);
    const damagedRows = checked === 'rows' ? 0 : repairTables(database);
    return { kind: 'ready', database, writtenVersion, damagedRows };
  } catch {
    // Any SQLite error means the same for such a file.
    database.close();
    return { kind: 'damaged' };
  }
}

/** Throws if the pages are inconsistent. A wrong value alone is left to the check of the rows. */
function checkPages(database: Database): void {
  const faults = database.all('PRAGMA integrity_check(100000)').map(([text]) => String(text));
  if (!faults.every((fault) => fault === 'ok' || /^(NULL|TEXT|NUMERIC|non-\w+) value in /.test(fault)))
    throw new Error('the check of its pages failed');
}

/** Drops what another program added, such as triggers, which would run with every change. Throws when a table isn't as Daymark makes it. */
function checkSchema(open: OpenDatabase, database: Database): void {
  const ours = open();
  try {
    migrate(ours);
    const sql = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'";
    const expected = new Map(ours.all(sql).map(([type, name, text]) => [`${String(type)} ${String(name)}`, text]));
    for (const row of database.all(sql)) {
      const [type = '', name = ''] = row.map(String);
      const text = expected.get(`${type} ${name}`);
      if (text === undefined && type !== 'table') database.script(`DROP ${type} "${name.replaceAll('"', '""')}"`);
      else if (text !== undefined && type === 'table' && text !== row[2])
        throw new Error(`the table ${name} is another`);
    }
  } finally {
    ours.close();
  }
}

/** Returns what the trailer says was checked; `none` also if another program wrote to the file since. */
function readTrailer(file: Buffer): 'rows' | 'pages' | 'none' | 'wrong' {
  const at = file.length - trailerLength;
  const mark = file.readUInt32BE(at);
  const checked = mark === trailerMarks.rows ? 'rows' : mark === trailerMarks.pages ? 'pages' : undefined;
  if (!checked) return isWhole(file) ? 'none' : 'wrong';
  if (file.readUInt32BE(at + 4) !== changeCounter(file)) return 'none';
  const isRight = file.readUInt32BE(at + 8) === at && file.readUInt32BE(at + 12) === crc32(file.subarray(0, at));
  return isRight ? checked : 'wrong';
}

// The header holds the page size and the number of pages.
function isWhole(file: Buffer): boolean {
  const pageSize = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16);
  return file.length >= pageSize * file.readUInt32BE(28);
}

function changeCounter(file: Buffer): number {
  return file.readUInt32BE(24);
}
