import assert from 'node:assert/strict';
import { loadSqlite, type OpenDatabase } from '../../../../src/storage/sqlite/database.ts';
import { migrate } from '../../../../src/storage/sqlite/migrations.ts';
import { openSqliteFile, withTrailer } from '../../../../src/storage/sqlite/sqliteFile.ts';
import { wasmPath } from '../storageFolder.ts';
import { CountedOpen } from './countedOpen.ts';

const noon = Date.UTC(2026, 2, 2, 12);

describe('the checks of a SQLite file', () => {
  let open: OpenDatabase;
  let counted: CountedOpen;
  before(async () => void (open = await loadSqlite(wasmPath)));
  beforeEach(() => (counted = new CountedOpen(open)));
  afterEach(() => counted.closeAll());

  /** The bytes of a database with a thousand states, after a change. */
  function bytesWith(sql = ''): Buffer {
    const database = open();
    migrate(database);
    database.script(`
      INSERT INTO writer (name) VALUES ('w');
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
      INSERT INTO state SELECT ${noon} + n, 1, n, 0, 0 FROM n; ${sql}`);
    const bytes = Buffer.from(database.export());
    database.close();
    return bytes;
  }
  /** The kind that a file is taken for, and the number of states in it. */
  function found(bytes: Uint8Array): [kind: string, states: number] {
    const opened = openSqliteFile(counted.open, Uint8Array.from(bytes));
    const states = 'database' in opened ? opened.database.number('SELECT count(*) FROM state') : 0;
    assert.equal(counted.count, 'database' in opened ? 1 : 0, 'nothing else stays open');
    counted.closeAll();
    return [opened.kind, states];
  }

  it('have their results in 16 bytes at its end, as they always were', () => {
    const bytes = bytesWith();
    for (const [checked, mark] of [
      ['pages', 'Dmk1'],
      ['rows', 'Dmk2'],
    ] as const) {
      const whole = Buffer.from(withTrailer(bytes, checked));
      const trailer = whole.subarray(bytes.length);
      assert.deepEqual([whole.subarray(0, bytes.length), trailer.length], [bytes, 16]);
      assert.equal(trailer.toString('latin1', 0, 4), mark);
      assert.deepEqual([trailer.readUInt32BE(4), trailer.readUInt32BE(8)], [bytes.readUInt32BE(24), bytes.length]);
    }
    assert.deepEqual(withTrailer(bytes), withTrailer(bytes, 'pages'));
  });

  it('pass for a whole file, with and without them', () => {
    const bytes = bytesWith();
    for (const file of [bytes, withTrailer(bytes), withTrailer(bytes, 'rows')])
      assert.deepEqual(found(file), ['ready', 1000]);
  });

  it('find a file that is too short to be one', () => {
    const bytes = bytesWith();
    for (const length of [0, 16, 50, 71, 99, 100, 200])
      assert.deepEqual(found(bytes.subarray(0, length)), ['damaged', 0]);
  });

  it('find pages that contradict each other, unless they were checked before', () => {
    const twice = `
      PRAGMA writable_schema = 1;
      UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'plan_day')
        WHERE name = 'plan_task_day'`;
    assert.deepEqual(found(bytesWith(twice)), ['damaged', 0]);
    assert.deepEqual(found(withTrailer(bytesWith(twice), 'rows')), ['ready', 1000]);
  });

  it('leave nothing open where a table is another', () => {
    assert.deepEqual(found(bytesWith('ALTER TABLE run ADD COLUMN more')), ['damaged', 0]);
  });
});
