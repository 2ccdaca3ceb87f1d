import { jsonOf } from '../../core/base/jsonOf.ts';
import type { RecordFact } from '../../core/facts/facts.ts';
import type { RecordQuery, RecordReader } from '../../core/facts/reader.ts';
import { isRecordFields } from '../../core/records/recordChecks.ts';
import { applyPatch, patchesOf, type RecordState } from '../../core/records/recordState.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { NameTable } from '../facts/nameTable.ts';
import type { Database, SqlRow, SqlValue } from '../sqlite/database.ts';

const defaultLimit = 500;

/** Reads records from the tables, each folded from its patches. Fields whose key is not here are left out; they stay in the tables. */
export class StoredRecords implements RecordReader {
  readonly #database: Database;
  readonly #names: NameTable;
  readonly #marks = new Map<string, { readonly changes: number; readonly marks: ReadonlyMap<string, string> }>();

  constructor(database: Database, names: NameTable) {
    this.#database = database;
    this.#names = names;
  }

  record(collection: string, id: string): RecordState | undefined {
    const sql = 'SELECT number, collection, id FROM record WHERE collection = ? AND id = ?';
    const row = this.#database.first(sql, collection, id);
    return row && this.#state(row);
  }

  records(collection: string, query: RecordQuery): { states: RecordState[]; next?: string } {
    const { by = 'start', limit = defaultLimit, descending = false } = query;
    const { where, params } = conditionsOf(query, by);
    const order = `${by} ${descending ? 'DESC' : 'ASC'}, id ${descending ? 'DESC' : 'ASC'}`;
    const sql = `SELECT number, collection, id, ${by} FROM record WHERE collection = ? AND deleted = 0${where} ORDER BY ${order} LIMIT ?`;
    const rows = this.#database.all(sql, collection, ...params, limit + 1);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const states = page.map((row) => this.#state(row));
    return { states, ...(last && { next: JSON.stringify([last[3], last[2]]) }) };
  }

  recordMarks(collection: string): ReadonlyMap<string, string> {
    // Rows that were changed since the database was opened. Reading the marks anew takes 15 ms for 10,000 records.
    const changes = this.#database.number('SELECT total_changes()');
    const known = this.#marks.get(collection);
    if (known?.changes === changes) return known.marks;
    const marks = this.#readMarks(collection);
    this.#marks.set(collection, { changes, marks });
    return marks;
  }

  #readMarks(collection: string): ReadonlyMap<string, string> {
    // Every change adds a patch, and dropping overwritten ones lowers both sums.
    const sql = `SELECT id, count(*), sum(time), sum(count) FROM record JOIN record_patch ON record = number
      WHERE collection = ? AND deleted = 0 GROUP BY number`;
    return new Map(this.#database.all(sql, collection).map(([id, ...sums]) => [String(id), sums.join(' ')]));
  }

  recordFacts({ from, to }: TimeRange): RecordFact[] {
    const sql = `SELECT number, collection, id FROM record WHERE deleted = 0 AND ifnull(start, at) >= ? AND ifnull(start, at) < ?
      ORDER BY collection, id`;
    const states = this.#database.all(sql, from, to).map((row) => this.#state(row));
    return states.flatMap((state) => patchesOf(state).map((patch): RecordFact => ({ type: 'record', ...patch })));
  }

  recordStarts({ from, to }: TimeRange): number[] {
    const sql = 'SELECT ifnull(start, at) AS began FROM record WHERE deleted = 0 AND began >= ? AND began < ?';
    return this.#database.all(sql, from, to).map(([start]) => Number(start));
  }

  #state([number = 0, collection, id]: SqlRow): RecordState {
    const record = { id: String(id), collection: String(collection) };
    let state: RecordState = { ...record, fields: new Map() };
    const sql = 'SELECT time, count, writer, body FROM record_patch WHERE record = ?';
    for (const [time, count, writer, body] of this.#database.all(sql, number)) {
      const fields = jsonOf(this.#names.body(body));
      if (!isRecordFields(fields)) continue;
      const clock = { time: Number(time), count: Number(count), writer: this.#names.writer(writer) };
      state = applyPatch(state, { ...record, clock, fields });
    }
    return state;
  }
}

interface Conditions {
  readonly where: string;
  readonly params: readonly SqlValue[];
}

function conditionsOf(query: RecordQuery, by: NonNullable<RecordQuery['by']>): Conditions {
  const conditions: [sql: string, ...params: SqlValue[]][] = [];
  const { ids, status, from, to, after } = query;
  if (ids) conditions.push(['id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)]);
  if (status !== undefined)
    conditions.push(['status IN (SELECT value FROM json_each(?))', JSON.stringify([status].flat())]);
  if (to !== undefined) conditions.push([`${by} < ?`, to]);
  if (from !== undefined && by === 'start') conditions.push(['(start >= ? OR "end" > ?)', from, from]);
  else if (from !== undefined) conditions.push([`${by} >= ?`, from]);
  if (after !== undefined) conditions.push(afterPage(after, by, query.descending ?? false));
  const where = conditions.map(([sql]) => ` AND ${sql}`).join('');
  return { where, params: conditions.flatMap(([, ...params]) => params) };
}

/** SQLite sorts what has no value first. */
function afterPage(after: string, by: string, descending: boolean): [sql: string, ...params: SqlValue[]] {
  const [value = null, id = ''] = (jsonOf(after) ?? []) as [value?: number | null, id?: string];
  if (descending) {
    if (value === null) return [`(${by} IS NULL AND id < ?)`, id];
    return [`(${by} < ? OR (${by} = ? AND id < ?) OR ${by} IS NULL)`, value, value, id];
  }
  if (value === null) return [`(${by} IS NOT NULL OR id > ?)`, id];
  return [`(${by} > ? OR (${by} = ? AND id > ?))`, value, value, id];
}
