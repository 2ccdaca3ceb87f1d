import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MemorySync } from '../../../fakes/memorySync.ts';
import { span } from '../facts.ts';
import { sealSegment } from '../../../../src/storage/sync/segment.ts';
import { currentKey } from '../../../../src/storage/sync/syncRing.ts';
import { type Laptop, pairedLaptops } from './laptop.ts';

describe('how far a folder is synced', () => {
  let server: MemorySync;
  let laptops: Laptop[];
  beforeEach(() => {
    server = new MemorySync();
    laptops = [];
  });
  afterEach(() => laptops.forEach(({ storage }) => storage.remove()));

  async function paired(count: number): Promise<[Laptop, Laptop]> {
    laptops = await pairedLaptops(server, count);
    return laptops as [Laptop, Laptop];
  }

  it('reads again what an earlier version did not know, once', async () => {
    const [one, other] = await paired(2);
    await one.record(span({ id: 'a:1' }));
    await one.sync(server.client());
    const whole = server.segments.at(-1) ?? assert.fail();
    const key = currentKey(one.ring) ?? assert.fail();
    const later = JSON.stringify({ ...span({ id: 'a:1' }), kind: 'kindOfLater' });
    const unknown = sealSegment(key, whole, { type: 'facts', lines: [later] });
    server.segments = server.segments.with(-1, { ...whole, body: unknown });
    assert.equal((await other.sync(server.client())).outcome, 'ok');
    assert.deepEqual(await other.facts(), []);
    // As if the new version knew that kind.
    server.segments = server.segments.with(-1, whole);
    assert.deepEqual([(await other.sync(server.client())).taken, (await other.facts()).length], [0, 0]);
    other.version = '1.1.0';
    assert.equal((await other.sync(server.client())).taken, 1);
    assert.deepEqual(await other.facts(), await one.facts());
    assert.equal((await other.store()).syncState({})?.refused, 0);
    other.version = '1.2.0';
    const { taken, uploaded } = await other.sync(server.client());
    assert.deepEqual([taken, uploaded], [0, 0]);
  });

  it('counts a state that is damaged as none', async () => {
    const [one] = await paired(1);
    const store = await one.store();
    const file = path.join(one.storage.folder, 'sync', 'state.json');
    const whole = JSON.parse(readFileSync(file, 'utf8')) as object;
    for (const damaged of [
      { ...whole, taken: null },
      { ...whole, position: 1e300 },
      null,
      [],
      { ...whole, deviceId: 1 },
    ]) {
      writeFileSync(file, JSON.stringify(damaged));
      assert.equal(store.syncState({}), undefined);
    }
    writeFileSync(path.join(one.storage.folder, 'sync', 'past.json'), '[null, 1, {}]');
    writeFileSync(file, JSON.stringify(whole));
    assert.equal((await one.sync(server.client())).outcome, 'ok');
  });
});
