import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import type { Ledger } from './ledger.ts';
import { withPages, type Pages } from './readers/sqlite/pages.ts';
import { RowProblem, rowsOf, type LogRow } from './readers/sqlite/rows.ts';
import type { LogFormat, LogTable, ReaderState } from './usage.ts';

/** Position up to which a file was read. A plain object that can be stored as JSON. */
export interface LogPosition {
  /** Bytes that were read and used: always a start of a line. */
  readonly offset: number;
  readonly size: number;
  readonly changedMs: number;
  readonly inode: number;
  /** The last bytes before the offset in hex, which distinguish a rewritten file from one that grew. */
  readonly tail: string;
  /** The rest of a line that is too long is passed over. */
  readonly skips: boolean;
  readonly state: ReaderState;
}

export interface ReadOutcome {
  readonly position: LogPosition;
  /** Bytes that were read now. */
  readonly bytes: number;
  /** True if nothing is left. */
  readonly done: boolean;
}

const chunkBytes = 1 << 20;
/** The longest line that is read. A usage line has some KB; longer ones contain files or pictures. */
export const longestLine = 16 << 20;
/** The largest document that is read as a whole. */
const largestDocument = 64 << 20;
const tailBytes = 32;
const newline = 10;

/** The budget of a read. */
export interface ReadLimits {
  /** Bytes after which a read returns, so that the caller can report progress or stop. Default: the whole file. */
  readonly budget?: number;
  readonly longestLine?: number;
  readonly largestDocument?: number;
}

/**
 * Reads what was added to a log since a position, or from the start if the file is a different one, was truncated, or was rewritten.
 * Rereading is harmless, since the ledger counts each call once. Uses some MB of memory, whatever the size of the file.
 * @throws what Node throws for a file that can't be read
 */
export function readLog(
  path: string,
  { format, ledger, from, limits = {} }: { format: LogFormat; ledger: Ledger; from?: LogPosition; limits?: ReadLimits },
): ReadOutcome {
  const file = openSync(path, 'r');
  try {
    const { size, mtimeMs, ino } = format.shape === 'database' ? withLog(fstatSync(file), path) : fstatSync(file);
    const stat = { size, changedMs: mtimeMs, inode: ino };
    const start = from && isSameFile(file, from, stat) ? from : fresh(format, path);
    if (format.shape === 'lines') return readLines(file, { format, ledger, start, stat, limits });
    const isKnown = start.changedMs === mtimeMs && start.size === size;
    const position = { ...start, ...stat, offset: size };
    if (!isKnown && format.shape === 'database') readDatabase(path, { format, ledger, state: position.state });
    else if (!isKnown) readWhole(file, { format, ledger, size, state: position.state, limits });
    return { position, bytes: isKnown ? 0 : size, done: true };
  } finally {
    closeSync(file);
  }
}

type Stat = Pick<LogPosition, 'size' | 'changedMs' | 'inode'>;

function fresh(format: LogFormat, path: string): LogPosition {
  const state = format.begin(path.replaceAll('\\', '/'));
  return { offset: 0, size: 0, changedMs: 0, inode: 0, tail: '', skips: false, state };
}

function isSameFile(file: number, from: LogPosition, { size, inode }: Stat): boolean {
  if (inode !== from.inode || size < from.offset) return false;
  return from.tail === tailAt(file, from.offset);
}

function tailAt(file: number, offset: number): string {
  const bytes = Buffer.alloc(Math.min(tailBytes, offset));
  const read = readSync(file, bytes, 0, bytes.length, offset - bytes.length);
  return bytes.subarray(0, read).toString('hex');
}

interface LineJob {
  readonly format: LogFormat;
  readonly ledger: Ledger;
  readonly start: LogPosition;
  readonly stat: Stat;
  readonly limits: ReadLimits;
}

function readLines(file: number, { format, ledger, start, stat, limits }: LineJob): ReadOutcome {
  const most = limits.longestLine ?? longestLine;
  const state = structuredClone(start.state);
  let buffer = Buffer.allocUnsafe(Math.max(1, Math.min(chunkBytes, stat.size - start.offset + 1)));
  /** Bytes in the buffer, from the start of a line on. */
  let filled = 0;
  let { offset, skips } = start;
  let bytes = 0;
  for (;;) {
    if (filled === buffer.length) buffer = Buffer.concat([buffer], Math.min(buffer.length * 4, most) + chunkBytes);
    const read = readSync(file, buffer, filled, Math.min(chunkBytes, buffer.length - filled), offset + filled);
    bytes += read;
    filled += read;
    let begin = 0;
    for (
      let end = buffer.indexOf(newline, filled - read);
      end !== -1 && end < filled;
      end = buffer.indexOf(newline, begin)
    ) {
      if (!skips) takeLine(buffer.subarray(begin, end), { format, ledger, state });
      skips = false;
      begin = end + 1;
    }
    offset += begin;
    buffer.copyWithin(0, begin, filled);
    filled -= begin;
    if (filled > most) {
      if (!skips) ledger.problem('line-too-long');
      skips = true;
    }
    if (skips) {
      offset += filled;
      filled = 0;
    }
    // Reading can't resume within a line, so a budget ends between lines.
    const isBetween = skips || offset > start.offset;
    if (read === 0 || (isBetween && bytes >= (limits.budget ?? Number.POSITIVE_INFINITY))) {
      const done = read === 0;
      if (done && filled > 0 && !skips && isWhole(buffer.subarray(0, filled))) {
        takeLine(buffer.subarray(0, filled), { format, ledger, state });
        offset += filled;
      }
      return { position: { ...stat, offset, skips, state, tail: tailAt(file, offset) }, bytes, done };
    }
  }
}

