import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { openHubStore, type OpenHubStore } from '../../../src/headless/openHubStore.ts';
import { wasmPath } from '../storage/storageFolder.ts';

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
      message: 'The data folder takes nothing at present.',
    });
    await store.record([]);
    await store.record([span(1)]);
    assert.deepEqual(await store.headless.lockedNames(), 0);
  });

  it('has the key for names before anybody sends something', () => {
    assert.ok(readdirSync(path.join(folder, 'vault')).some((name) => name.startsWith('key-')));
  });

  it('asks for the exclusions once for many places', () => {
    assert.equal(store.judge({ project: '/home/ada/secret', file: 'a' }), 'excluded');
    for (let i = 0; i < 100; i++) assert.equal(store.judge({ project: '/home/ada/shop', file: `${i}` }), 'open');
    assert.equal(reads, 1);
  });
});
