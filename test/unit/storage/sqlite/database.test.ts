import assert from 'node:assert/strict';
import { loadSqlite, type Database, type OpenDatabase } from '../../../../src/storage/sqlite/database.ts';
import { applicationId, migrate, schemaVersion, versionOf } from '../../../../src/storage/sqlite/migrations.ts';
import { raiseMeta, readMeta, writeMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { openSqliteFile, withTrailer } from '../../../../src/storage/sqlite/sqliteFile.ts';
import { wasmPath } from '../storageFolder.ts';

let open: OpenDatabase;
before(async () => void (open = await loadSqlite(wasmPath)));

describe('a database in memory', () => {
  let database: Database;
  beforeEach(() => {
    database = open();
    database.script('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)');
    for (const [a, b] of [
      [1, 'x'],
      [2, null],
    ] as const)
      database.run('INSERT INTO t VALUES (?, ?)', a, b);
  });
  afterEach(() => database.close());

  it('answers with all rows, the first one, or a number', () => {
    const sql = 'SELECT a, b FROM t WHERE a >= ? ORDER BY a';
    assert.deepEqual(database.all(sql, 1), [
      [1, 'x'],
      [2, null],
    ]);
    assert.deepEqual(
      database.map(sql, [2], ([a]) => a),
      [2],
    );
    assert.deepEqual(
      [database.first(sql, 2), database.first(sql, 3), database.first(sql, 1)],
      [[2, null], undefined, [1, 'x']],
    );
    const number = 'SELECT max(a) FROM t WHERE a > ?';
    assert.deepEqual([database.number(number, 0), database.number(number, 9), database.number(sql, 9)], [2, 0, 0]);
  });

  it('says how many rows changed', () => {
    database.run('UPDATE t SET b = ?', 'y');
    assert.equal(database.changes(), 2);
    database.run('DELETE FROM t WHERE a = ?', 9);
    assert.equal(database.changes(), 0);
  });

  it('takes its lock once, and is gone when it is closed', () => {
    const mode = () => database.first('PRAGMA locking_mode')?.[0];
    assert.equal(mode(), 'exclusive');
    database.export();
    assert.equal(mode(), 'exclusive');
    const other = open();
    other.close();
    assert.throws(() => other.all('SELECT 1'));
  });

  it('keeps what a transaction did, or nothing of it', () => {
    assert.equal(
      database.transaction(() => (database.run('DELETE FROM t WHERE a = 1'), 5)),
      5,
    );
    const failure = new Error('stop');
    assert.throws(
      () =>
        database.transaction(() => {
          database.run('DELETE FROM t');
          throw failure;
        }),
      failure,
    );
    assert.equal(database.number('SELECT count(*) FROM t'), 1);
    // The next one begins anew.
    database.transaction(() => database.run('DELETE FROM t'));
    assert.equal(database.number('SELECT count(*) FROM t'), 0);
  });

  it('goes on after its bytes were taken, which are another’s then', () => {
    assert.equal(database.number('SELECT count(*) FROM t'), 2);
    const bytes = database.export();
    database.run('DELETE FROM t');
    assert.equal(database.number('SELECT count(*) FROM t'), 0);
    const copy = open(bytes);
    assert.equal(copy.number('SELECT count(*) FROM t'), 2);
    copy.close();
  });
});

describe('what a watcher of spans hears', () => {
  it('is the start of the span that is written, or that it may be any', () => {
    const database = open();
    migrate(database);
    const heard: (number | undefined)[] = [];
    const watcher = { forget: (start?: number) => void heard.push(start) };
    assert.equal(database.isWatchedBy(watcher), false);
    database.watchSpans(watcher);
    assert.equal(database.isWatchedBy(watcher), true);
    const insert = 'INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
    const heardAfter = (act: () => void) => (act(), heard.splice(0));
    const cells = [7000, 1, 1, 5, 0, 0, 0, 0, 1, 0, null, null];
    assert.deepEqual(
      heardAfter(() => database.run(insert, ...cells)),
      [7000],
    );
    const update = 'UPDATE span SET length = ? WHERE start = ? AND writer = ? AND n = ?';
    assert.deepEqual(
      heardAfter(() => database.run(update, 6, 7000, 1, 1)),
      [7000],
    );
    assert.deepEqual(
      heardAfter(() => database.run('UPDATE span SET length = ?', 7)),
      [undefined],
    );
    assert.deepEqual(
      heardAfter(() => database.run('DELETE FROM span WHERE start = ?', 7000)),
      [undefined],
    );
    const others = () => {
      database.run("INSERT INTO meta VALUES ('demo', 1)");
      database.all('SELECT * FROM span');
      database.script('BEGIN');
      database.script('COMMIT');
    };
    assert.deepEqual(heardAfter(others), []);
    assert.deepEqual(
      heardAfter(() => database.script('CREATE TABLE u (a)')),
      [undefined],
    );
    const failing = () => assert.throws(() => database.transaction(() => assert.fail()));
    assert.deepEqual(heardAfter(failing), [undefined]);
    database.close();
  });
});

describe('metadata of the file', () => {
  it('is 0 until it is set, and raised only', () => {
    const database = open();
    migrate(database);
    assert.equal(readMeta(database, 'longestSpan'), 0);
    writeMeta(database, 'longestSpan', 5);
    for (const [value, expected] of [
      [4, 5],
      [6, 6],
    ] as const) {
      raiseMeta(database, 'longestSpan', value);
      assert.equal(readMeta(database, 'longestSpan'), expected);
    }
    writeMeta(database, 'longestSpan', 1);
    assert.equal(readMeta(database, 'longestSpan'), 1);
    database.close();
  });
});

describe('the bytes of a file', () => {
  /** Bytes of a database of ours, after a change. */
  function bytesOf(change: (database: Database) => void = () => undefined): Uint8Array {
    const database = open();
    migrate(database);
    change(database);
    const bytes = database.export();
    database.close();
    return bytes;
  }
  const opened = (bytes: Uint8Array) => {
    const found = openSqliteFile(open, Uint8Array.from(bytes));
    if ('database' in found) found.database.close();
    return 'damagedRows' in found ? `${found.kind} ${found.damagedRows}` : found.kind;
  };
  const damaged = 'INSERT INTO span VALUES (-1, 1, 1, 5, 0, 0, 0, 0, 1, 0, NULL, NULL)';

  it('are those of ours, with what was checked before they were written', () => {
    const bytes = bytesOf();
    assert.deepEqual([bytes, withTrailer(bytes), withTrailer(bytes, 'rows')].map(opened), Array(3).fill('ready 0'));
    // Rows are looked through unless they were before, and so are changes of another program.
    const wrong = bytesOf((database) => database.script(damaged));
    assert.deepEqual([wrong, withTrailer(wrong), withTrailer(wrong, 'rows')].map(opened), [
      'ready 1',
      'ready 1',
      'ready 0',
    ]);
  });

  it('are damaged where a bit flipped, or the end is missing', () => {
    const whole = withTrailer(bytesOf(), 'rows');
    assert.equal(whole.length, bytesOf().length + 16);
    for (const at of [5000, whole.length - 1, whole.length - 5]) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      assert.equal(opened(flipped), 'damaged', String(at));
    }
    for (const length of [0, 99, 5000, whole.length - 17]) assert.equal(opened(whole.subarray(0, length)), 'damaged');
    assert.equal(opened(Buffer.from('x'.repeat(5000))), 'damaged');
  });

  it('are newer, or another program’s', () => {
    const newer = bytesOf((database) => database.script(`PRAGMA user_version = ${schemaVersion + 1}`));
    assert.equal(opened(newer), 'newer');
    const foreign = bytesOf((database) => database.script(`PRAGMA application_id = ${applicationId + 1}`));
    assert.equal(opened(foreign), 'foreign');
  });

  it('lose what another program added to the schema, and are damaged where it changed a table', () => {
    const trigger = 'CREATE TRIGGER "a""b" AFTER INSERT ON span BEGIN DELETE FROM run; END';
    const added = openSqliteFile(
      open,
      bytesOf((database) => database.script(`${trigger}; CREATE TABLE other (a); CREATE INDEX more ON run (name)`)),
    );
    assert.ok(added.kind === 'ready');
    const names = added.database
      .all("SELECT name FROM sqlite_schema WHERE name IN ('a\"b', 'other', 'more')")
      .map(([name]) => name);
    assert.deepEqual(names, ['other']);
    added.database.close();
    const changed = bytesOf((database) => database.script('ALTER TABLE state ADD COLUMN more'));
    assert.equal(opened(changed), 'damaged');
  });

  it('are brought to the present schema, one step after the other', () => {
    const database = open();
    assert.equal(versionOf(database), 0);
    migrate(database);
    migrate(database);
    assert.equal(versionOf(database), schemaVersion);
    assert.equal(database.number('PRAGMA application_id'), applicationId);
    database.close();
  });
});
