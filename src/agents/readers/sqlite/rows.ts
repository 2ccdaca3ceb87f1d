import type { Pages } from './pages.ts';

/** A value of a row. Text is UTF-8; a blob is as text, too, since tools keep JSON in both. */
export type LogValue = number | string | null;

/** A row, of which only what is asked for is read. */
export interface LogRow {
  /** Null for a column that the table doesn't have. @throws RowProblem where the database is damaged, or the value too large */
  get(column: string): LogValue;
}

/** Something in a database that can't be read. */
export class RowProblem extends Error {}

/** No row that counts is nearly as large, in bytes. */
const largestRow = 16 << 20;
/** A tree of more levels is none. */
const deepest = 20;

/**
 * Reads the rows of a table in the order of their row ids.
 * @returns nothing if there is no such table
 * @throws RowProblem where the database is damaged
 */
export function* rowsOf(pages: Pages, table: string): Generator<LogRow> {
  const found = tableOf(pages, table);
  if (!found) return;
  const columns = new Map(found.columns.map((name, index) => [name, index]));
  for (const record of recordsOf(pages, found.root))
    yield {
      get: (name) => {
        const index = columns.get(name);
        return index === undefined ? null : record(index);
      },
    };
}

function tableOf(
  pages: Pages,
  table: string,
): { readonly root: number; readonly columns: readonly string[] } | undefined {
  for (const record of recordsOf(pages, 1)) {
    if (record(0) !== 'table' || record(1) !== table) continue;
    const [root, sql] = [record(3), record(4)];
    if (typeof root === 'number' && typeof sql === 'string') return { root, columns: columnsIn(sql) };
  }
  return undefined;
}

/** The names of the columns in a CREATE TABLE. */
function columnsIn(sql: string): string[] {
  const body = sql.slice(sql.indexOf('(') + 1, sql.lastIndexOf(')'));
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: sign, index } of body.matchAll(/[(),]/g)) {
    if (sign === ',' && depth === 0) {
      parts.push(body.slice(from, index));
      from = index + 1;
    } else if (sign !== ',') depth += sign === '(' ? 1 : -1;
  }
  return [...parts, body.slice(from)]
    .map((part) => /^\s*(?:--[^\n]*\n\s*)*[`"[]?(\w+)/.exec(part)?.[1] ?? '')
    .filter((name) => !/^(?:constraint|primary|unique|check|foreign)$/i.test(name));
}

/** The value of a column of a row, by its number. */
type Record = (column: number) => LogValue;

/** Walks the tree of a table: https://www.sqlite.org/fileformat2.html#b_tree_pages */
function* recordsOf(pages: Pages, root: number): Generator<Record> {
  const seen = new Set<number>();
  const left: { readonly number: number; readonly depth: number }[] = [{ number: root, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { number, depth } = next;
    // A page has one place in one tree.
    if (seen.has(number) || depth > deepest) throw new RowProblem('a tree that has no end');
    seen.add(number);
    const page = pages.page(number);
    if (!page) throw new RowProblem('a page that is not there');
    const at = number === 1 ? 100 : 0;
    const cells = cellsOf(page, at);
    if (page[at] === 13) for (const cell of cells) yield recordAt(pages, page, cell);
    else if (page[at] === 5) {
      const children = [...cells.map((cell) => page.readUInt32BE(cell)), page.readUInt32BE(at + 8)];
      left.push(...children.reverse().map((child) => ({ number: child, depth: depth + 1 })));
    } else throw new RowProblem('a page of another kind');
  }
}

/** The places of the cells in a page. */
function cellsOf(page: Buffer, at: number): number[] {
  const start = at + (page[at] === 5 ? 12 : 8);
  const count = page.readUInt16BE(at + 3);
  if (start + count * 2 > page.length) throw new RowProblem('more cells than fit');
  const cells = Array.from({ length: count }, (_, index) => page.readUInt16BE(start + index * 2));
  if (cells.some((cell) => cell < start || cell + 4 > page.length)) throw new RowProblem('a cell outside of its page');
  return cells;
}

function recordAt(pages: Pages, page: Buffer, cell: number): Record {
  const [size, afterSize] = varintAt(page, cell);
  const [, start] = varintAt(page, afterSize);
  const { usable } = pages;
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const spilled = least + ((size - least) % (usable - 4));
  const local = size <= most ? size : spilled <= most ? spilled : least;
  if (start + local + (local < size ? 4 : 0) > usable) throw new RowProblem('a row outside of its page');
  let payload = page.subarray(start, start + local);
  let columns: readonly Column[] | undefined;
  return (index) => {
    columns ??= columnsOf(payload);
    const column = columns[index];
    // A column that was added later isn't in rows of before.
    if (!column) return null;
    if (column.at + column.bytes > payload.length && payload.length < size) {
      if (size > largestRow) throw new RowProblem('a row that is too large');
      payload = wholePayload(pages, payload, { size, next: page.readUInt32BE(start + local) });
    }
    if (column.at + column.bytes > payload.length) throw new RowProblem('a value outside of its row');
    return valueOf(payload.subarray(column.at, column.at + column.bytes), column.type);
  };
}

function wholePayload(
  pages: Pages,
  first: Buffer,
  { size, next }: { readonly size: number; readonly next: number },
): Buffer {
  const parts = [first];
  let [length, number] = [first.length, next];
  while (length < size) {
    const page = pages.page(number);
    if (!page) throw new RowProblem('a page that is not there');
    const part = page.subarray(4, Math.min(pages.usable, 4 + size - length));
    parts.push(part);
    length += part.length;
    number = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

interface Column {
  readonly type: number;
  readonly at: number;
  readonly bytes: number;
}

/** The header of a record: https://www.sqlite.org/fileformat2.html#record_format */
function columnsOf(payload: Buffer): Column[] {
  const [headerBytes, first] = varintAt(payload, 0);
  const columns: Column[] = [];
  let [position, at] = [first, headerBytes];
  while (position < headerBytes) {
    const [type, next] = varintAt(payload, position);
    const bytes = type >= 12 ? (type - (type % 2 === 0 ? 12 : 13)) / 2 : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? -1);
    if (bytes < 0) throw new RowProblem('a value of an unknown kind');
    columns.push({ type, at, bytes });
    position = next;
    at += bytes;
  }
  return columns;
}

function valueOf(bytes: Buffer, type: number): LogValue {
  if (type >= 12) return bytes.toString();
  if (type === 0) return null;
  if (type >= 8) return type - 8;
  if (type === 7) return bytes.readDoubleBE();
  return bytes.length === 8 ? Number(bytes.readBigInt64BE()) : bytes.readIntBE(0, bytes.length);
}

/** @returns the number, and the place after it */
function varintAt(bytes: Buffer, at: number): readonly [number, number] {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) throw new RowProblem('a number outside of its page');
    // The ninth byte counts in full; numbers that large are none of ours.
    if (index === 8) return [value * 256 + byte, at + 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value, at + 9];
}
