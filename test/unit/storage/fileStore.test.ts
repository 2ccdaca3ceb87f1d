import assert from 'node:assert/strict';
import fs from 'node:fs';
import { dayMs } from '../../../src/core/time/days.ts';
import { schemaVersion } from '../../../src/storage/sqlite/migrations.ts';
import { always } from './allFacts.ts';
import { span } from './facts.ts';
import { diskFailure, faultyFiles } from './faultyFiles.ts';
import { StorageFolder } from './storageFolder.ts';

describe('what a store says of its work', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const record = async (writer: string, change: object = {}) => {
    const journal = folder.journal({ writer });
    journal.append(span({ id: `${writer}:1`, ...change }));
    await journal.close();
  };
  const size = () => fs.statSync(folder.path('daymark.sqlite')).size;

  it('is what a checkpoint did, and that one had nothing to do', async () => {
    const store = await folder.store();
    assert.deepEqual(store.checkpoint(), { outcome: 'nothing', journalsDeleted: 0, fileBytes: 0, ms: 0 });
    await record('a');
    store.refresh();
    assert.deepEqual(store.checkpoint(), {
      outcome: 'done',
      journalsDeleted: 1,
      backup: 'daymark-2026-03-02.sqlite',
      fileBytes: size(),
      ms: 0,
    });
    assert.deepEqual(store.checkpoint(), { outcome: 'nothing', journalsDeleted: 0, fileBytes: size(), ms: 0 });
  });

  it('is that a checkpoint is not due before the next day, or a megabyte', async () => {
    await record('a');
    const store = await folder.store();
    assert.equal(store.checkpoint('due').outcome, 'done', 'there was no file');
    await record('b');
    store.refresh();
    folder.clock.jump(fs.statSync(folder.path('daymark.sqlite')).mtimeMs - folder.clock.now());
    assert.deepEqual(store.checkpoint('due'), { outcome: 'nothing', journalsDeleted: 0, fileBytes: 0, ms: 0 });
    folder.clock.pass(dayMs);
    assert.equal(store.checkpoint('due').outcome, 'done');
    assert.equal(store.checkpoint('due').outcome, 'nothing');
  });

  it('puts nothing aside where nothing is damaged', async () => {
    const store = await folder.store();
    for (const writer of ['a', 'b']) {
      await record(writer);
      store.checkpoint();
    }
    assert.deepEqual(
      folder.list().filter((name) => name.startsWith('daymark.sqlite')),
      ['daymark.sqlite'],
    );
  });

  it('is busy while another has the lock, and then nothing was changed', async () => {
    await record('a');
    const store = await folder.store();
    store.checkpoint();
    fs.writeFileSync(folder.path('daymark.lock'), '{"token":"t","pid":1,"machine":"another"}');
    const before = fs.readFileSync(folder.path('daymark.sqlite'));
    const done = [store.erase({}), store.importFacts([span({ id: 'i:1' })]), store.reseal()];
    assert.deepEqual(
      done.map(({ outcome, journalsDeleted }) => [outcome, journalsDeleted]),
      done.map(() => ['busy', 0]),
    );
    assert.equal(store.reseal().names, 0);
    const { erased, trimmed, copiesChanged, filesDeleted, journalsLeft } = store.erase({});
    assert.deepEqual([erased, trimmed, copiesChanged, filesDeleted, journalsLeft], [{}, 0, 0, 0, 0]);
    assert.deepEqual(fs.readFileSync(folder.path('daymark.sqlite')), before);
    assert.equal(store.spans(always).length, 1);
  });

  it('is that a change was dropped where it could not be written', async () => {
    await record('a');
    let isFull = false;
    const files = faultyFiles((step, path) => {
      if (isFull && step === 'create' && path.includes('.sqlite.')) throw diskFailure('ENOSPC');
    });
    const store = await folder.store({ files });
    store.checkpoint();
    isFull = true;
    assert.throws(() => store.erase({}), { code: 'storage-full' });
    assert.equal(store.spans(always).length, 1);
    isFull = false;
    await record('b');
    store.refresh();
    store.checkpoint();
    assert.equal((await folder.store()).spans(always).length, 2, 'no later checkpoint writes it');
    assert.deepEqual(
      folder.list().filter((name) => /lock|tmp/.test(name)),
      [],
    );
  });

  it('is that the folder can’t be written to, while everything can be asked', async () => {
    await record('a');
    let isReadOnly = true;
    const files = faultyFiles((step) => {
      if (isReadOnly && (step === 'makeFolder' || step === 'create')) throw diskFailure('EROFS');
    });
    const store = await folder.store({ files });
    assert.equal(store.checkpoint().outcome, 'read-only');
    assert.deepEqual([store.health().mode, store.spans(always).length], ['read-only-folder', 1]);
    isReadOnly = false;
    assert.equal(store.checkpoint().outcome, 'done');
    assert.equal(store.health().mode, 'ready');
  });

  it('is its health: what lies on the disk, and what is in it', async () => {
    await record('a');
    const open = folder.journal({ writer: 'b' });
    open.append(span({ id: 'b:1' }));
    await open.flush();
    fs.appendFileSync(folder.path('journal', 'a-1.ndjson'), 'damaged\n');
    fs.writeFileSync(folder.path('daymark.sqlite.damaged-2026-01-01'), '');
    const store = await folder.store();
    const { journalBytes, ...first } = store.health();
    assert.ok(journalBytes > 100);
    const before = {
      folder: folder.folder,
      fileBytes: 0,
      journals: 2,
      skippedLines: 1,
      unreadableJournals: [],
      writersAlive: 1,
      setAside: ['daymark.sqlite.damaged-2026-01-01'],
      schemaVersion,
      facts: 2,
      demo: false,
      lockedNames: 0,
      damagedRows: 0,
      mode: 'ready',
    };
    for (const [key, value] of Object.entries(before)) assert.deepEqual(first[key as keyof typeof first], value, key);
    assert.ok(!('lastCheckpoint' in first) && !('detailFrom' in first));
    store.checkpoint();
    const { fileBytes, lastCheckpoint, journals } = store.health();
    assert.deepEqual([fileBytes, lastCheckpoint, journals], [size(), folder.clock.now(), 1]);
  });
});
