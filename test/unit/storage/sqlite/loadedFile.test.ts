import assert from 'node:assert/strict';
import fs from 'node:fs';
import { layoutOf } from '../../../../src/storage/disk/layout.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { stampOf } from '../../../../src/storage/disk/replaceFile.ts';
import { loadSqlite, type Database, type OpenDatabase } from '../../../../src/storage/sqlite/database.ts';
import { loadFile, type LoadedFile } from '../../../../src/storage/sqlite/loadedFile.ts';
import { writeMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { migrate, schemaVersion } from '../../../../src/storage/sqlite/migrations.ts';
import { withTrailer } from '../../../../src/storage/sqlite/sqliteFile.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { always } from '../allFacts.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';
import { CountedOpen } from './countedOpen.ts';

const noon = Date.UTC(2026, 2, 2, 12);
const insert = (n: number, kind = 0) =>
  `INSERT INTO state VALUES (${noon + n}, (SELECT id FROM writer), ${n}, 0, ${kind});`;

describe('a file that is loaded', () => {
  let open: OpenDatabase;
  let folder: StorageFolder;
  let counted: CountedOpen;
  before(async () => void (open = await loadSqlite(wasmPath)));
  beforeEach(() => {
    folder = new StorageFolder();
    counted = new CountedOpen(open);
    fs.mkdirSync(folder.path('backups'));
  });
  afterEach(() => {
    counted.closeAll();
    folder.remove();
  });

  /** The bytes of a database that has a state with number `n`, after a change. */
  function bytesWith(n: number, change: (database: Database) => void = () => undefined, checked?: 'rows'): Uint8Array {
    const database = open();
    migrate(database);
    database.script(`INSERT INTO writer (name) VALUES ('w'); ${insert(n)}`);
    change(database);
    const bytes = withTrailer(database.export(), checked);
    database.close();
    return bytes;
  }
  const change = (sql: string) => (database: Database) => database.script(sql);
  const put = (bytes: Uint8Array) => fs.writeFileSync(folder.path('daymark.sqlite'), bytes);
  const keep = (date: string, bytes: Uint8Array) =>
    fs.writeFileSync(folder.path('backups', `daymark-${date}.sqlite`), bytes);
  const load = (): LoadedFile =>
    loadFile({ files: nodeFiles, layout: layoutOf(folder.folder), open: counted.open, sealer: plainSealer });
  /** Facts of the file that is loaded, and the ids of its states. */
  function loaded() {
    const { reader, found, isRebuilt, writtenVersion, damagedRows, stamp } = load();
    assert.equal(stamp, stampOf(nodeFiles, folder.path('daymark.sqlite')));
    assert.equal(counted.count, 1, 'nothing else stays open');
    return { found, isRebuilt, writtenVersion, damagedRows, ids: reader.states(always).map(({ id }) => id) };
  }
  const whole = { isRebuilt: false, writtenVersion: schemaVersion, damagedRows: 0 };

  it('is empty where there is none', () => {
    assert.deepEqual(loaded(), { ...whole, found: 'nothing', ids: [] });
  });

  it('is that of Daymark, as it was left', () => {
    put(bytesWith(1));
    keep('2026-03-01', bytesWith(2));
    assert.deepEqual(loaded(), { ...whole, found: 'ours', ids: ['w:1'] });
  });

  it('is without damaged rows, of which it has the number', () => {
    put(bytesWith(1, change(insert(2, 99) + insert(3, 99))));
    assert.deepEqual(loaded(), { ...whole, found: 'ours', damagedRows: 2, ids: ['w:1'] });
  });

  it('is brought to this version, and says which one wrote it', () => {
    const older = `ALTER TABLE span DROP COLUMN rule; PRAGMA user_version = ${schemaVersion - 1}`;
    put(bytesWith(1, change(older), 'rows'));
    assert.deepEqual(loaded(), { ...whole, found: 'ours', writtenVersion: schemaVersion - 1, ids: ['w:1'] });
  });

  it('may be of a newer version with the same tables, which are shown without damaged rows', () => {
    const version = schemaVersion + 1;
    put(bytesWith(1, change(`${insert(2, 99)} PRAGMA user_version = ${version}`)));
    assert.deepEqual(loaded(), { ...whole, found: 'newer', writtenVersion: version, ids: ['w:1'] });
  });

  it('is taken for empty where one of the tables of a newer version is another', () => {
    const version = schemaVersion + 2;
    put(bytesWith(1, change(`ALTER TABLE run ADD COLUMN more; PRAGMA user_version = ${version}`)));
    keep('2026-03-01', bytesWith(2));
    assert.deepEqual(loaded(), { ...whole, found: 'newer', writtenVersion: version, ids: [] });
  });

  it('is empty where it was damaged and there is no backup', () => {
    for (const bytes of [Buffer.from('no database'), bytesWith(1).subarray(0, 5000)]) {
      put(bytes);
      assert.deepEqual(loaded(), { ...whole, found: 'damaged', isRebuilt: true, ids: [] });
      counted.closeAll();
    }
  });

  it('is damaged where something else has its name', () => {
    fs.mkdirSync(folder.path('daymark.sqlite'));
    assert.deepEqual(loaded(), { ...whole, found: 'damaged', isRebuilt: true, ids: [] });
  });

  it('comes from the backup that was written last, by its number of checkpoints', () => {
    const checkpoints = (count: number) => (database: Database) => writeMeta(database, 'checkpoints', count);
    keep('2026-03-01', bytesWith(1, checkpoints(7)));
    keep('2026-03-02', bytesWith(2, checkpoints(5)));
    keep('2026-03-03', bytesWith(3, checkpoints(6)));
    for (const found of ['nothing', 'damaged']) {
      if (found === 'damaged') put(Buffer.from('no database'));
      assert.deepEqual(loaded(), { ...whole, found, isRebuilt: true, ids: ['w:1'] });
      counted.closeAll();
    }
    // Of two with one number, the newer one.
    keep('2026-03-04', bytesWith(4, checkpoints(7)));
    assert.deepEqual(loaded().ids, ['w:4']);
  });

  it('does not come from a backup of a newer version, a damaged one, or one that is too large to be one', () => {
    keep('2026-03-01', bytesWith(1));
    keep('2026-03-02', bytesWith(2, change(`PRAGMA user_version = ${schemaVersion + 1}`)));
    keep('2026-03-03', bytesWith(3).subarray(0, 5000));
    const large = folder.path('backups', 'daymark-2026-03-04.sqlite');
    fs.writeFileSync(large, '');
    fs.truncateSync(large, 2 ** 30 + 1);
    assert.deepEqual(loaded().ids, ['w:1']);
    fs.rmSync(folder.path('backups', 'daymark-2026-03-01.sqlite'));
    counted.closeAll();
    assert.deepEqual(loaded(), { ...whole, found: 'nothing', ids: [] });
  });
});
