import assert from 'node:assert/strict';
import * as z from 'zod';
import type { App } from '../../../../src/core/operations/app.ts';
import { collection } from '../../../../src/core/records/collection.ts';
import { type RecordPage, readRecords } from '../../../../src/core/records/readRecords.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import { StorageFolder } from '../../storage/storageFolder.ts';

const tasks = collection(
  'tasks',
  z.object({ title: z.string().min(1), status: z.enum(['open', 'done']), due: z.number().optional() }),
);
type Task = z.output<typeof tasks.schema>;

describe('changing records', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());

  /** A window with its own clock. */
  async function openWindow(aheadMs = 0) {
    const [recorder, store] = [folder.journal(), await folder.store()];
    const clock = { now: () => folder.clock.now() + aheadMs };
    const app = {
      clock,
      recorder,
      t: (text: string) => text,
      read: async (query: { run: (read: unknown, params: unknown) => unknown }, params: unknown) => {
        await recorder.write();
        store.refresh();
        return query.run({ reader: store }, params);
      },
    } as unknown as App;
    const list = (): RecordPage<Task>['records'] => {
      store.refresh();
      return readRecords(store, tasks, {}).records;
    };
    return { records: recordsOf(app)(tasks), list };
  }

  it('creates, revises, removes, restores, and undoes', async () => {
    const { records, list } = await openWindow();
    const { id } = await records.create({ title: 'Oil', status: 'open', due: 5 });
    const done = await records.revise(id, { status: 'done', due: null });
    assert.deepEqual(list(), [{ id, values: { title: 'Oil', status: 'done' } }]);
    await records.revise(id, { status: 'open' });
    assert.ok(done.undo);
    // Meanwhile a view stores it as JSON.
    await records.undo(JSON.parse(JSON.stringify(done.undo)) as typeof done.undo);
    assert.deepEqual(list(), [{ id, values: { title: 'Oil', status: 'open', due: 5 } }]);
    const removed = await records.remove(id);
    assert.deepEqual(list(), []);
    await assert.rejects(records.revise(id, { title: 'x' }), { code: 'not-found' });
    await records.restore(id);
    assert.equal(list().length, 1);
    assert.ok(removed.undo);
    assert.deepEqual(await records.undo(removed.undo), { id }, 'it was restored already');
    for (const change of [records.remove('none'), records.restore('none'), records.revise('none', {})])
      await assert.rejects(change, { code: 'not-found' });
  });

  it('checks values, and writes nothing where nothing changes', async () => {
    const { records, list } = await openWindow();
    await assert.rejects(records.create({ title: '', status: 'open' }), { code: 'invalid-input', message: /^title: / });
    const { id } = await records.create({ title: 'Oil', status: 'open' });
    await assert.rejects(records.revise(id, { title: 'x'.repeat(1_000_001) }), { code: 'invalid-input' });
    assert.deepEqual(await records.revise(id, { title: 'Oil' }), { id });
    assert.deepEqual(list(), [{ id, values: { title: 'Oil', status: 'open' } }]);
  });

  it('puts what is the same everywhere under one id', async () => {
    const { records, list } = await openWindow();
    await records.put('day:1', { title: 'Oil', status: 'open', due: 5 });
    const second = await records.put('day:1', { title: 'Oil', status: 'done' });
    assert.deepEqual(second.undo?.before, { status: 'open', due: 5 });
    assert.deepEqual(await records.put('day:1', { title: 'Oil', status: 'done' }), { id: 'day:1' });
    await records.remove('day:1');
    await records.put('day:1', { title: 'Oil again', status: 'done' });
    assert.deepEqual(list(), [{ id: 'day:1', values: { title: 'Oil again', status: 'done' } }]);
  });

  it('makes changes that come at once one after another, each on the one before', async () => {
    const { records, list } = await openWindow();
    const { id } = await records.create({ title: 'Oil', status: 'open' });
    const changes = await Promise.all([
      records.revise(id, { title: 'a' }),
      records.revise(id, { title: '' }).catch(() => undefined),
      records.revise(id, { title: 'b' }),
      records.revise(id, { due: 1 }),
    ]);
    assert.deepEqual(list(), [{ id, values: { title: 'b', status: 'open', due: 1 } }]);
    assert.deepEqual(changes[2]?.undo?.before, { title: 'a' });
  });

  it('lets an edit win over what another window wrote with a clock a year ahead', async () => {
    const ahead = await openWindow(365 * 86_400_000);
    const right = await openWindow();
    const { id } = await ahead.records.create({ title: 'Oil', status: 'open' });
    await right.records.revise(id, { title: 'Mended' });
    assert.deepEqual(ahead.list(), [{ id, values: { title: 'Mended', status: 'open' } }]);
    await right.records.remove(id);
    await ahead.records.restore(id);
    assert.deepEqual(right.list(), ahead.list());
    assert.equal(right.list().length, 1);
  });
});
