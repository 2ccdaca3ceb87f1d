import assert from 'node:assert/strict';
import path from 'node:path';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { Erasures, type Erasure } from '../../../../src/storage/sync/erasures.ts';
import { sealSegment, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import type { SyncSecrets } from '../../../../src/storage/sync/syncedFolder.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { span } from '../facts.ts';
import { Laptop } from './laptop.ts';

const key: SyncKey = { generation: 1, raw: Buffer.alloc(32, 1) };
const secrets: SyncSecrets = { deviceId: 'own', hashKey: Buffer.alloc(32, 5), key, keys: [key], revoked: [] };
const project = '/home/ada/gone';

describe('a synced folder', () => {
  let laptop: Laptop;
  let store: Store;
  let steps: string[];
  beforeEach(async () => {
    laptop = new Laptop();
    steps = [];
    const note = (step: string, at: string): void =>
      void steps.push(`${step} ${path.relative(laptop.storage.folder, at).replaceAll('\\', '/')}`);
    laptop.files = {
      ...nodeFiles,
      sync: (at) => (note('sync', at), nodeFiles.sync(at)),
      syncFolder: (at) => (note('sync folder', at), nodeFiles.syncFolder(at)),
      rename: (from, to) => (note('rename to', to), nodeFiles.rename(from, to)),
    };
    store = await laptop.store();
    store.syncStart({ deviceId: 'own', server: 'https://example.org' });
  });
  afterEach(() => laptop.storage.remove());

  const erasures = (): Erasures => new Erasures(nodeFiles, laptop.storage.folder, plainSealer);
  const waiting = (): Erasure[] => erasures().waiting('own', []);

  it('keeps an erasure for the others until the server has it, once', async () => {
    await laptop.record(span({ project }));
    store.refresh();
    assert.equal(store.erase({ project }).outcome, 'done');
    const [erasure = assert.fail()] = waiting();
    const sequences: number[] = [];
    for (let i = 0; i < 9; i++) {
      const { segment } = store.syncNext({ secrets });
      if (!segment) continue;
      sequences.push(segment.sequence);
      assert.equal(waiting().length, 1, 'it is on its way');
      store.syncSent({ secrets, sequence: segment.sequence });
    }
    assert.deepEqual([sequences, waiting()], [[1], []]);
    assert.deepEqual(
      erasures()
        .sentAs('own', 1)
        .map(({ id }) => id),
      [erasure.id],
    );
  });

  it('does an own erasure again, among the segments of all, only to what came since', async () => {
    store.erase({ project });
    store.syncNext({ secrets });
    store.syncSent({ secrets, sequence: 1 });
    const own = { position: 2, deviceId: 'own', sequence: 1, length: 5 };
    const lines = [JSON.stringify(span({ id: 'b:1', project }))];
    const bytes = sealSegment(key, { deviceId: 'other', sequence: 1 }, { type: 'facts', lines });
    const other = { position: 1, deviceId: 'other', sequence: 1, length: bytes.length, bytes };
    assert.deepEqual(store.syncTake({ secrets, segments: [other, own], keysTo: 0 }), { facts: 1, erased: 1 });
    assert.deepEqual(await laptop.facts(), []);
    assert.deepEqual(erasures().sentAs('own', 1), []);
  });

  it('sends an erasure again if the server has lost it, and keeps one list of what was seen', async () => {
    await laptop.record(span({ id: 'a:1' }));
    store.erase({ project });
    const send = (): void => {
      for (let i = 0; i < 9; i++) {
        const { segment } = store.syncNext({ secrets });
        if (segment) store.syncSent({ secrets, sequence: segment.sequence });
      }
    };
    const seen = (): boolean[] =>
      ['seen-before', 'seen-1', 'seen-2'].map((name) => laptop.storage.list('sync', name).length > 0);
    send();
    assert.deepEqual([waiting(), seen()], [[], [false, true, false]]);
    store.syncCompare({ secrets, nextSequence: 1, version: '1' });
    assert.deepEqual([waiting().length, seen()], [1, [true, false, false]]);
    send();
    assert.deepEqual([waiting(), seen()], [[], [true, false, true]]);
  });

  it('erases up to now, or to the last thing that it has', async () => {
    const last = (): number | undefined => waiting().at(-1)?.what.before;
    store.erase({ project });
    assert.equal(last(), laptop.storage.clock.now() + 1);
    const start = laptop.storage.clock.now() + 5e6;
    await laptop.record(span({ start, end: start + 9 }));
    store.refresh();
    store.erase({ project });
    assert.equal(last(), start + 1);
  });

  it('has on the disk what it took in before it says so', async () => {
    await laptop.record(span({ id: 'a:1' }));
    const bytes = sealSegment(
      key,
      { deviceId: 'other', sequence: 1 },
      { type: 'facts', lines: [JSON.stringify(span({ id: 'b:1' }))] },
    );
    steps.length = 0;
    const segment = { position: 1, deviceId: 'other', sequence: 1, length: bytes.length, bytes };
    assert.equal(store.syncTake({ secrets, segments: [segment], keysTo: 0 }).facts, 1);
    const done = steps.findIndex((step) => step.startsWith('rename to sync/state'));
    const before = steps.slice(0, done);
    assert.ok(done > 0);
    assert.equal(before.filter((step) => /^sync journal\/\S+$/.test(step)).length, 1, steps.join());
    assert.ok(before.includes('sync folder journal'), steps.join());
  });
});
