import fs from 'node:fs';
import initSqlJs from 'sql.js';
import type { Database as SqlDatabase, SqlJsStatic, Statement } from 'sql.js';

export type SqlValue = number | string | Uint8Array | null;
export type SqlRow = readonly SqlValue[];

/** Opens SQLite files that are held in memory as bytes. The bytes are the database's from then on: it may change them. */
export type OpenDatabase = (bytes?: Uint8Array) => Database;

/** Hears which spans are written. */
export interface SpanWatcher {
  /** @param start of the span; undefined if it may be any, or several */
  forget(start?: number): void;
}

/** The tables that a statement writes. */
const writes = /\b(?:INTO|UPDATE|DELETE FROM|TABLE)\s+(\w+)/g;
/** Place of the start of the one span among the parameters: at first, or the third from the end. */
const [inserts, updatesOne] = [/^INSERT INTO span VALUES/, /WHERE start = \? AND writer = \? AND n = \?$/];

const engines = new Map<string, Promise<SqlJsStatic>>();

/**
 * Loads sql.js, once for each path.
 * @param wasmPath path of `sql-wasm.wasm`
 */
export async function loadSqlite(wasmPath: string): Promise<OpenDatabase> {
  const engine = engines.get(wasmPath) ?? startEngine(wasmPath);
  engines.set(wasmPath, engine);
  const sql = await engine;
  return (bytes) => new Database(new sql.Database(bytes));
}

function startEngine(wasmPath: string): Promise<SqlJsStatic> {
  const wasm = fs.readFileSync(wasmPath);
  return initSqlJs({
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer,
  });
}

/** A SQLite database in memory, with its statements prepared once. Errors of SQLite are thrown as they come. */
export class Database {
  readonly #database: SqlDatabase;
  readonly #statements = new Map<string, Statement>();
  readonly #writes = new Map<string, Writes>();
  readonly #versions = new Map<string, number>();
  /** The number of scripts, which may have written any table. */
  #scripts = 0;
  #watcher: SpanWatcher | undefined;

  constructor(database: SqlDatabase) {
    this.#database = database;
    this.#holdLock();
  }

  /** Runs statements that give no rows and take no parameters. */
  script(sql: string): void {
    // A change of the schema, a transaction that is rolled back, or many statements.
    if (sql !== 'BEGIN' && sql !== 'COMMIT') {
      this.#scripts++;
      this.#watcher?.forget();
    }
    this.#database.exec(sql);
  }

  /** Runs one statement that gives no rows. */
  run(sql: string, ...params: SqlValue[]): void {
    this.#prepared(sql).run(params);
    // Each text is looked at once: an import runs one a million times.
    const written = this.#writes.get(sql) ?? writesOf(sql);
    this.#writes.set(sql, written);
    if (written.tables.length > 0 && this.changes() > 0)
      for (const table of written.tables) this.#versions.set(table, (this.#versions.get(table) ?? 0) + 1);
    if (written.startOfSpan) this.#watcher?.forget(written.startOfSpan(params));
  }

  /** Returns a number that is another one after each statement that changed a row of one of the tables. */
  versionOf(tables: readonly string[]): number {
    return tables.reduce((sum, table) => sum + (this.#versions.get(table) ?? 0), this.#scripts);
  }

  /** Tells one watcher from now on, instead of the one before. */
  watchSpans(watcher: SpanWatcher): void {
    this.#watcher = watcher;
  }

  isWatchedBy(watcher: SpanWatcher): boolean {
    return this.#watcher === watcher;
  }

  /** The number of rows that the last `run` changed. */
  changes(): number {
    return this.#database.getRowsModified();
  }

  all(sql: string, ...params: SqlValue[]): SqlRow[] {
    return this.map(sql, params, (row) => row);
  }

  /** Maps each row as it is read. With thousands of rows, this costs half as much as collecting them first. */
  map<T>(sql: string, params: readonly SqlValue[], make: (row: SqlRow) => T): T[] {
    const statement = this.#prepared(sql);
    statement.bind(params as SqlValue[]);
    const rows: T[] = [];
    while (statement.step()) rows.push(make(statement.get()));
    statement.reset();
    return rows;
  }

  /** The first row, or undefined. */
  first(sql: string, ...params: SqlValue[]): SqlRow | undefined {
    const statement = this.#prepared(sql);
    statement.bind(params);
    const row = statement.step() ? statement.get() : undefined;
    statement.reset();
    return row;
  }

  /** The first number of the first row; 0 if there is none or it is null. */
  number(sql: string, ...params: SqlValue[]): number {
    return Number(this.first(sql, ...params)?.[0] ?? 0);
  }

  /** Runs `act` in a transaction, which is rolled back when it throws. */
  transaction<T>(act: () => T): T {
    this.script('BEGIN');
    try {
      const result = act();
      this.script('COMMIT');
      return result;
    } catch (error) {
      this.script('ROLLBACK');
      throw error;
    }
  }

  /** The bytes of the file. */
  export(): Uint8Array {
    // sql.js closes and opens the database for this, and frees every statement.
    this.#statements.clear();
    const bytes = this.#database.export();
    this.#holdLock();
    return bytes;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** Nobody else has this in-memory file, and acquiring and releasing its lock for each statement takes longer than most statements. */
  #holdLock(): void {
    this.script('PRAGMA locking_mode = EXCLUSIVE');
  }

  #prepared(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** The tables that a statement writes. */
interface Writes {
  readonly tables: readonly string[];
  /** Finds the start of the span that it writes among its parameters; undefined for several spans. Absent if it writes no spans. */
  readonly startOfSpan?: (params: readonly SqlValue[]) => number | undefined;
}

function writesOf(sql: string): Writes {
  const tables = Array.from(sql.matchAll(writes), ([, table = '']) => table);
  if (!tables.includes('span')) return { tables };
  const at = inserts.test(sql) ? 0 : updatesOne.test(sql) ? -3 : undefined;
  const startOfSpan = (params: readonly SqlValue[]): number | undefined => {
    const start = at === undefined ? undefined : params.at(at);
    return typeof start === 'number' ? start : undefined;
  };
  return { tables, startOfSpan };
}
