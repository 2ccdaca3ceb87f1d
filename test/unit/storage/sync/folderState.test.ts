import assert from 'node:assert/strict';
import fs from 'node:fs';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { foldedMark, SyncedFolder, type SyncSecrets } from '../../../../src/storage/sync/syncedFolder.ts';
import {
  addPast,
  fromStart,
  newState,
  readPast,
  readState,
  writeState,
} from '../../../../src/storage/sync/syncState.ts';
import { StorageFolder } from '../storageFolder.ts';

const fresh = newState({ deviceId: 'own', server: 'https://example.org', hadFolded: false });
const secrets: SyncSecrets = {
  deviceId: 'own',
  hashKey: Buffer.alloc(32, 1),
  key: { generation: 1, raw: Buffer.alloc(32, 2) },
  keys: [],
  revoked: [],
};

describe('the sync data in a folder', () => {
  let storage: StorageFolder;
  let folder: SyncedFolder;
  beforeEach(() => {
    storage = new StorageFolder();
    folder = new SyncedFolder(nodeFiles, storage.folder);
  });
  afterEach(() => storage.remove());

  it('begins before the first segment, with everything to look at', () => {
    assert.deepEqual(fresh, {
      deviceId: 'own',
      server: 'https://example.org',
      isFoldedSent: false,
      position: 0,
      sequence: 1,
      taken: {},
      epoch: 1,
      lookedTo: -1,
      foldedIds: 0,
      tooLong: 0,
      refused: 0,
    });
    assert.equal(newState({ ...fresh, hadFolded: true }).isFoldedSent, true);
  });

  it('is read as it was written, and of its own device only', () => {
    assert.equal(readState(nodeFiles, storage.folder), undefined);
    writeState(nodeFiles, storage.folder, fresh);
    assert.deepEqual(folder.state(secrets), fresh);
    assert.throws(() => folder.state({ deviceId: 'other' }), /not synced as this device/);
  });

  it('is none as soon as one of its values is damaged', () => {
    const numbers = ['position', 'sequence', 'epoch', 'foldedIds', 'tooLong', 'refused'];
    for (const [field, damaged] of [
      ...numbers.map((name) => [name, '1'] as const),
      ['deviceId', 5],
      ['server', null],
      ['taken', 5],
    ] as const) {
      writeState(nodeFiles, storage.folder, fresh);
      fs.writeFileSync(storage.path('sync', 'state.json'), JSON.stringify({ ...fresh, [field]: damaged }));
      assert.equal(readState(nodeFiles, storage.folder), undefined, field);
    }
  });

  it('goes through all segments again from the first one', () => {
    const last = { position: 9, deviceId: 'other', sequence: 4, bytes: 5 };
    const far = { ...fresh, position: 9, taken: { other: 4 }, last, sequence: 7, rows: { 1: 2 } };
    assert.deepEqual(fromStart(far), { ...fresh, position: 0, taken: {}, sequence: 7, rows: { 1: 2 } });
  });

  it('knows the devices that the folder was before, each once', () => {
    const { folder: where } = storage;
    nodeFiles.makeFolder(storage.path('sync'));
    assert.deepEqual(readPast(nodeFiles, where), []);
    const past = (deviceId: string, isFoldedSent = false) => ({
      deviceId,
      server: 'https://example.org',
      isFoldedSent,
    });
    for (const each of [past('a'), past('b'), past('a', true)]) addPast(nodeFiles, where, { ...fresh, ...each });
    assert.deepEqual(readPast(nodeFiles, where), [past('b'), past('a', true)]);
    fs.writeFileSync(storage.path('sync', 'past.json'), '{"deviceId":"a"}');
    assert.deepEqual(readPast(nodeFiles, where), []);
  });

  it('has the segment that is on its way, with its sequence', () => {
    nodeFiles.makeFolder(storage.path('sync'));
    assert.equal(folder.outbox(), undefined);
    const outgoing = { sequence: 5_000_000_000, bytes: Uint8Array.of(1, 2, 3) };
    assert.deepEqual(folder.put(outgoing.sequence, outgoing.bytes), outgoing);
    assert.deepEqual(folder.outbox(), outgoing);
    folder.put(3, Uint8Array.of(7));
    assert.deepEqual(folder.outbox(), { sequence: 3, bytes: Uint8Array.of(7) });
    // Its bytes are missing.
    folder.put(3, Uint8Array.of());
    assert.equal(folder.outbox(), undefined);
  });

  it('remembers by bucket what was seen, in the set of the epoch, and before a loss', () => {
    const has = (epoch: number): boolean[] => folder.seenBy(secrets, epoch).map((set) => set.has(2, 'hash0001'));
    const names = (): string[] => storage.list('sync').filter((name) => name.startsWith('seen-'));
    const lines = [
      { bucket: 2, hash: 'hash0001' },
      { bucket: 3, hash: 'hash0002' },
      { bucket: 2, hash: 'hash0003' },
    ];
    for (const name of ['seen-1', 'seen-2', 'seen-before']) nodeFiles.makeFolder(storage.path('sync', name));
    folder.forget();
    folder.remember(secrets, fresh, lines);
    assert.deepEqual(storage.list('sync', 'seen-1'), ['2.seen', '3.seen']);
    assert.equal(fs.readFileSync(storage.path('sync', 'seen-1', '2.seen'), 'latin1'), 'hash0001hash0003');
    assert.deepEqual(has(1), [true, false, false]);
    folder.keepSeen(secrets, fresh);
    assert.deepEqual(storage.list('sync', 'seen-before'), ['2.seen', '3.seen']);
    folder.remember(secrets, { ...fresh, epoch: 2 }, [{ bucket: 4, hash: 'hash0004' }]);
    folder.dropSeen(fresh);
    assert.deepEqual(
      names().map((name) => storage.list('sync', name).length),
      [0, 1, 2],
    );
    assert.deepEqual(has(2), [false, false, true]);
  });

  it('marks pieces of hours by their device', () => {
    assert.equal(foldedMark('ab-cd-ef'), 'fabcdef:');
  });
});
