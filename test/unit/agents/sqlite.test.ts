import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { Ledger } from '../../../src/agents/ledger.ts';
import { withPages } from '../../../src/agents/readers/sqlite/pages.ts';
import { RowProblem, rowsOf, type LogValue } from '../../../src/agents/readers/sqlite/rows.ts';
import { opencodeDatabase } from '../../../src/agents/readers/opencode.ts';
import { readLog } from '../../../src/agents/readLog.ts';
import type { LogFormat } from '../../../src/agents/usage.ts';

/** SQLite itself writes the databases, and says what is in them. */
describe('a database of another program', () => {
  let folder = '';
  let database: DatabaseSync | undefined;
  const file = (): string => path.join(folder, 'opencode.db');
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-sqlite-'));
  });
  afterEach(() => {
    database?.close();
    database = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens it as a program that continues writing: what it changes stays in the log. */
  const open = (pageSize = 4096): DatabaseSync => {
    database = new DatabaseSync(file());
    database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;`);
    return database;
  };
  const read = (table: string, columns: readonly string[], from = file()): LogValue[][] =>
    withPages(from, (pages) =>
      pages ? Array.from(rowsOf(pages, table), (row) => columns.map((name) => row.get(name))) : [],
    );

  it('is read without its log where a pipe or a folder has the name of the log', function () {
    if (process.platform === 'win32') this.skip();
    const own = open();
    own.exec('PRAGMA journal_mode = DELETE; CREATE TABLE t (id integer primary key, text text)');
    own.exec("INSERT INTO t (text) VALUES ('kept')");
    own.close();
    database = undefined;
    const log = `${file()}-wal`;
    execFileSync('mkfifo', [log]);
    assert.deepEqual(read('t', ['text']), [['kept']]);
    rmSync(log);
    mkdirSync(log);
    assert.deepEqual(read('t', ['text']), [['kept']]);
  });

  it('is read as SQLite reads it, of any page size, with what is only in its log, long values, and deep trees', () => {
    const row = fc.record({
      id: fc.nat(500),
      text: fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.integer({ min: 0, max: 30_000 }).map((length) => 'ä'.repeat(length)),
      ),
      number: fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true }), fc.constant(null)),
    });
    const change = fc.record({ rows: fc.array(row, { maxLength: 60 }), isKept: fc.boolean(), isInFile: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(512, 4096, 65_536), fc.array(change, { maxLength: 5 }), (pageSize, changes) => {
        database?.close();
        for (const end of ['', '-wal', '-shm']) rmSync(`${file()}${end}`, { force: true });
        const own = open(pageSize);
        own.exec(
          'CREATE TABLE `other` (x); CREATE TABLE `t` (`id` integer primary key, `text` text NOT NULL, n real, UNIQUE(id, text))',
        );
        for (const { rows, isKept, isInFile } of changes) {
          own.exec('BEGIN');
          const insert = own.prepare('INSERT OR REPLACE INTO t (id, text, n) VALUES (?, ?, ?)');
          for (const { id, text, number } of rows) insert.run(id, text, number);
          own.exec('DELETE FROM t WHERE id % 7 = 3');
          own.exec(isKept ? 'COMMIT' : 'ROLLBACK');
          if (isInFile) own.exec('PRAGMA wal_checkpoint(PASSIVE)');
        }
        const truth = own.prepare('SELECT text, n FROM t ORDER BY id').all();
        assert.deepEqual(
          read('t', ['text', 'n']),
          truth.map(({ text, n }) => [text, n]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('has columns that were added later, and tables that are not there', () => {
    const own = open();
    own.exec(
      "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'); ALTER TABLE t ADD COLUMN c TEXT; INSERT INTO t VALUES (2, 'y', 'z')",
    );
    assert.deepEqual(read('t', ['a', 'b', 'c', 'd']), [
      [1, 'x', null, null],
      [2, 'y', 'z', null],
    ]);
    assert.deepEqual(read('u', ['a']), []);
  });

  it('counts no change that was not committed, or was written by half', () => {
    const own = open();
    own.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('one')");
    const before = readFileSync(`${file()}-wal`);
    own.exec("INSERT INTO t VALUES ('two')");
    const after = readFileSync(`${file()}-wal`);
    const copy = path.join(folder, 'copy.db');
    copyFileSync(file(), copy);
    for (let length = before.length; length <= after.length; length += 97) {
      writeFileSync(`${copy}-wal`, after.subarray(0, length));
      assert.deepEqual(read('t', ['a'], copy), [['one']]);
    }
    writeFileSync(`${copy}-wal`, after);
    assert.deepEqual(read('t', ['a'], copy), [['one'], ['two']]);
    const damaged = Buffer.from(after);
    damaged[after.length - 1] = (after.at(-1) ?? 0) ^ 1;
    writeFileSync(`${copy}-wal`, damaged);
    assert.deepEqual(read('t', ['a'], copy), [['one']]);
  });

  it('counts no row of a transaction that is too large for the memory of its program, and not over', () => {
    const own = open();
    own.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('one'); PRAGMA cache_size = 2; BEGIN");
    const insert = own.prepare('INSERT INTO t VALUES (?)');
    const length = readFileSync(`${file()}-wal`).length;
    for (let index = 0; index < 200; index++) insert.run('x'.repeat(2000));
    assert.ok(readFileSync(`${file()}-wal`).length > length, 'it is in the log already');
    assert.deepEqual(read('t', ['a']), [['one']]);
    own.exec('COMMIT');
    assert.equal(read('t', ['a']).length, 201);
  });

  it('that is damaged anywhere ends with a problem, and never hangs', () => {
    const own = open(512);
    own.exec('CREATE TABLE t (a, b)');
    const insert = own.prepare('INSERT INTO t VALUES (?, ?)');
    for (let index = 0; index < 300; index++) insert.run(index, 'x'.repeat(index * 7));
    own.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    own.close();
    database = undefined;
    const whole = readFileSync(file());
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        (damages) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of damages) bytes[at] = value;
          writeFileSync(file(), bytes);
          try {
            read('t', ['a', 'b']);
          } catch (error) {
            assert.ok(error instanceof RowProblem, String(error));
          }
        },
      ),
      { numRuns: 100 },
    );
    writeFileSync(file(), 'no database');
    assert.deepEqual(read('t', ['a']), []);
  });

  describe('OpenCode', () => {
    const at = Date.UTC(2026, 10, 29, 8);
    const format = opencodeDatabase as unknown as LogFormat;
    const answer = (tokens: object, created = at): string =>
      JSON.stringify({
        role: 'assistant',
        path: { cwd: '/work/shop/sub' },
        cost: 0.01,
        tokens,
        modelID: 'claude-sonnet-4-5',
        time: { created },
      });
    const tokens = (input: number): object => ({ input, output: 5, reasoning: 2, cache: { read: 40, write: 3 } });

    /** As OpenCode 1.18.33 makes them. */
    const make = (own: DatabaseSync): void => {
      own.exec(
        'CREATE TABLE `session` (`id` text PRIMARY KEY, `project_id` text NOT NULL, `directory` text NOT NULL, `title` text NOT NULL)',
      );
      own.exec(
        'CREATE TABLE `message` (`id` text PRIMARY KEY, `session_id` text NOT NULL, `time_created` integer NOT NULL, `time_updated` integer NOT NULL, `data` text NOT NULL, CONSTRAINT `fk` FOREIGN KEY (`session_id`) REFERENCES `session`(`id`) ON DELETE CASCADE)',
      );
      own.exec("INSERT INTO session VALUES ('ses_1', 'global', '/work/shop', 'Mend it')");
    };
    const add = (own: DatabaseSync, id: string, data: string): unknown =>
      own.prepare('INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?)').run(id, 'ses_1', at, at, data);

    it('has each call once, while it goes on, with the folder of its session, and says what it does not understand', () => {
      const own = open();
      make(own);
      const ledger = new Ledger(format);
      add(own, 'msg_1', JSON.stringify({ role: 'user', time: { created: at - 1000 } }));
      add(own, 'msg_2', answer(tokens(100)));
      const first = readLog(file(), { format, ledger });
      assert.ok(first.done);
      assert.equal(readLog(file(), { format, ledger, from: first.position }).bytes, 0, 'nothing has changed');
      add(own, 'msg_3', answer(tokens(200), at + 5000));
      add(own, 'msg_4', '{"role":');
      readLog(file(), { format, ledger, from: first.position });
      const calls = ledger.entries();
      assert.deepEqual(
        calls.map(({ session, project, model, tokens: used }) => [session, project, model, Object.values(used)]),
        [100, 200].map((input) => ['ses_1', '/work/shop', 'claude-sonnet-4-5', [input, 7, 3, 0, 40, 2]]),
      );
      assert.deepEqual(
        ledger.turns().map(({ project }) => project),
        ['/work/shop'],
      );
      const { duplicates, problems } = ledger.reconcile(calls.length);
      assert.deepEqual([duplicates, Object.fromEntries(problems)], [1, { 'invalid-json': 1 }]);
    });

    it('leaves out excluded projects', () => {
      const own = open();
      make(own);
      add(own, 'msg_1', answer(tokens(100)));
      const ledger = new Ledger(format, (project) => project === '/work/shop');
      readLog(file(), { format, ledger });
      assert.deepEqual(ledger.entries(), []);
      assert.equal(ledger.reconcile(0).excluded, 1);
    });
  });
});
