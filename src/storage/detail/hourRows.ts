import { hourMs, minuteMs } from '../../core/time/days.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { wordOf } from '../facts/codes.ts';
import type { Database, SqlRow } from '../sqlite/database.ts';
import { decodeCounts, decodeNumbers, encodeCounts, encodeNumbers, toEdits } from '../facts/editCounts.ts';
import type { NameTable } from '../facts/nameTable.ts';

/** The fields that folding keeps apart: all except the file. */
export interface HourKey {
  /** Hours since 1970 by the local clock at the place of work, so that days consist of whole hours. */
  readonly hour: number;
  readonly offset: number;
  readonly kind: number;
  readonly source: number;
  readonly place: number;
}

/** An hour of one kind of work, with the pieces of time that it owns. */
export interface HourRow extends HourKey {
  readonly signals: number;
  readonly saves: number;
  readonly edits: readonly number[];
  /** Sorted and disjoint. */
  readonly pieces: readonly { readonly start: number; readonly end: number }[];
}

/** The columns that are numbers. */
type HourCells = [
  hour: number,
  offset: number,
  kind: number,
  source: number,
  place: number,
  signals: number,
  saves: number,
];
const columns = 'hour, offset, kind, source, place, signals, saves, edits, shape';

export function hourOf(at: number, offset: number): number {
  return Math.floor((at + offset * minuteMs) / hourMs);
}

export function startOfHour({ hour, offset }: Pick<HourKey, 'hour' | 'offset'>): number {
  return hour * hourMs - offset * minuteMs;
}

export function writeHour(database: Database, row: HourRow): void {
  const origin = startOfHour(row);
  let at = origin;
  const shape = row.pieces.flatMap(({ start, end }) => {
    const numbers = [start - at, end - start];
    at = end;
    return numbers;
  });
  const key = [row.hour, row.offset, row.kind, row.source, row.place];
  const figures = [row.signals, row.saves, encodeCounts(row.edits), encodeNumbers(shape)];
  database.run('INSERT OR REPLACE INTO hour VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', ...key, ...figures);
}

/** Rows of the hours that may overlap `[from, to)`. */
export function readHours(database: Database, from: number, to: number): HourRow[] {
  // The clock on the wall is at most 12 h behind and 14 h ahead of UTC.
  const [first, last] = [Math.floor(from / hourMs) - 13, Math.ceil(to / hourMs) + 14];
  const rows = database.all(`SELECT ${columns} FROM hour WHERE hour BETWEEN ? AND ? ORDER BY hour`, first, last);
  return rows.map(toHour).filter((row) => startOfHour(row) < to && startOfHour(row) + hourMs > from);
}

/**
 * Returns folded hours as spans that give the same totals: one for each piece. Each has at least one signal, since a piece of time without
 * any would not count, or a fraction of one if there were fewer signals than pieces.
 */
export function spansOfHour(row: HourRow, names: NameTable): SpanFact[] {
  const what = {
    type: 'span',
    offset: row.offset,
    kind: wordOf('kind', row.kind),
    source: wordOf('source', row.source),
    ...names.place(row.place),
  } as const;
  const pieces = row.pieces.length > 0 ? row.pieces : [{ start: startOfHour(row), end: startOfHour(row) }];
  const least = row.signals >= pieces.length ? 1 : row.signals / 1024;
  return pieces.map(({ start, end }, i) => ({
    ...what,
    id: `hour-${row.hour}-${row.offset}-${row.kind}-${row.source}-${row.place}:${i}`,
    start,
    end,
    signals: i === 0 ? row.signals - least * (pieces.length - 1) : least,
    saves: i === 0 ? row.saves : 0,
    edits: i === 0 ? toEdits(row.edits) : {},
  }));
}

/** Takes the row of a key out of the table. */
export function takeHour(database: Database, key: HourKey): HourRow | undefined {
  const where = 'hour = ? AND offset = ? AND kind = ? AND source = ? AND place = ?';
  const params = [key.hour, key.offset, key.kind, key.source, key.place];
  const row = database.first(`SELECT ${columns} FROM hour WHERE ${where}`, ...params);
  if (row) database.run(`DELETE FROM hour WHERE ${where}`, ...params);
  return row && toHour(row);
}

function toHour(cells: SqlRow): HourRow {
  const [hour, offset, kind, source, place, signals, saves] = cells.map(Number) as HourCells;
  const shape = decodeNumbers(cells[8] as Uint8Array | null);
  const pieces: { start: number; end: number }[] = [];
  for (let i = 0, at = startOfHour({ hour, offset }); i < shape.length; i += 2) {
    const start = at + (shape[i] ?? 0);
    at = start + (shape[i + 1] ?? 0);
    pieces.push({ start, end: at });
  }
  const edits = decodeCounts(cells[7] as Uint8Array | null);
  return { hour, offset, kind, source, place, signals, saves, edits, pieces };
}

/** SQL: whether a row's hour overlaps `[:from, :to)`. */
export const foldedOverlap =
  'hour * 3600000 - offset * 60000 < :to AND hour * 3600000 - offset * 60000 + 3600000 > :from';
