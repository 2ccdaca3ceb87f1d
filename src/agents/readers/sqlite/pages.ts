import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Reads the pages of a SQLite database. */
export interface Pages {
  readonly pageSize: number;
  /** Bytes of a page that are used. */
  readonly usable: number;
  /** Number of pages. */
  readonly count: number;
  /** @param number from 1. Undefined for one that isn't there */
  page(number: number): Buffer | undefined;
}

/** A longer log of changes hasn't been cleared up for a long time, in bytes. */
const longestLog = 256 << 20;
const headerBytes = 100;
const magic = 'SQLite format 3\0';

/**
 * Opens a database to read: the file, and the changes in the log beside it (`-wal`), where most of what is new is while its program runs.
 * Nothing is written or locked, and pages are read when they are asked for. The format: https://www.sqlite.org/fileformat2.html
 * @param use gets the pages; undefined for a file that isn't a database, or too large or unusual to be read
 */
export function withPages<T>(path: string, use: (pages: Pages | undefined) => T): T {
  const file = openSync(path, 'r');
  try {
    const log = readChangeLog(`${path}-wal`);
    return use(log === 'too-large' ? undefined : pagesOf(file, log));
  } finally {
    closeSync(file);
  }
}

function pagesOf(file: number, log: ChangeLog | undefined): Pages | undefined {
  const header = log?.pages.get(1)?.subarray(0, headerBytes) ?? bytesAt(file, 0, headerBytes);
  if (header?.toString('latin1', 0, magic.length) !== magic) return undefined;
  const size = header.readUInt16BE(16);
  const pageSize = size === 1 ? 65_536 : size;
  const reserved = header[20] ?? 0;
  const isUtf8 = header.readUInt32BE(56) === 1;
  const isPlain = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0 && pageSize - reserved >= 480;
  if (!isUtf8 || !isPlain || (log && log.pageSize !== pageSize)) return undefined;
  const count = log?.count ?? Math.floor(fstatSync(file).size / pageSize);
  return {
    pageSize,
    usable: pageSize - reserved,
    count,
    page: (number) =>
      number < 1 || number > count
        ? undefined
        : (log?.pages.get(number) ?? bytesAt(file, (number - 1) * pageSize, pageSize)),
  };
}

function bytesAt(file: number, position: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : undefined;
}

/** Pages that have been committed and are not in the file yet. */
interface ChangeLog {
  readonly pageSize: number;
  /** Pages of the database after the last commit. */
  readonly count: number;
  readonly pages: ReadonlyMap<number, Buffer>;
}

/** Undefined if there is no log, or nothing in it holds. Not blocking: opening a pipe with this name would wait for its writer. */
function readChangeLog(path: string): ChangeLog | undefined | 'too-large' {
  let bytes: Buffer;
  try {
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      if (!stat.isFile()) return undefined;
      const { size } = stat;
      if (size > longestLog) return 'too-large';
      bytes = bytesAt(file, 0, size) ?? Buffer.alloc(0);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  return changesIn(bytes);
}

const logHeader = 32;
const frameHeader = 24;

/** Takes the frames up to the last commit. A frame whose salt or checksum is wrong is of an earlier log, or half written. */
function changesIn(bytes: Buffer): ChangeLog | undefined {
  if (bytes.length < logHeader) return undefined;
  const kind = bytes.readUInt32BE(0);
  if (kind !== 0x37_7f_06_82 && kind !== 0x37_7f_06_83) return undefined;
  const read = kind === 0x37_7f_06_83 ? (at: number) => bytes.readUInt32BE(at) : (at: number) => bytes.readUInt32LE(at);
  const pageSize = bytes.readUInt32BE(8);
  if (pageSize < 512 || pageSize > 65_536) return undefined;
  let sums = sumOf(read, { from: 0, to: 24 }, [0, 0]);
  if (!isSum(bytes, 24, sums)) return undefined;
  const salt = bytes.subarray(16, 24);
  const [pages, pending] = [new Map<number, Buffer>(), new Map<number, Buffer>()];
  let count = 0;
  for (let at = logHeader; at + frameHeader + pageSize <= bytes.length; at += frameHeader + pageSize) {
    const body = at + frameHeader;
    sums = sumOf(read, { from: at, to: at + 8 }, sums);
    sums = sumOf(read, { from: body, to: body + pageSize }, sums);
    if (!bytes.subarray(at + 8, at + 16).equals(salt) || !isSum(bytes, at + 16, sums)) break;
    pending.set(bytes.readUInt32BE(at), bytes.subarray(body, body + pageSize));
    const committed = bytes.readUInt32BE(at + 4);
    if (committed === 0) continue;
    count = committed;
    for (const [number, page] of pending) pages.set(number, page);
    pending.clear();
  }
  return count === 0 ? undefined : { pageSize, count, pages };
}

type Sums = readonly [number, number];

function sumOf(
  read: (at: number) => number,
  { from, to }: { readonly from: number; readonly to: number },
  [a, b]: Sums,
): Sums {
  let [first, second] = [a, b];
  for (let at = from; at < to; at += 8) {
    first = (first + read(at) + second) >>> 0;
    second = (second + read(at + 4) + first) >>> 0;
  }
  return [first, second];
}

function isSum(bytes: Buffer, at: number, [first, second]: Sums): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}
