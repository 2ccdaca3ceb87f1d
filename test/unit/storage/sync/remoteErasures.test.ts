import assert from 'node:assert/strict';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import type { EraseRequest } from '../../../../src/storage/erase/eraseRows.ts';
import { erasureLine, Erasures } from '../../../../src/storage/sync/erasures.ts';
import { sealSegment, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import type { SyncSecrets } from '../../../../src/storage/sync/syncedFolder.ts';
import { newRing } from '../../../../src/storage/sync/syncRing.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { document, record, span } from '../facts.ts';
import { Laptop } from './laptop.ts';

const project = '/home/ada/gone';
const key: SyncKey = { generation: 1, raw: Buffer.alloc(32, 1) };
const secrets: SyncSecrets = { deviceId: 'own', hashKey: Buffer.alloc(32, 5), key, keys: [key], revoked: [] };
const before = span().start + 1e6;
const task = record({ id: 'e:1', fields: { title: 'x', project } });
const note = document({ id: 'd:1', body: JSON.stringify({ project, text: 'x' }) });
const work = span({ id: 'a:1', project });
const other = document({ id: 'd:9', body: JSON.stringify({ project: '/home/ada/kept', text: 'x' }) });

describe('what another device has erased', () => {
  let laptop: Laptop;
  let store: Store;
  beforeEach(async () => {
    laptop = new Laptop();
    laptop.ring = newRing(Buffer.alloc(32, 9), 'own');
    store = await laptop.store();
    store.syncStart({ deviceId: 'own', server: 'https://example.org' });
  });
  afterEach(() => laptop.storage.remove());

  const erasures = (): Erasures => new Erasures(nodeFiles, laptop.storage.folder, plainSealer);
  /** Returns what this device has told the others since. */
  const told = (): EraseRequest[] =>
    erasures()
      .waiting('own', [])
      .map(({ what }) => what);
  let position = 0;
  function take(what: EraseRequest, { deviceId = 'other', revoked = [] as readonly string[], id = 'x' } = {}) {
    const sequence = 1 + (store.syncState({})?.taken[deviceId] ?? 0);
    const bytes = sealSegment(key, { deviceId, sequence }, { type: 'facts', lines: [erasureLine({ id, what })] });
    const segment = { position: ++position, deviceId, sequence, length: bytes.length, bytes };
    return store.syncTake({ secrets: { ...secrets, revoked }, segments: [segment], keysTo: 0 });
  }
  /** Uploads everything. @param isListed the server lists it here */
  function upload(isListed: boolean): void {
    for (let sequence = 1; ; sequence++) {
      const { segment, isDone } = store.syncNext({ secrets });
      if (isDone) break;
      if (segment) store.syncSent({ secrets, sequence: segment.sequence });
    }
    if (isListed)
      for (let sequence = 1; sequence < (store.syncState({})?.sequence ?? 0); sequence++)
        store.syncTake({
          secrets,
          segments: [{ position: ++position, deviceId: 'own', sequence, length: 1 }],
          keysTo: 0,
        });
  }
  const left = async (): Promise<string[]> => (await laptop.facts()).map(({ id }) => id).toSorted();

  it('goes here too, and this device tells of what only it could recognize', async () => {
    for (const [facts, names] of [
      [[work], undefined],
      [[work, task], { records: [['tasks', 'e:1']], documents: [] }],
      [[note], { records: [], documents: ['d:1'] }],
      [[task, note], { records: [['tasks', 'e:1']], documents: ['d:1'] }],
    ] as const) {
      await laptop.record(...(facts as readonly Fact[]), span({ id: 'a:9' }), other);
      upload(true);
      assert.deepEqual(take({ project, before }), { facts: 0, erased: facts.length });
      assert.deepEqual(await left(), ['a:9', 'd:9']);
      assert.deepEqual(told(), names ? [{ before, onlyNamed: true, ...names }] : []);
      laptop.storage.remove();
      laptop = new Laptop();
      laptop.ring = newRing(Buffer.alloc(32, 9), 'own');
      store = await laptop.store();
      store.syncStart({ deviceId: 'own', server: 'https://example.org' });
    }
  });

  it('is not told again where it is named already', async () => {
    await laptop.record(task, note);
    upload(true);
    assert.equal(take({ project, before, records: [['tasks', 'e:1']], documents: ['d:1'] }).erased, 2);
    assert.deepEqual(told(), []);
  });

  it('is erased by this one for all, if it uploaded more that it has not seen listed', async () => {
    await laptop.record(work, task);
    upload(false);
    assert.equal(take({ project, before, records: [['tasks', 'e:9']], documents: [] }).erased, 2);
    assert.deepEqual(told(), [{ project, before, records: [['tasks', 'e:1']], documents: [] }]);
  });

  it('is not erased by this one for all where nothing was there, but even for a single row, and by its names', async () => {
    await laptop.record(other);
    upload(false);
    assert.deepEqual([take({ project, before }).erased, told()], [0, []]);
    await laptop.record(work);
    upload(false);
    assert.equal(take({ project, before }, { id: 'y' }).erased, 1);
    assert.deepEqual(told(), [{ project, before, records: [], documents: [] }]);
    const named = { project, before, records: [['tasks', 'e:1'] as const], documents: [] };
    await laptop.record(task, record({ id: 'e:2', fields: { title: 'y' } }));
    upload(false);
    assert.equal(take(named, { id: 'z' }).erased, 1);
    assert.deepEqual(told().at(-1), named);
  });

  it('goes for what was written a moment ago', async () => {
    await laptop.record(work);
    assert.deepEqual([take({ project, before }).erased, told()], [1, []]);
  });

  it('is done to the copies too, unless it names rows that are not here', () => {
    const leave = (what: EraseRequest, id: string): boolean => {
      store.leaveToday({ version: '1', day: '2026-03-02', content: 0 });
      take(what, { id });
      return laptop.storage.list().includes('today.sealed');
    };
    assert.equal(leave({ project, before }, 'x'), false);
    assert.equal(leave({ before, onlyNamed: true, records: [['tasks', 'none']], documents: [] }, 'y'), true);
  });

  it('is done once, and not at all where the device was revoked or nothing is left', async () => {
    await laptop.record(span({ id: 'a:9' }));
    upload(true);
    assert.equal(take({ project, before }).erased, 0);
    assert.deepEqual([erasures().has('x'), told()], [true, []]);
    await laptop.record(work);
    assert.equal(take({ project, before }).erased, 0);
    assert.equal(take({ project, before }, { deviceId: 'third', id: 'y', revoked: ['third'] }).erased, 0);
    assert.deepEqual(await left(), ['a:1', 'a:9']);
    assert.equal(take({ project, before }, { id: 'z' }).erased, 1);
  });
});

describe('what is erased here', () => {
  it('is kept for the others only where it is synced and can be sealed', async () => {
    for (const [isSynced, canSeal, isKept] of [
      [true, undefined, true],
      [true, true, true],
      [true, false, false],
      [false, true, false],
    ] as const) {
      const laptop = new Laptop();
      try {
        await laptop.record(work, span({ id: 'a:9' }));
        const sealer = canSeal === undefined ? plainSealer : { ...plainSealer, canSeal: () => canSeal };
        const store = await laptop.storage.store({ sealer });
        if (isSynced) store.syncStart({ deviceId: 'own', server: 'https://example.org' });
        store.refresh();
        assert.equal(store.erase({ project }).outcome, 'done');
        assert.equal(laptop.storage.list('sync').includes('erasures'), isKept);
      } finally {
        laptop.storage.remove();
      }
    }
  });
});