/** Returns true if a last line without an end is complete: the tool is not still writing it. */
function isWhole(line: Buffer): boolean {
  try {
    JSON.parse(line.toString());
    return true;
  } catch {
    return false;
  }
}

interface LineContext {
  readonly format: LogFormat;
  readonly ledger: Ledger;
  readonly state: ReaderState;
}

function takeLine(line: Buffer, { format, ledger, state }: LineContext): void {
  if (line.length === 0 || (line.length === 1 && line[0] === 13)) return;
  ledger.line();
  if (format.wants && !format.wants(line, ledger.callDetail !== undefined)) return;
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(textOf(line, format.unread)));
  } catch {
    return ledger.problem('invalid-json');
  }
  readValue(value, { format, ledger, state });
}

/** Lists that are nested without end run out of stack somewhere. They end no reading. */
function readValue(value: unknown, { format, ledger, state }: LineContext): void {
  try {
    format.read(value, state, ledger);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    ledger.problem('invalid-json');
  }
}

const [quote, backslash] = [34, 92];

/** A line as text, with an empty text in the place of the field that isn't read. */
function textOf(line: Buffer, unread: string | undefined): string {
  if (unread === undefined) return line.toString();
  const start = line.indexOf(`"${unread}":"`);
  if (start === -1) return line.toString();
  const from = start + unread.length + 4;
  let end = line.indexOf(quote, from);
  while (end !== -1 && isEscaped(line, end)) end = line.indexOf(quote, end + 1);
  return end === -1 ? line.toString() : line.toString('utf8', 0, from) + line.toString('utf8', end);
}

function isEscaped(line: Buffer, at: number): boolean {
  let before = at;
  while (line[before - 1] === backslash) before -= 1;
  return (at - before) % 2 === 1;
}

interface WholeJob extends LineContext {
  readonly size: number;
  readonly limits: ReadLimits;
}

function readWhole(file: number, { format, ledger, size, state, limits }: WholeJob): void {
  ledger.line();
  if (size > (limits.largestDocument ?? largestDocument)) return ledger.problem('file-too-large');
  const bytes = Buffer.alloc(size);
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(bytes.subarray(0, readSync(file, bytes, 0, size, 0)).toString()));
  } catch {
    return ledger.problem('invalid-json');
  }
  readValue(value, { format, ledger, state });
}

/** A database whose program runs changes in the log beside it first. */
function withLog(file: Stats, path: string): Pick<Stats, 'size' | 'mtimeMs' | 'ino'> {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  return {
    ino: file.ino,
    size: file.size + (log?.size ?? 0),
    mtimeMs: Math.max(file.mtimeMs, log?.mtimeMs ?? 0),
  };
}

/** Reads the tables of a database. What its program changes meanwhile is read the next time, since the file is another then. */
function readDatabase(path: string, { format, ledger, state }: LineContext): void {
  withPages(path, (pages) => {
    if (!pages) return ledger.problem('database');
    for (const table of format.tables ?? [])
      if (!table.isDetail || ledger.keeps !== 'off' || ledger.callDetail)
        readTable(pages, table, { format, ledger, state });
  });
}

function readTable(pages: Pages, table: LogTable, { format, ledger, state }: LineContext): void {
  const attempt = (read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      ledger.problem('database');
    }
  };
  attempt(() => {
    for (const row of rowsOf(pages, table.name))
      attempt(() => {
        const value = valuesOf(row, table);
        if (value === undefined) return;
        ledger.line();
        format.read(value, state, ledger);
      });
  });
}

function valuesOf(row: LogRow, { name, columns, wants }: LogTable): object | undefined {
  const [first] = columns;
  const value = row.get(first);
  if (wants && !(typeof value === 'string' && wants(value))) return undefined;
  return { ...Object.fromEntries(columns.map((column) => [column, row.get(column)])), table: name };
}

/** Windows tools may begin a file with a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
