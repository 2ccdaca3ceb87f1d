import assert from 'node:assert/strict';
import fs from 'node:fs';
import { dayMs } from '../../../../src/core/time/days.ts';
import { BackupKeeper } from '../../../../src/storage/backup/backupKeeper.ts';
import { expiredBackups, listBackups, type BackupFile } from '../../../../src/storage/backup/backups.ts';
import { restoreBackup } from '../../../../src/storage/backup/restoreBackup.ts';
import type { Files } from '../../../../src/storage/disk/files.ts';
import type { HeldLock } from '../../../../src/storage/disk/folderLock.ts';
import { layoutOf } from '../../../../src/storage/disk/layout.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { FileStore } from '../../../../src/storage/fileStore.ts';
import { loadSqlite, type OpenDatabase } from '../../../../src/storage/sqlite/database.ts';
import { readMeta } from '../../../../src/storage/sqlite/metaTable.ts';
import { migrate, schemaVersion } from '../../../../src/storage/sqlite/migrations.ts';
import { withTrailer } from '../../../../src/storage/sqlite/sqliteFile.ts';
import type { BackupPolicy } from '../../../../src/storage/store.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { state } from '../facts.ts';
import { faultyFiles } from '../faultyFiles.ts';
import { CountedOpen } from '../sqlite/countedOpen.ts';
import { StorageFolder, wasmPath } from '../storageFolder.ts';

const noon = Date.UTC(2026, 2, 2, 12);
const lock: HeldLock = { token: 'mine', isHeld: () => true, beat: () => undefined, release: () => undefined };

