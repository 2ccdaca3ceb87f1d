import { crc32 } from 'node:zlib';
import type { Database, OpenDatabase } from './database.ts';
import { applicationId, migrate, schemaVersion, versionOf } from './migrations.ts';

/**
 * The SQLite file with 16 bytes behind its last page: a mark, SQLite's change counter, the length and the CRC-32 of what stands before.
 * SQLite itself reads over them. They tell a flipped bit, which SQLite doesn't always notice, from a file that another program
 * has changed, and make a check of its pages needless at each start.
 */
const trailerMark = 0x446d6b31;
const trailerLength = 16;
const headerText = 'SQLite format 3\0';

export type Opened =
  | { readonly kind: 'ready' | 'newer'; readonly database: Database }
  | { readonly kind: 'damaged' | 'foreign' };

/** Adds the trailer to the bytes of a database. */
export function withTrailer(bytes: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(bytes.length + trailerLength);
  whole.set(bytes);
  whole.writeUInt32BE(trailerMark, bytes.length);
  whole.writeUInt32BE(changeCounter(whole), bytes.length + 4);
  whole.writeUInt32BE(bytes.length, bytes.length + 8);
  whole.writeUInt32BE(crc32(bytes), bytes.length + 12);
  return whole;
}

/** Opens a file of ours from its bytes, brought to the present schema unless it is newer. */
export function openSqliteFile(open: OpenDatabase, bytes: Uint8Array): Opened {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 100 || file.toString('latin1', 0, 16) !== headerText) return { kind: 'damaged' };
  if (file.readUInt32BE(68) !== applicationId) return { kind: readTrailer(file) === 'wrong' ? 'damaged' : 'foreign' };
  const trailer = readTrailer(file);
  if (trailer === 'wrong') return { kind: 'damaged' };
  const content = trailer === 'right' ? file.subarray(0, -trailerLength) : file;
  return openContent(open, content, trailer === 'right');
}

function openContent(open: OpenDatabase, content: Uint8Array, isChecked: boolean): Opened {
  const database = open(content);
  try {
    if (!isChecked && database.first('PRAGMA integrity_check')?.[0] !== 'ok')
      throw new Error('the check of its pages failed');
    if (versionOf(database) > schemaVersion) return { kind: 'newer', database };
    migrate(database);
    return { kind: 'ready', database };
  } catch {
    // Whatever SQLite says of such a file, it comes to the same.
    database.close();
    return { kind: 'damaged' };
  }
}

/** `none` also where another program has written to the file since. */
function readTrailer(file: Buffer): 'right' | 'wrong' | 'none' {
  const at = file.length - trailerLength;
  if (file.readUInt32BE(at) !== trailerMark) return isWhole(file) ? 'none' : 'wrong';
  if (file.readUInt32BE(at + 4) !== changeCounter(file)) return 'none';
  const isRight = file.readUInt32BE(at + 8) === at && file.readUInt32BE(at + 12) === crc32(file.subarray(0, at));
  return isRight ? 'right' : 'wrong';
}

// The header tells the size of a page and how many there are.
function isWhole(file: Buffer): boolean {
  const pageSize = file.readUInt16BE(16) === 1 ? 65_536 : file.readUInt16BE(16);
  return file.length >= pageSize * file.readUInt32BE(28);
}

function changeCounter(file: Buffer): number {
  return file.readUInt32BE(24);
}
