import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { makeOwnFolder } from '../../../../src/storage/disk/ownFolder.ts';
import { readToday } from '../../../../src/storage/today/readToday.ts';
import { encodeLine } from '../../../../src/storage/journal/journalLine.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { record, span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const copy = { version: '1', day: '2026-03-02', content: { totalMs: 5 } };

describe('the copy of today', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const read = (version = copy.version, day = copy.day) => readToday(folder.folder, plainSealer, { version, day });

  it('is read by the same version on the same day, with the state that it was made from', async () => {
    const journal = folder.journal({ writer: 'w' });
    for (const fact of [span(), record()]) journal.append(fact);
    await journal.flush();
    const store = await folder.store();
    assert.equal(await read(), undefined, 'there is none yet');
    const basis = store.leaveToday(copy) ?? assert.fail();
    const [[name, bytes] = []] = Object.entries(basis.journals);
    assert.deepEqual(
      [Object.keys(basis.journals).length, bytes],
      [1, fs.statSync(folder.path('journal', `${name}`)).size],
    );
    assert.deepEqual(await read(), { ...copy, basis });
    assert.equal(await read('2'), undefined);
    assert.equal(await read('1', '2026-03-03'), undefined);
    assert.deepEqual(
      folder.list().filter((file) => file.endsWith('.tmp')),
      [],
    );
    store.leaveToday({ ...copy, content: 'later' });
    assert.equal((await read())?.content, 'later');
  });

  it('is none where it is no sealed text of ours', async () => {
    const store = await folder.store();
    store.leaveToday(copy);
    for (const bytes of ['', 'no', '{}', '[1]', 'null']) {
      fs.writeFileSync(folder.path('today.sealed'), bytes);
      assert.equal(await read(), undefined, bytes);
    }
  });

  it('is left by none that cannot seal, nor of a file that was damaged: each window has to say so', async () => {
    const store = await folder.store({ sealer: { ...plainSealer, canSeal: () => false } });
    assert.deepEqual(store.leaveToday(copy)?.journals, {});
    assert.equal(await read(), undefined);
    fs.writeFileSync(folder.path('daymark.sqlite'), 'no database');
    const rebuilt = await folder.store();
    rebuilt.leaveToday(copy);
    assert.equal(await read(), undefined);
  });

  it('goes with what is erased, as what waits to be sent does', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(span());
    await journal.flush();
    const store = await folder.store();
    store.leaveToday(copy);
    fs.mkdirSync(folder.path('sync'));
    fs.writeFileSync(folder.path('sync', 'outbox'), 'sealed');
    assert.ok(folder.list().includes('today.sealed'));
    assert.equal(store.erase({ project: span().project ?? '' }).outcome, 'done');
    assert.deepEqual([folder.list().includes('today.sealed'), folder.list('sync')], [false, []]);
  });

  it('is not made of a journal that has a line of a newer version', async () => {
    const journal = folder.journal({ writer: 'w' });
    journal.append(span());
    await journal.flush();
    const [name = ''] = folder.list('journal');
    fs.appendFileSync(folder.path('journal', name), encodeLine(['newer', 1]));
    const store = await folder.store();
    assert.equal(store.leaveToday(copy), undefined);
    assert.equal(await read(), undefined);
  });
});

describe('a folder of ours', () => {
  it('is given to its owner alone where others can use it, in any way', function () {
    if (process.platform === 'win32') return this.skip();
    const folder = new StorageFolder();
    try {
      const data = path.join(folder.folder, 'data');
      for (const mode of [0o701, 0o710, 0o704, 0o677, 0o777]) {
        makeOwnFolder(data);
        fs.chmodSync(data, mode);
        makeOwnFolder(data);
        assert.equal(fs.statSync(data).mode & 0o777, 0o700, mode.toString(8));
      }
      // By the owner's own choice.
      fs.chmodSync(data, 0o500);
      makeOwnFolder(data);
      assert.equal(fs.statSync(data).mode & 0o777, 0o500);
    } finally {
      folder.remove();
    }
  });
});