describe('the keeper of backups', () => {
  let open: OpenDatabase;
  let folder: StorageFolder;
  let counted: CountedOpen;
  before(async () => void (open = await loadSqlite(wasmPath)));
  beforeEach(() => {
    folder = new StorageFolder();
    counted = new CountedOpen(open);
  });
  afterEach(() => {
    counted.closeAll();
    folder.remove();
  });

  /** The bytes of a database that has states at these instants. */
  function bytesWith(times: readonly number[], sql = ''): Uint8Array {
    const database = open();
    migrate(database);
    const rows = times.map((at, n) => `INSERT INTO run VALUES (${at}, 1, ${n}, NULL, 0, 2, 0, 0, NULL, 0);`);
    database.script(`INSERT INTO writer (name) VALUES ('w'); ${rows.join(' ')} ${sql}`);
    const bytes = withTrailer(database.export());
    database.close();
    return bytes;
  }
  const keeper = (policy?: BackupPolicy, files: Files = nodeFiles) =>
    new BackupKeeper({ files, layout: layoutOf(folder.folder), open: counted.open, clock: folder.clock, policy });
  const names = () => folder.list('backups');
  const put = (name: string, bytes: Uint8Array) => {
    fs.mkdirSync(folder.path('backups'), { recursive: true });
    fs.writeFileSync(folder.path('backups', name), bytes);
  };
  const sizeOf = (name: string) => fs.statSync(folder.path('backups', name)).size;

  it('is off only where neither days nor weeks are kept', () => {
    const isOn = (daily: number, weekly: number) => keeper({ daily, weekly }).isOn;
    assert.deepEqual([isOn(0, 0), isOn(1, 0), isOn(0, 1), isOn(1, 1)], [false, true, true, true]);
    assert.equal(keeper({ daily: 0, weekly: 0 }).keepToday(lock, bytesWith([])), undefined);
    assert.deepEqual(names(), []);
    assert.equal(keeper().isOn, true);
  });

  it('makes one a day, which the health check names', () => {
    const [bytes, today] = [bytesWith([noon]), 'daymark-2026-03-02.sqlite'];
    assert.deepEqual(keeper().health(), {});
    assert.equal(keeper().keepToday(lock, bytes), today);
    assert.deepEqual(fs.readFileSync(folder.path('backups', today)), Buffer.from(bytes));
    assert.equal(keeper().keepToday(lock, bytesWith([])), undefined);
    folder.clock.pass(dayMs);
    assert.equal(keeper().keepToday(lock, bytes), 'daymark-2026-03-03.sqlite');
    assert.equal(keeper().keepToday(lock, bytes), undefined);
    const lastBackup = { name: 'daymark-2026-03-03.sqlite', bytes: bytes.length, isVerified: true };
    assert.deepEqual(keeper().health(), { lastBackup });
    assert.equal(counted.count, 0);
  });

  it('keeps that of today, whatever the clock was before', () => {
    put('daymark-2026-03-05.sqlite', bytesWith([]));
    put('daymark-2026-03-01.sqlite', bytesWith([]));
    const today = keeper({ daily: 1, weekly: 0 }).keepToday(lock, bytesWith([]));
    assert.deepEqual(names(), [today, 'daymark-2026-03-05.sqlite']);
  });

  it('keeps each of several for an occasion on one day', () => {
    for (const count of [0, 1, 2]) keeper().keepFor('-v1', lock, bytesWith(Array(count).fill(noon)));
    assert.deepEqual(names(), [
      'daymark-2026-03-02-v1-2.sqlite',
      'daymark-2026-03-02-v1-3.sqlite',
      'daymark-2026-03-02-v1.sqlite',
    ]);
    const facts = Object.fromEntries(
      keeper()
        .describe()
        .map((each) => [each.name, each.facts]),
    );
    assert.deepEqual(facts, {
      'daymark-2026-03-02-v1-2.sqlite': 1,
      'daymark-2026-03-02-v1-3.sqlite': 2,
      'daymark-2026-03-02-v1.sqlite': 0,
    });
  });

  it('says what each holds, and which can’t be read', () => {
    put('daymark-2026-03-01.sqlite', bytesWith([noon, noon + 5]));
    put('daymark-2026-03-02.sqlite', bytesWith([noon], `PRAGMA user_version = ${schemaVersion + 1}`));
    put('daymark-2026-03-03-v9.sqlite', Buffer.from('no database'));
    const of = (name: string, date: string) => ({ name, date, isOccasional: false, bytes: sizeOf(name) });
    assert.deepEqual(keeper().describe(), [
      {
        ...of('daymark-2026-03-03-v9.sqlite', '2026-03-03'),
        isOccasional: true,
        isReadable: false,
        facts: 0,
      },
      { ...of('daymark-2026-03-02.sqlite', '2026-03-02'), isReadable: false, facts: 1, first: noon, last: noon },
      { ...of('daymark-2026-03-01.sqlite', '2026-03-01'), isReadable: true, facts: 2, first: noon, last: noon + 5 },
    ]);
    assert.equal(counted.count, 0);
  });

  it('opens one by its name, or says why it can’t', () => {
    put('daymark-2026-03-01.sqlite', bytesWith([noon]));
    put('daymark-2026-03-02.sqlite', bytesWith([], `PRAGMA user_version = ${schemaVersion + 1}`));
    put('daymark-2026-03-03.sqlite', Buffer.from('no database'));
    for (const [name, code] of [
      ['daymark-2026-03-02.sqlite', 'storage-newer'],
      ['daymark-2026-03-03.sqlite', 'storage-damaged'],
      ['daymark-2026-03-04.sqlite', 'not-found'],
      ['../daymark.sqlite', 'not-found'],
    ] as const)
      assert.throws(() => keeper().load(name), { code }, name);
    assert.equal(counted.count, 0);
    assert.equal(keeper().load('daymark-2026-03-01.sqlite').number('SELECT count(*) FROM run'), 1);
    assert.equal(counted.count, 1);
  });

  it('deletes one that can’t be read back, and says so', () => {
    const files = { ...nodeFiles, create: (file: string) => nodeFiles.create(file, Buffer.from('lost')) };
    assert.throws(() => keeper(undefined, files).keepToday(lock, bytesWith([])), { code: 'storage-damaged' });
    assert.deepEqual(names(), []);
  });
});

