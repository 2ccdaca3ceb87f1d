import { compareText } from '../../core/base/compareText.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import type { RecordFact } from '../../core/facts/facts.ts';
import type { RecordQuery, RecordReader } from '../../core/facts/reader.ts';
import { isRecordFields, recordFieldsOf } from '../../core/records/recordChecks.ts';
import {
  foldPatches,
  patchesOf,
  type RecordFields,
  type RecordPatch,
  type RecordState,
} from '../../core/records/recordState.ts';
import { oldBody, oldFields } from './oldFacts.ts';
import { dayMs, type TimeRange } from '../../core/time/days.ts';
import type { NameTable } from '../facts/nameTable.ts';
import type { Database, SqlRow, SqlValue } from '../sqlite/database.ts';

const defaultLimit = 500;
/** Hardly any record lasts longer, ms: one that lasts a century must not make each query read all that began within one. */
const usualMs = 31 * dayMs;

/**
 * Reads records from the tables, folding each from its patches. If a patch's key is missing, only its clear columns are known, and the rest
 * stays in the tables.
 */
export class StoredRecords implements RecordReader {
  readonly #database: Database;
  readonly #names: NameTable;

  constructor(database: Database, names: NameTable) {
    this.#database = database;
    this.#names = names;
  }

  record(collection: string, id: string): RecordState | undefined {
    const sql = 'SELECT number, collection, id FROM record WHERE collection = ? AND id = ?';
    const row = this.#database.first(sql, collection, id);
    return row && this.#states([row])[0];
  }

  records(collection: string, query: RecordQuery): { states: RecordState[]; next?: string } {
    const { by = 'start', limit = defaultLimit, descending = false } = query;
    const { where, params } = conditionsOf(query, by);
    // The plus makes SQLite find named records by id instead of walking through the collection in order.
    const direction = descending ? 'DESC' : 'ASC';
    const order = query.ids ? `+${by} ${direction}, +id ${direction}` : `${by} ${direction}, id ${direction}`;
    const sql = `SELECT number, collection, id, ${by} FROM record WHERE collection = ? AND deleted = 0${where} ORDER BY ${order} LIMIT ?`;
    const found = this.#database.all(sql, collection, ...params, limit + 1);
    const long = by === 'start' && query.from !== undefined ? this.#longOnes(collection, query, query.from) : [];
    const rows = long.length === 0 ? found : merged([...found, ...long], descending).slice(0, limit + 1);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const states = this.#states(page);
    return { states, ...(last && { next: JSON.stringify([last[3], last[2]]) }) };
  }

  recordMarks(collection: string): ReadonlyMap<string, string> {
    // Every change adds a patch, and dropping overwritten ones lowers both sums.
    const sums = `SELECT count(*) || ' ' || sum(time) || ' ' || sum(count) FROM record_patch WHERE record = number`;
    const sql = `SELECT id, (${sums}) AS mark FROM record WHERE collection = ? AND deleted = 0 AND mark IS NOT NULL`;
    return new Map(this.#database.map(sql, [collection], ([id, mark]) => [String(id), String(mark)]));
  }

  /** Records that began before the stretch of the index in which the others are searched, and end after `from`. They have an index of their own. */
  #longOnes(collection: string, query: RecordQuery, from: number): SqlRow[] {
    const { from: _, ...others } = query;
    const { where, params } = conditionsOf(others, 'start');
    const sql = `SELECT number, collection, id, start FROM record WHERE collection = ? AND "end" IS NOT NULL AND "end" - start > ?
      AND start < ? AND "end" > ? AND deleted = 0${where}`;
    return this.#database.all(sql, collection, usualMs, from - usualMs, from, ...params);
  }

  recordFacts({ from, to }: TimeRange): RecordFact[] {
    const sql = `SELECT number, collection, id FROM record WHERE deleted = 0 AND ifnull(start, at) >= ? AND ifnull(start, at) < ?
      ORDER BY collection, id`;
    const states = this.#states(this.#database.all(sql, from, to));
    return states.flatMap((state) => patchesOf(state).map((patch): RecordFact => ({ type: 'record', ...patch })));
  }

