import assert from 'node:assert/strict';
import fs from 'node:fs';
import { dayMs } from '../../../../src/core/time/days.ts';
import { expiredBackups } from '../../../../src/storage/backup/backups.ts';
import type { BackupFile } from '../../../../src/storage/backup/backups.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { always } from '../allFacts.ts';
import { run, span } from '../facts.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

describe('backups', function () {
  this.timeout(120_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const ids = (store: Store): string[] => store.spans(always).map((fact) => fact.id);

  /** A day of work in a window that is closed in the evening. */
  async function workOneDay(store: Store, id: string): Promise<void> {
    const journal = folder.journal({ writer: id });
    journal.append(span({ id: `${id}:1`, start: folder.clock.now(), end: folder.clock.now() + 5 }));
    await journal.close();
    assert.equal(store.checkpoint().outcome, 'done');
  }

  it('are made once a day and kept for seven days and eight weeks', async () => {
    const store = await folder.store();
    for (let day = 0; day < 90; day++) {
      await workOneDay(store, `d${day}`);
      folder.clock.pass(dayMs);
    }
    const names = folder.list('backups');
    assert.equal(names.length, 15);
    // The clock began on Monday, 2 March.
    assert.deepEqual(
      names.slice(-7),
      ['24', '25', '26', '27', '28', '29', '30'].map((day) => `daymark-2026-05-${day}.sqlite`),
    );
    assert.deepEqual(
      names.slice(0, 8),
      ['04-05', '04-12', '04-19', '04-26', '05-03', '05-10', '05-17', '05-23'].map(
        (day) => `daymark-2026-${day}.sqlite`,
      ),
    );
    assert.ok(folder.list('journal').length <= 1);
  });

  it('keep by number, not by date, where days or weeks are left out', () => {
    const file = (date: string): BackupFile => ({ name: date, date, isOccasional: false, bytes: 1 });
    const files = ['2026-03-20', '2026-02-10', '2026-02-09', '2025-12-31', '2024-01-01'].map(file);
    assert.deepEqual(expiredBackups(files, { daily: 1, weekly: 2 }), ['2026-02-09', '2024-01-01']);
    assert.deepEqual(expiredBackups(files, { daily: 9, weekly: 0 }), []);
    const occasional = [...files, { ...file('2020-01-01'), isOccasional: true }];
    assert.deepEqual(expiredBackups(occasional, { daily: 5, weekly: 0 }), []);
  });

  it('tell what they hold, and bring it back; the state before is kept, and can be brought back too', async () => {
    const store = await folder.store();
    await workOneDay(store, 'monday');
    folder.clock.pass(dayMs);
    await workOneDay(store, 'tuesday');
    const live = folder.journal({ writer: 'live' });
    live.append(span({ id: 'live:1' }));
    await live.flush();
    store.refresh();
    const [tuesday, monday] = store.backups();
    assert.deepEqual([tuesday?.facts, monday?.facts], [2, 1]);
    assert.deepEqual([monday?.first, monday?.date, monday?.isReadable], [Date.UTC(2026, 2, 2, 9), '2026-03-02', true]);
    assert.equal(store.restore(monday?.name ?? '').outcome, 'done');
    assert.deepEqual(ids(store), ['monday:1']);
    assert.deepEqual(ids(await folder.store()), ['monday:1']);
    // A window that was open continues.
    live.append(span({ id: 'live:2' }));
    await live.flush();
    for (const each of [store, await folder.store()]) {
      each.refresh();
      assert.deepEqual(ids(each), ['live:2', 'monday:1']);
    }
    const before = store.backups().find((backup) => backup.isOccasional);
    assert.equal(before?.name, 'daymark-2026-03-03-before-restore.sqlite');
    assert.equal(store.restore(before?.name ?? '').outcome, 'done');
    assert.deepEqual(ids(store).sort(), ['live:1', 'monday:1', 'tuesday:1']);
  });

  it('say why one can’t be brought back', async () => {
    const store = await folder.store();
    await workOneDay(store, 'monday');
    const name = store.backups()[0]?.name ?? '';
    fs.writeFileSync(folder.path('backups', name), fs.readFileSync(folder.path('backups', name)).subarray(0, 9000));
    assert.deepEqual(
      store.backups().map((backup) => backup.isReadable),
      [false],
    );
    assert.throws(() => store.restore(name), { code: 'storage-damaged' });
    assert.throws(() => store.restore('../daymark.sqlite'), { code: 'not-found' });
    assert.deepEqual(ids(store), ['monday:1']);
  });

  it('do not fail a checkpoint when there is no room for them, and leave the journals', async () => {
    const journal = folder.journal();
    journal.append(run());
    await journal.close();
    const files = faultyFiles((step, path) => {
      if (step === 'create' && path.includes('backups')) throw diskFailure('ENOSPC');
    });
    const store = await folder.store({ files });
    const result = store.checkpoint();
    assert.deepEqual([result.outcome, result.backupFailure?.code, result.journalsDeleted], ['done', 'storage-full', 0]);
    assert.equal(folder.list('journal').length, 1);
  });

  it('from a clock that ran ahead do not win over later ones when the file is rebuilt', async () => {
    const store = await folder.store();
    folder.clock.jump(1000 * dayMs);
    await workOneDay(store, 'future');
    folder.clock.jump(-1000 * dayMs);
    await workOneDay(store, 'today');
    assert.equal(folder.list('journal').length, 0);
    fs.rmSync(folder.path('daymark.sqlite'));
    assert.deepEqual(ids(await folder.store()), ['today:1', 'future:1']);
  });
});
