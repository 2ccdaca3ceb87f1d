import { hourMs } from '../../core/time/days.ts';
import { isRecordName } from '../../core/records/recordChecks.ts';
import { isRecordClock } from '../../core/records/recordClock.ts';
import type { Database, SqlRow, SqlValue } from '../sqlite/database.ts';
import type { Vocabulary } from './codes.ts';
import { wordsOf } from './codes.ts';
import { decodeNumbers } from './editCounts.ts';
import {
  isCount,
  isId,
  isLength,
  isLifetime,
  isNumber,
  isOffset,
  isSpanLength,
  isFactDay,
  isTime,
  isTimeOrNone,
  longestLife,
  longestWork,
} from '../../core/facts/factLimits.ts';

type CellCheck = (value: SqlValue) => boolean;

interface TableRules {
  /** The columns of the primary key. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, CellCheck>>;
  /** A condition that the cells of a row must meet together. */
  readonly row?: (row: SqlRow) => boolean;
  /** The longest that something of the table can last, ms. */
  readonly longest?: number;
}

/** One that JavaScript has as it is: SQLite also keeps 1e300 in a column of integers. */
const isInteger: CellCheck = (value) => Number.isSafeInteger(value);
const isText: CellCheck = (value) => typeof value === 'string';
const isBlob: CellCheck = (value) => value instanceof Uint8Array;
const isFlag: CellCheck = (value) => value === 0 || value === 1;
const isCode =
  (vocabulary: Vocabulary): CellCheck =>
  (value) =>
    typeof value === 'number' && wordsOf(vocabulary)[value] !== undefined;
const orNull =
  (check: CellCheck): CellCheck =>
  (value) =>
    value === null || check(value);

/** A list of whole numbers as varints; the last one has its end. */
const isNumberList: CellCheck = (value) => value instanceof Uint8Array && (value.at(-1) ?? 0) < 128;
const isEditCounts: CellCheck = (value) => {
  if (!isNumberList(value)) return false;
  const numbers = decodeNumbers(value as Uint8Array);
  return (
    numbers.length % 4 === 0 && numbers.every((each, i) => (i % 4 === 0 ? isCode('provenance')(each) : isCount(each)))
  );
};
/** The pieces of an hour at most: ten a second. Each becomes a span when the hour is read. */
const mostPieces = 36_000;
/** The pieces of an hour: gaps and lengths in turn. Rounding may take them a little beyond the hour. */
const isShape: CellCheck = (value) => {
  if (!isNumberList(value)) return false;
  const numbers = decodeNumbers(value as Uint8Array);
  if (numbers.length > 2 * mostPieces) return false;
  return numbers.length % 2 === 0 && numbers.reduce((sum, each) => sum + each, 0) <= 2 * hourMs;
};
const isHour: CellCheck = (value) => isInteger(value) && isTime(Number(value) * hourMs);

const fact = { start: isTime, writer: isInteger, n: isCount };
const work = { kind: isCode('kind'), source: isCode('source'), place: isInteger };
const figures = { saves: isCount, edits: orNull(isEditCounts) };
const edited = { id: isId, rev: isCount, at: isTime, tie: isBlob, deleted: isFlag };
const byInstant = ['start', 'writer', 'n'];

