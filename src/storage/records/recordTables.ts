import {
  dayOfRecord,
  occurrenceCollection,
  plannedIdsOf,
  planTaskCollection,
  taskCollection,
} from '../../core/facts/plans.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { compareClocks, type RecordClock } from '../../core/records/recordClock.ts';
import { columnValue, recordColumns, type RecordColumn, type RecordColumns } from '../../core/records/recordColumns.ts';
import { compareTexts } from '../../core/records/recordState.ts';
import type { Database } from '../sqlite/database.ts';
import { isInstant } from '../../core/facts/factLimits.ts';
import type { Interner } from '../facts/interner.ts';
import type { TouchedDays } from '../facts/dayCacheTable.ts';

interface SetColumn {
  readonly clock: RecordClock;
  readonly value: number | string | null;
}

/** A patch as its row holds it. */
export interface PatchRow {
  readonly collection: string;
  readonly id: string;
  readonly clock: RecordClock;
  readonly columns: RecordColumns;
  /** The number of the sealed fields in `string`. */
  readonly body: number;
}

/**
 * Writes patches of records. Patches are stored as received, since their fields can't be merged without the key; readers fold them, and
 * checkpoints drop overwritten ones (`compactRecords.ts`). Only the clear columns are folded here.
 */
export class RecordTables {
  readonly #database: Database;
  readonly #interner: Interner;
  /** Numbers of records whose columns may have changed. */
  readonly #changed = new Set<number>();

  readonly #touched: TouchedDays | undefined;

  /** @param touched collects the days whose totals change; absent if all are cleared, or none change */
  constructor(database: Database, interner: Interner, touched?: TouchedDays) {
    this.#database = database;
    this.#interner = interner;
    this.#touched = touched;
  }

  write({ collection, id, clock, columns, body }: PatchRow): void {
    const { time, count, writer } = clock;
    const upsert =
      'INSERT INTO record (collection, id, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = min(at, excluded.at)';
    this.#database.run(upsert, collection, id, time);
    const record = recordNumber(this.#database, collection, id);
    const text = Object.keys(columns).length > 0 ? JSON.stringify(columns) : null;
    const values = [record, time, count, this.#interner.writer(writer), body, text];
    this.#database.run('INSERT OR IGNORE INTO record_patch VALUES (?, ?, ?, ?, ?, ?)', ...values);
    this.#changed.add(record);
  }

  /** Brings the columns up to date. To be called after writing. */
  finish(): void {
    for (const record of this.#changed) {
      // The days that it counted in until now, and those that it counts in from now on.
      this.#touchDays(record);
      foldColumns(this.#database, record);
      this.#touchDays(record);
    }
    this.#changed.clear();
  }

  /** A plan shows whether a task of the list is done. */
  #touchPlans(listed: string): void {
    const ids = plannedIdsOf(listed);
    const sql = 'SELECT start, "end" FROM record WHERE collection = ? AND id >= ? AND id < ?';
    for (const [start, end] of this.#database.all(sql, planTaskCollection, ids, `${ids}\u{10ffff}`)) {
      const day = dayOfRecord(start, end);
      if (day !== undefined) this.#touched?.addDay(day);
    }
  }

  #touchDays(record: number): void {
    const sql = 'SELECT start, "end", utcOffset, collection, id FROM record WHERE number = ?';
    const [start, end, offset = null, collection, id] = (this.#touched && this.#database.first(sql, record)) ?? [];
    if (collection === taskCollection || collection === occurrenceCollection) this.#touchPlans(String(id));
    const day = offset === null ? dayOfRecord(start, end) : undefined;
    if (day !== undefined) this.#touched?.addDay(day);
    if (offset !== null && isInstant(start)) this.#touched?.add(start, isInstant(end) ? end : start, Number(offset));
  }
}

/** Returns the number of a record in the tables; 0 if there is none. */
export function recordNumber(database: Database, collection: string, id: string): number {
  return database.number('SELECT number FROM record WHERE collection = ? AND id = ?', collection, id);
}

/** Sets the columns of a record to those that its patches come to: of each, the value with the latest clock. */
export function foldColumns(database: Database, record: number): void {
  const sql = `SELECT time, count, name, columns FROM record_patch JOIN writer ON writer.id = record_patch.writer
    WHERE record = ? AND columns IS NOT NULL`;
  const latest = new Map<RecordColumn, SetColumn>();
  for (const [time, count, writer, text] of database.all(sql, record)) {
    const clock = { time: Number(time), count: Number(count), writer: String(writer) };
    const columns = (jsonOf(String(text)) ?? {}) as RecordColumns;
    for (const column of recordColumns) {
      const value = storedValue(column, columns[column]);
      const known = latest.get(column);
      if (value !== undefined && (!known || isLater({ clock, value }, known))) latest.set(column, { clock, value });
    }
  }
  const set = recordColumns.map((column) => `"${column}" = ?`).join(', ');
  const values = recordColumns.map((column) => latest.get(column)?.value ?? (column === 'deleted' ? 0 : null));
  database.run(`UPDATE record SET ${set} WHERE number = ?`, ...values, record);
}

/** The value of a column in a row; null if it is of another kind. */
function storedValue(column: RecordColumn, value: unknown): number | string | null | undefined {
  return value === undefined ? undefined : columnValue(column, column === 'deleted' ? value === 1 : value);
}

/** The same order in which `applyPatch` orders fields. */
function isLater(a: SetColumn, b: SetColumn): boolean {
  const byClock = compareClocks(a.clock, b.clock);
  return byClock > 0 || (byClock === 0 && compareTexts(b.value, a.value) < 0);
}
