import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as fc from 'fast-check';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { foldOldDetail } from '../../../../src/storage/detail/foldDetail.ts';
import { FactReader } from '../../../../src/storage/facts/factReader.ts';
import { compactRecords } from '../../../../src/storage/records/compactRecords.ts';
import { loadSqlite, type Database, type OpenDatabase, type SqlRow } from '../../../../src/storage/sqlite/database.ts';
import { openSqliteFile, withTrailer } from '../../../../src/storage/sqlite/sqliteFile.ts';
import { isLength } from '../../../../src/core/facts/factLimits.ts';
import { parseFact } from '../../../../src/storage/transfer/parseFact.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';
import { allFacts } from '../allFacts.ts';
import { activity, diagnostic, document, plan, planTask, record, run, span, state } from '../facts.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';

const long = { start: span().start - 3 * dayMs, end: span().start - dayMs };
const old = { start: span().start - 900 * dayMs, end: span().start - 900 * dayMs + 5_400_000 };
const facts = [
  span(),
  span({ id: 'w:9', start: span().start + 90_000, end: span().start + 100_000 }),
  span({ id: 'v:10', ...long, kind: 'reading', file: 'README.md' }),
  span({ id: 'w:10', ...old }),
  run({ end: run().start + 5000, exitCode: 1 }),
  run({ id: 'v:2', project: '/home/ada/notes' }),
  diagnostic({ fixed: diagnostic().introduced + 9000 }),
  state(),
  activity(),
  activity({ id: 'v:5', title: 'Lunch', kind: 'break' }),
  plan(),
  planTask({ doneAt: span().start }),
  document(),
  document({ id: 'v:8', collection: 'corrections', end: document().start + 40 * dayMs }),
  record(),
  record({ clock: { time: span().start + 5, count: 0, writer: 'v' }, fields: { status: 'done' } }),
  record({ id: 'v:12', collection: 'goals', fields: { title: 'Rest', start: span().start } }),
];

/** SQL values that no cell should make Daymark stumble over. */
const nonsense = [
  'NULL',
  '-1',
  '0',
  '0.5',
  '1e300',
  '-1e300',
  '9e999',
  '8.64e15',
  '9007199254740993',
  '-9223372036854775808',
  '4294967296',
  "'x'",
  "''",
  "'2026-02-30'",
  "'{}'",
  "CAST(x'ff0041' AS TEXT)",
  "x''",
  "x'ffffffffffffffffffff'",
  "x'0704ffffffffffffff7f0000'",
  'zeroblob(100000)',
];
const value = fc.oneof(
  fc.constantFrom(...nonsense),
  fc.integer({ min: -100, max: 100 }).map(String),
  fc.uint8Array({ maxLength: 40 }).map((each) => `x'${Buffer.from(each).toString('hex')}'`),
);

