import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { openHubStore, type OpenHubStore } from '../../../src/headless/openHubStore.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { nodeFiles } from '../../../src/storage/disk/nodeFiles.ts';
import { readOnlyFiles } from '../../../src/storage/disk/readOnlyFiles.ts';
import { openStore } from '../../../src/storage/openStore.ts';
import { plainSealer } from '../../../src/storage/vault/plainSealer.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { wasmPath } from '../storage/storageFolder.ts';

async function healthOf(folder: string) {
  const data = await openStore({
    folder,
    wasmPath,
    clock: systemClock,
    sealer: plainSealer,
    files: readOnlyFiles(nodeFiles),
  });
  data.refresh();
  const health = data.health();
  data.close();
  return health;
}

describe('the data of a hub', () => {
  let folder: string;
  let store: OpenHubStore;
  let reads: number;
  beforeEach(() => {
    [folder, reads] = [mkdtempSync(path.join(tmpdir(), 'daymark-hub-')), 0];
    const privacy = () => (reads++, { exclude: ['**/secret/**'], hideFileNames: [] });
    store = openHubStore({ folder, wasmPath, privacy, secret: new Uint8Array(32).fill(7) });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const span = (at: number): SpanFact => ({
    type: 'span',
    id: `hub-vim-x:${at}`,
    start: Date.now() - 60_000,
    end: Date.now(),
    offset: 0,
    kind: 'coding',
    source: 'hub',
    signals: 1,
    saves: 0,
    edits: {},
    project: '/home/ada/shop',
  });

  it('takes no more than can wait in memory', async () => {
    await assert.rejects(store.record(Array.from({ length: 10_001 }, (_, at) => span(at))), {
      code: 'storage-full',
      message: "The data folder can't be written to at the moment.",
    });
    await store.record([]);
    await store.record([span(1)]);
    assert.deepEqual(await store.headless.lockedNames(), 0);
  });

  it('has the key for names before anybody sends something', () => {
    assert.ok(readdirSync(path.join(folder, 'vault')).some((name) => name.startsWith('key-')));
  });

  it('takes as much as can wait in memory', async () => {
    await store.record(Array.from({ length: 10_000 }, (_, at) => span(at)));
    await store.record([span(10_001)]);
  });

  it('runs operations that write, as the clients of the hub may', async () => {
    const params = { title: 'Talk with Bo', minutes: 5, kind: 'meeting' };
    await store.operate({ operation: 'activity.log', params, names: true });
    const { writersAlive } = await healthOf(folder);
    assert.equal(writersAlive, 1);
    await store.close();
    assert.equal((await healthOf(folder)).writersAlive, 0, 'its journals have ended');
  });

  it('has what was sent on the disk at once, and synced to it within ten seconds', async () => {
    const clock = new FakeClock(Date.now());
    const other = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: [], hideFileNames: [] }), clock });
    const timersAfter = async (facts: readonly SpanFact[]) => (await other.record(facts), clock.pending);
    const before = clock.pending;
    assert.equal(await timersAfter([]), before);
    assert.deepEqual([await timersAfter([span(1)]), await timersAfter([span(2)])], [before + 1, before + 1]);
    clock.advance(9999);
    assert.equal(clock.pending, before + 1);
    clock.advance(1);
    assert.equal(clock.pending, before);
    assert.equal(await timersAfter([span(3)]), before + 1);
    await other.close();
    assert.equal(clock.pending, 0);
    const { facts, writersAlive } = await healthOf(folder);
    assert.deepEqual([facts, writersAlive], [3, 0]);
  });

  it('asks for the exclusions once for many places', () => {
    assert.equal(store.judge({ project: '/home/ada/secret', file: 'a' }), 'excluded');
    for (let i = 0; i < 100; i++) assert.equal(store.judge({ project: '/home/ada/shop', file: `${i}` }), 'open');
    assert.equal(reads, 1);
  });
});