/** Valid cells for each table: those that a journal line can have (see `journalCells.ts`), and those that folding produces. */
const tables: Readonly<Record<string, TableRules>> = {
  span: {
    key: byInstant,
    columns: {
      ...fact,
      length: isSpanLength,
      offset: isOffset,
      ...work,
      signals: isCount,
      ...figures,
      rule: orNull(isCount),
    },
    longest: longestWork,
  },
  run: {
    key: byInstant,
    columns: {
      ...fact,
      length: orNull(isLength),
      offset: isOffset,
      source: isCode('source'),
      run_group: isCode('group'),
      name: isInteger,
      exit_code: orNull(isNumber),
      place: isInteger,
    },
    longest: longestWork,
  },
  diagnostic: {
    key: byInstant,
    columns: {
      ...fact,
      length: orNull(isLifetime),
      offset: isOffset,
      severity: isCode('severity'),
      reporter: isInteger,
      code: isInteger,
      message: isInteger,
      line: isCount,
      place: isInteger,
    },
    longest: longestLife,
  },
  state: {
    key: ['at', 'writer', 'n'],
    columns: { at: isTime, writer: isInteger, n: isCount, offset: isOffset, state: isCode('state') },
  },
  activity: {
    key: ['id'],
    columns: {
      ...edited,
      start: isTime,
      length: isLength,
      offset: isOffset,
      kind: isCode('kind'),
      errors: isCount,
      title: isInteger,
      notes: isInteger,
      project: isInteger,
    },
    longest: longestWork,
  },
  plan: {
    key: ['id'],
    columns: { ...edited, day: isFactDay, provider: isCode('provider'), capacity: isCount, body: isInteger },
  },
  plan_task: {
    key: ['id'],
    columns: {
      ...edited,
      day: isFactDay,
      position: isNumber,
      priority: isCode('priority'),
      minutes: isCount,
      done_at: orNull(isTime),
      source: isCode('provider'),
      title: isInteger,
      project: isInteger,
      evidence: isInteger,
    },
  },
  document: {
    key: ['id'],
    columns: {
      ...edited,
      collection: isText,
      start: isTimeOrNone,
      length: isLifetime,
      offset: isOffset,
      body: isInteger,
    },
    longest: longestLife,
  },
  hour: {
    key: ['hour', 'offset', 'kind', 'source', 'place'],
    columns: { hour: isHour, offset: isOffset, ...work, signals: isCount, ...figures, shape: orNull(isShape) },
  },
  journal: {
    key: ['name'],
    columns: { name: isText, position: isCount, skipped: isCount, unknown_from: orNull(isCount), version: isCount },
  },
  record: { key: ['number'], columns: { collection: isRecordName, id: isRecordName } },
  record_patch: {
    key: ['record', 'time', 'count', 'writer', 'body'],
    columns: { record: isInteger, time: isNumber, count: isNumber, writer: isInteger, body: isInteger },
    row: ([, time, count]) => isRecordClock({ time, count, writer: 'any' }),
  },
};

/**
 * Takes out rows that no version of Daymark can have written: changed by another program, damaged, or imported before there were limits.
 * One of them would make a question fail or a list endless. A length of less than nothing, which an early version wrote where a clock was
 * set back, becomes none, as it does in a journal.
 * @returns the number of rows that were removed
 */
export function takeOutDamagedRows(database: Database): number {
  let count = 0;
  for (const [table, { longest }] of Object.entries(tables)) {
    if (longest === undefined) continue;
    database.script(`UPDATE ${table} SET length = 0 WHERE length < 0 AND length >= -${longest}`);
  }
  for (const [table, rules] of Object.entries(tables)) count += takeOutOf(database, table, rules);
  return count;
}

function takeOutOf(database: Database, table: string, { key, columns, row: isWhole }: TableRules): number {
  const checks = Object.values(columns);
  const order = `ORDER BY ${key.join(', ')}`;
  const damaged: number[] = [];
  let index = 0;
  database.map(`SELECT ${Object.keys(columns).join(', ')} FROM ${table} ${order}`, [], (row) => {
    index++;
    // `every` of the rules, not of the cells: this is done for each row of the file.
    for (let i = 0; i < checks.length; i++) if (!checks[i]?.(row[i] ?? null)) return void damaged.push(index);
    if (isWhole && !isWhole(row)) damaged.push(index);
  });
  if (damaged.length === 0) return 0;
  deleteByIndex(database, { table, key, order }, damaged);
  return damaged.length;
}

/** Uses the position in the order, since a number may exceed JavaScript's range and a text may contain a NUL. */
function deleteByIndex(
  database: Database,
  { table, key, order }: { readonly table: string; readonly key: readonly string[]; readonly order: string },
  indexes: readonly number[],
): void {
  const keys = key.join(', ');
  const numbered = `SELECT ${keys}, row_number() OVER (${order}) AS row_index FROM ${table}`;
  const chosen = `SELECT ${keys} FROM (${numbered}) WHERE row_index IN (SELECT value FROM json_each(?))`;
  // SQLite takes a column that is NOT NULL at its word, and doesn't look where `IS NULL` is asked.
  const missing = key.map((column) => `typeof(${column}) = 'null'`).join(' OR ');
  database.run(`DELETE FROM ${table} WHERE (${keys}) IN (${chosen}) OR ${missing}`, JSON.stringify(indexes));
}