describe('damaged rows of the SQLite file', function () {
  this.timeout(60_000);
  let open: OpenDatabase;
  let bytes: Uint8Array;
  let whole: Fact[];
  let cells: { table: string; column: string; rows: number; key: string }[];
  /** The file without the rule that cells can't be NULL, and the statements that bring it back. */
  let loose: Uint8Array;
  let strict: readonly SqlRow[];

  before(async () => {
    const folder = new StorageFolder();
    const journal = folder.journal({ writer: 'w' });
    for (const fact of facts) journal.append(fact);
    await journal.close();
    const store = await folder.store({ backups: { daily: 0, weekly: 0 }, detailMonths: 13 });
    assert.equal(store.checkpoint().outcome, 'done');
    whole = allFacts(store);
    // A slice of a Buffer would be a view of it.
    bytes = new Uint8Array(fs.readFileSync(folder.path('daymark.sqlite')));
    folder.remove();
    open = await loadSqlite(wasmPath);
    withFile(bytes, (database) => {
      const tables = database.all("SELECT name FROM sqlite_schema WHERE type = 'table'").map(([name]) => String(name));
      cells = tables.flatMap((table) => {
        const rows = database.number(`SELECT count(*) FROM ${table}`);
        const columns = database.all(`PRAGMA table_info(${table})`);
        const key = columns.flatMap((row) => (Number(row[5]) > 0 ? [`"${String(row[1])}"`] : [])).join();
        return rows === 0 ? [] : columns.map((row) => ({ table, column: String(row[1]), rows, key }));
      });
      strict = database.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table'");
      const without = "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'";
      database.script(`PRAGMA writable_schema = 1; ${without}`);
      loose = database.export();
    });
    assert.ok(whole.some(({ id }) => id.startsWith('hour-')));
    assert.ok(cells.length > 90);
  });

  function withFile<T>(file: Uint8Array, ask: (database: Database, damaged: number) => T): T {
    const opened = openSqliteFile(open, Uint8Array.from(file));
    assert.equal(opened.kind, 'ready');
    if (opened.kind !== 'ready') throw new Error('not ready');
    try {
      return ask(opened.database, opened.damagedRows);
    } finally {
      opened.database.close();
    }
  }

  /** Returns the file after another program's change that ignores its rules; undefined if SQLite prevents it. */
  function changed(change: string): Uint8Array | undefined {
    const database = open(Uint8Array.from(loose));
    try {
      database.script(change);
      database.script('PRAGMA writable_schema = 1');
      for (const [name, sql] of strict) {
        database.run('UPDATE sqlite_schema SET sql = ? WHERE name = ?', sql ?? '', name ?? '');
      }
      return database.export();
    } catch (error) {
      assert.match(String(error), /constraint|mismatch/i);
      return undefined;
    } finally {
      database.close();
    }
  }

  const read = (database: Database): Fact[] => allFacts(new FactReader(database, plainSealer));
  const isNoRecord = ({ type }: Fact): boolean => type !== 'record';
  const idOf = (fact: Fact): string => `${fact.type} ${fact.id.replace(/^(hour-.*):\d+$/, '$1')}`;

  /** Facts that are read differently than recorded, or not at all. */
  function lost(told: readonly Fact[]): string[] {
    const texts = new Set(told.map((fact) => JSON.stringify(fact)));
    return Array.from(new Set(whole.filter((fact) => !texts.has(JSON.stringify(fact))).map(idOf)));
  }

  function assertRestIsThere(table: string, told: readonly Fact[], what: string): void {
    // Early versions imported spans that are longer than an import may be now.
    const isLong = (fact: Fact): boolean => fact.type === 'span' && isLength(fact.end - fact.start);
    for (const fact of told) assert.ok(parseFact(fact) ?? isLong(fact), `${what} ${JSON.stringify(fact)}`);
    if (['meta', 'journal', 'past_day'].includes(table)) assert.deepEqual(lost(told), [], what);
    // Names, and ids, which have the name of their writer in them, may be others; a record is nothing without its fields.
    else if (['string', 'place', 'writer'].includes(table))
      assert.equal(told.filter(isNoRecord).length, whole.filter(isNoRecord).length, what);
    // A change that is given to another record is missing in one and too many in the other.
    else assert.ok(lost(told).length <= (table === 'record_patch' ? 2 : 1), `${what} ${lost(told).join()}`);
  }

  it('are none in a file that Daymark wrote, nor in one that another program wrote the same to', () => {
    assert.deepEqual(lost(withFile(bytes, read)), []);
    const rewritten = changed("UPDATE writer SET name = name || ''");
    assert.ok(rewritten);
    withFile(rewritten, (database, damaged) => {
      assert.equal(damaged, 0);
      assert.deepEqual(lost(read(database)), []);
    });
  });

  it('are none where only what follows from others is missing', () => {
    const file = changed('UPDATE record SET at = NULL');
    assert.ok(file);
    withFile(file, (database) => assert.deepEqual(lost(read(database)), []));
  });

  it('never fail a question, and take no other fact along, whatever is in one cell', () => {
    const one = fc.tuple(fc.nat(), fc.nat(), value);
    fc.assert(
      fc.property(one, ([which, at, to]) => {
        const cell = cells[which % cells.length];
        assert.ok(cell);
        const { table, column, rows, key } = cell;
        const what = `${table}.${column}[${at % rows}] = ${to}`;
        const row = `(SELECT ${key} FROM ${table} LIMIT 1 OFFSET ${at % rows})`;
        const file = changed(`UPDATE ${table} SET "${column}" = ${to} WHERE (${key}) = ${row}`);
        if (!file) return;
        const started = performance.now();
        withFile(file, (database) => {
          assertRestIsThere(table, read(database), what);
          foldOldDetail(database, 13, span().start);
          compactRecords(database, plainSealer);
          assertRestIsThere(table, read(database), what);
        });
        assert.ok(performance.now() - started < 3000, `${what} took ${performance.now() - started} ms`);
      }),
      { numRuns: fuzzRuns(60), includeErrorInReport: true },
    );
  });

  for (const [change, id] of [
    ['UPDATE span SET kind = 99 WHERE n = 1', 'span w:1'],
    ['UPDATE span SET writer = 1e300 WHERE n = 1', 'span w:1'],
    ["UPDATE span SET length = 'abc' WHERE n = 1", 'span w:1'],
    ['UPDATE span SET length = 1e300 WHERE n = 1', 'span w:1'],
    ['UPDATE span SET length = NULL WHERE n = 1', 'span w:1'],
    ['UPDATE span SET start = -8e15 WHERE n = 1', 'span w:1'],
    ["UPDATE span SET edits = 'text' WHERE n = 1", 'span w:1'],
    ['UPDATE state SET state = 44', 'state w:4'],
    ["UPDATE activity SET start = 'noon' WHERE id = 'w:5'", 'record w:5'],
    ["UPDATE plan_task SET day = '2026-02-31'", 'record w:6'],
    ["UPDATE document SET length = 9e15 WHERE id = 'w:8'", 'document w:8'],
    ["UPDATE record_patch SET time = 'x' WHERE record = (SELECT number FROM record WHERE id = 'v:12')", 'record v:12'],
  ] as const) {
    it(`are left out and counted: ${change}`, () => {
      const file = changed(change);
      assert.ok(file);
      withFile(file, (database, damaged) => {
        assert.deepEqual(lost(read(database)), [id]);
        assert.ok(damaged > 0);
      });
      // As left by an import of an earlier version, in an intact file.
      withFile(withTrailer(file), (database) => assert.deepEqual(lost(read(database)), [id]));
    });
  }

  it('are left out where an hour has more pieces than an hour can have', () => {
    const file = changed('UPDATE hour SET shape = zeroblob(100000)');
    assert.ok(file);
    withFile(file, (database, damaged) => {
      assert.ok(damaged > 0);
      assert.ok(lost(read(database)).every((id) => id.startsWith('span hour-')));
    });
    const many = changed('UPDATE hour SET shape = zeroblob(72000)');
    assert.ok(many);
    withFile(many, (_, damaged) => assert.equal(damaged, 0));
  });

  it('are read as lasting no time where a clock was set back, as early versions wrote them', () => {
    const file = changed('UPDATE run SET length = -5 WHERE length > 0');
    assert.ok(file);
    withFile(file, (database, damaged) => {
      const found = new FactReader(database, plainSealer).runs({ from: 0, to: 8e15 }).find(({ id }) => id === 'w:2');
      assert.equal(found?.end, found?.start);
      assert.equal(damaged, 0);
    });
  });

  it('are not hidden by triggers, views, and indexes of another program', () => {
    const file = changed(
      `CREATE TRIGGER t BEFORE DELETE ON span BEGIN SELECT RAISE(ABORT, 'no'); END;
       CREATE TRIGGER u AFTER INSERT ON state BEGIN DELETE FROM run; END;
       CREATE UNIQUE INDEX i ON activity (offset, deleted, start, id); CREATE VIEW v AS SELECT * FROM span;
       UPDATE span SET kind = 99 WHERE n = 1`,
    );
    assert.ok(file);
    withFile(file, (database) => {
      assert.deepEqual(lost(read(database)), ['span w:1']);
      assert.equal(database.number("SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"), 0);
    });
  });

  it('stay in a copy of the file when it is written, once, and the health check counts them', async () => {
    const folder = new StorageFolder();
    try {
      const file = changed('UPDATE span SET kind = 99 WHERE n = 1');
      assert.ok(file);
      fs.writeFileSync(folder.path('daymark.sqlite'), file);
      for (const outcome of ['done', 'nothing'] as const) {
        const store = await folder.store();
        assert.equal(store.health().damagedRows, 1);
        assert.deepEqual(lost(allFacts(store)), ['span w:1']);
        assert.equal(store.checkpoint().outcome, outcome);
        assert.deepEqual(store.health().setAside, ['daymark.sqlite.damaged-2026-03-02']);
      }
      assert.deepEqual(fs.readFileSync(folder.path('daymark.sqlite.damaged-2026-03-02')), Buffer.from(file));
    } finally {
      folder.remove();
    }
  });

  it('go with what is erased, from the copy and from backups too', async () => {
    const folder = new StorageFolder();
    try {
      const file = changed('UPDATE span SET kind = 99 WHERE n = 1');
      assert.ok(file);
      fs.mkdirSync(folder.path('backups'));
      fs.writeFileSync(folder.path('backups', 'daymark-2026-02-28.sqlite'), file);
      fs.writeFileSync(folder.path('daymark.sqlite'), file);
      const store = await folder.store();
      assert.equal(store.erase({ project: '/home/ada/nowhere' }).outcome, 'done');
      assert.deepEqual(store.health().setAside, []);
      assert.ok(!fs.readFileSync(folder.path('backups', 'daymark-2026-02-28.sqlite')).equals(file));
    } finally {
      folder.remove();
    }
  });
});
