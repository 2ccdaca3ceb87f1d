import assert from 'node:assert/strict';
import * as z from 'zod';
import { collection } from '../../../../src/core/records/collection.ts';
import { readRecords } from '../../../../src/core/records/readRecords.ts';
import { RecordCache } from '../../../../src/core/records/recordCache.ts';
import { makePatch, type RecordFields } from '../../../../src/core/records/recordState.ts';
import { StorageFolder } from '../storageFolder.ts';

const things = collection('things', z.object({ name: z.string() }));

describe('what was worked out of records', () => {
  let disk: StorageFolder;
  beforeEach(() => (disk = new StorageFolder()));
  afterEach(() => disk.remove());

  it('is worked out again only of those that changed, after a checkpoint and a reload too', async () => {
    const journal = disk.journal();
    const store = await disk.store();
    let now = disk.clock.now();
    const write = async (id: string, fields: RecordFields) => {
      journal.append({
        type: 'record',
        ...makePatch({ id, collection: 'things' }, fields, { now: ++now, writer: 'w' }),
      });
      await journal.write();
    };
    const derived: string[] = [];
    const cache = new RecordCache(things, (id, { name }) => (derived.push(id), name));
    const names = () => {
      store.refresh();
      const read = { reader: store, records: (of: typeof things, query: object) => readRecords(store, of, query) };
      cache.refresh(read as never);
      return [...cache.values()].toSorted();
    };
    await write('a', { name: 'one' });
    await write('b', { name: 'two' });
    assert.deepEqual(names(), ['one', 'two']);
    assert.deepEqual(names(), ['one', 'two']);
    assert.deepEqual(derived.splice(0), ['a', 'b']);
    await write('b', { name: 'three' });
    assert.deepEqual(names(), ['one', 'three']);
    assert.deepEqual(derived.splice(0), ['b']);
    const version = cache.version;
    store.checkpoint();
    assert.deepEqual(names(), ['one', 'three']);
    assert.deepEqual([derived, cache.version], [[], version], 'nothing changed');
    await write('a', { deleted: true });
    assert.deepEqual(names(), ['three']);
    assert.notEqual(cache.version, version);
    await write('a', { deleted: null });
    assert.deepEqual(names(), ['one', 'three']);
    await journal.close();
  });

  it('is left to be read in steps', async () => {
    const journal = disk.journal();
    const store = await disk.store();
    for (const id of ['a', 'b', 'c'])
      journal.append({
        type: 'record',
        ...makePatch({ id, collection: 'things' }, { name: id }, { now: 1, writer: 'w' }),
      });
    await journal.write();
    store.refresh();
    const cache = new RecordCache(things, (id) => id);
    const read = { reader: store, records: (of: typeof things, query: object) => readRecords(store, of, query) };
    const left = [1, 2, 3, 4].map(() => cache.refresh(read as never, 1));
    assert.deepEqual(left, [2, 1, 0, 0]);
    await journal.close();
  });
});