describe('the backups in a folder', () => {
  let folder: StorageFolder;
  beforeEach(() => {
    folder = new StorageFolder();
    fs.mkdirSync(folder.path('backups'));
  });
  afterEach(() => folder.remove());

  it('are files with the names of backups, the newest first', () => {
    const names = [
      'daymark-2026-03-02.sqlite',
      'daymark-2026-03-02-v9.sqlite',
      'daymark-2026-03-02-v9-2.sqlite',
      'daymark-2026-03-03-before-restore.sqlite',
      'daymark-2026-03-01.sqlite',
      'daymark-2026-03-01.sqlite.tmp',
      'notes.txt',
    ];
    for (const name of names) fs.writeFileSync(folder.path('backups', name), 'four');
    fs.mkdirSync(folder.path('backups', 'daymark-2026-03-04.sqlite'));
    const listed = listBackups(nodeFiles, folder.path('backups'));
    assert.deepEqual(
      listed.map(({ name, date, isOccasional, bytes }) => [name, date, isOccasional, bytes]),
      [
        ['daymark-2026-03-03-before-restore.sqlite', '2026-03-03', true, 4],
        ['daymark-2026-03-02.sqlite', '2026-03-02', false, 4],
        ['daymark-2026-03-02-v9.sqlite', '2026-03-02', true, 4],
        ['daymark-2026-03-02-v9-2.sqlite', '2026-03-02', true, 4],
        ['daymark-2026-03-01.sqlite', '2026-03-01', false, 4],
      ],
    );
  });

  it('may have one that another window deletes meanwhile', () => {
    const name = 'daymark-2026-03-02.sqlite';
    fs.writeFileSync(folder.path('backups', name), 'four');
    const files = faultyFiles((step, path) => {
      if (step === 'stat') fs.rmSync(path, { force: true });
    });
    const gone = { name, date: '2026-03-02', isOccasional: false, bytes: 0 };
    assert.deepEqual(listBackups(files, folder.path('backups')), [gone]);
  });

  it('are kept for weeks from Monday to Sunday, and four for occasions', () => {
    const file = (date: string): BackupFile => ({ name: date, date, isOccasional: false, bytes: 1 });
    // 2 March 2026 was a Monday.
    const days = ['2026-03-11', '2026-03-09', '2026-03-08', '2026-03-03', '2026-03-02', '2026-03-01', '2026-02-23'];
    assert.deepEqual(expiredBackups(days.map(file), { daily: 1, weekly: 3 }), [
      '2026-03-03',
      '2026-03-02',
      '2026-02-23',
    ]);
    assert.deepEqual(expiredBackups(days.map(file), { daily: 0, weekly: 1 }), days.slice(1));
    const occasional = days.map((date) => ({ ...file(date), isOccasional: true }));
    assert.deepEqual(expiredBackups(occasional, { daily: 7, weekly: 7 }), days.slice(4));
  });
});

describe('a backup that is brought back', () => {
  it('counts as written after the state that it replaces, and nothing else stays open', async () => {
    const folder = new StorageFolder();
    const counted = new CountedOpen(await loadSqlite(wasmPath));
    const { clock } = folder;
    const options = { folder: folder.folder, wasmPath, clock, sealer: plainSealer, files: nodeFiles };
    const store = new FileStore(counted.open, options);
    try {
      const journal = folder.journal();
      journal.append(state());
      await journal.close();
      assert.equal(store.checkpoint().outcome, 'done');
      const [backup] = listBackups(nodeFiles, folder.path('backups'));
      assert.equal(restoreBackup(store, backup?.name ?? '').outcome, 'done');
      assert.equal(counted.count, 0);
      const replaced = listBackups(nodeFiles, folder.path('backups')).find(({ isOccasional }) => isOccasional);
      const before = store.backups.load(replaced?.name ?? '');
      const checkpoints = readMeta(before, 'checkpoints');
      before.close();
      assert.ok(readMeta(store.current().database, 'checkpoints') > checkpoints);
      assert.equal(counted.count, 1);
    } finally {
      store.close();
      folder.remove();
    }
  });
});