  recordStarts({ from, to }: TimeRange): number[] {
    const sql = 'SELECT ifnull(start, at) AS began FROM record WHERE deleted = 0 AND began >= ? AND began < ?';
    return this.#database.all(sql, from, to).map(([start]) => Number(start));
  }

  /** Records with their patches, which one question gets for all of them. @param rows number, collection, and id */
  #states(rows: readonly SqlRow[]): RecordState[] {
    if (rows.length === 0) return [];
    const records = new Map(
      rows.map(([number = 0, collection, id]) => {
        const patches: Patch[] = [];
        return [number, { collection: String(collection), id: String(id), patches }];
      }),
    );
    const sql = `SELECT record, time, count, writer, body, sealed, columns FROM record_patch LEFT JOIN string ON string.id = body
      WHERE record IN (SELECT value FROM json_each(?))`;
    this.#database.map(
      sql,
      [JSON.stringify([...records.keys()])],
      ([number = 0, time, count, writer, body, sealed, columns]) => {
        const record = records.get(number);
        if (!record) return;
        const fields =
          fieldsOfBody(this.#database, this.#names, { ...record, body, sealed }) ?? fieldsOfColumns(columns);
        const clock = { time: Number(time), count: Number(count), writer: this.#names.writer(writer) };
        record.patches.push({ clock, fields });
      },
    );
    return Array.from(records.values(), ({ patches, ...record }) => foldPatches(record, patches));
  }
}

type Patch = Pick<RecordPatch, 'clock' | 'fields'>;

interface PatchBody {
  readonly collection: string;
  readonly id: string;
  readonly body: SqlValue | undefined;
  /** The sealed body, if it was read along. */
  readonly sealed?: SqlValue | undefined;
}

/** Returns the fields of a patch; undefined if its key is missing. */
export function fieldsOfBody(
  database: Database,
  names: NameTable,
  { body, sealed, collection, id }: PatchBody,
): RecordFields | undefined {
  return body === oldBody ? oldFields(database, names, { collection, id }) : recordFieldsOf(names.body(body, sealed));
}

/** Returns the fields of a patch that are in the clear. */
function fieldsOfColumns(columns: SqlValue | undefined): RecordFields {
  const fields = typeof columns === 'string' ? jsonOf(columns) : undefined;
  if (!isRecordFields(fields)) return {};
  return 'deleted' in fields ? { ...fields, deleted: fields['deleted'] === 1 } : fields;
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
  // The first bound keeps the search to a stretch of the index.
  if (from !== undefined && by === 'start')
    conditions.push(['start >= ? AND (start >= ? OR "end" > ?)', from - usualMs, from, from]);
  else if (from !== undefined) conditions.push([`${by} >= ?`, from]);
  if (after !== undefined) conditions.push(afterPage(after, by, query.descending));
  const where = conditions.map(([sql]) => ` AND ${sql}`).join('');
  return { where, params: conditions.flatMap(([, ...params]) => params) };
}

/** Puts rows in order by start and id. */
function merged(rows: readonly SqlRow[], descending: boolean): SqlRow[] {
  const ascending = rows.toSorted((a, b) => Number(a[3]) - Number(b[3]) || compareText(String(a[2]), String(b[2])));
  return descending ? ascending.reverse() : ascending;
}

/** SQLite sorts null values first. */
function afterPage(after: string, by: string, descending: boolean | undefined): [sql: string, ...params: SqlValue[]] {
  const [value = null, id = ''] = (jsonOf(after) ?? []) as [value?: number | null, id?: string];
  if (descending) {
    if (value === null) return [`(${by} IS NULL AND id < ?)`, id];
    return [`(${by} < ? OR (${by} = ? AND id < ?) OR ${by} IS NULL)`, value, value, id];
  }
  if (value === null) return [`(${by} IS NOT NULL OR id > ?)`, id];
  return [`(${by} > ? OR (${by} = ? AND id > ?))`, value, value, id];
}
