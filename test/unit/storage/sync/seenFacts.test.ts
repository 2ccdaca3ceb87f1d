import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { SeenFacts } from '../../../../src/storage/sync/seenFacts.ts';
import { StorageFolder } from '../storageFolder.ts';

const hash = (n: number): string => `hash${String(n).padStart(4, '0')}`;

describe('the facts that were seen', () => {
  let storage: StorageFolder;
  beforeEach(() => {
    storage = new StorageFolder();
    for (const name of ['seen', 'other']) fs.mkdirSync(storage.path(name));
  });
  afterEach(() => storage.remove());

  const seen = (name = 'seen', reads: string[] = []): SeenFacts => {
    const read = (file: string): Uint8Array | undefined => {
      reads.push(path.basename(file));
      return nodeFiles.read(file);
    };
    return new SeenFacts({ ...nodeFiles, read }, storage.path(name), Buffer.alloc(32, 1));
  };
  const bytesOf = (file: string): string => fs.readFileSync(storage.path('seen', file), 'latin1');

  it('are known by 64 bits that depend on the key and the line', () => {
    const one = seen();
    assert.equal(one.hash('line').length, 8);
    assert.equal(one.hash('line'), seen().hash('line'));
    assert.notEqual(one.hash('line'), one.hash('lines'));
    const other = new SeenFacts(nodeFiles, storage.path('seen'), Buffer.alloc(32, 2));
    assert.notEqual(one.hash('line'), other.hash('line'));
  });

  it('are in the file of their bucket, each once, also for the next process', () => {
    const one = seen();
    one.add(5, [hash(1), hash(2), hash(1)]);
    one.add(5, [hash(2), hash(3)]);
    one.add(-2, [hash(1)]);
    one.add(7, []);
    for (const set of [one, seen()])
      assert.deepEqual(
        [set.has(5, hash(1)), set.has(5, hash(3)), set.has(-2, hash(1)), set.has(-2, hash(2)), set.has(6, hash(1))],
        [true, true, true, false, false],
      );
    assert.equal(bytesOf('5.seen'), hash(1) + hash(2) + hash(3));
    assert.deepEqual(storage.list('seen'), ['-2.seen', '5.seen']);
  });

  it('are whole after one that was cut short', () => {
    for (const [length, filling] of [
      [8, 0],
      [9, 7],
      [15, 1],
    ] as const) {
      fs.writeFileSync(storage.path('seen', '1.seen'), hash(1) + hash(2).slice(0, length - 8));
      seen().add(1, [hash(3), hash(4)]);
      const all = seen();
      assert.deepEqual(
        [hash(1), hash(2), hash(3), hash(4)].map((one) => all.has(1, one)),
        [true, false, true, true],
      );
      assert.equal(bytesOf('1.seen').length, length + filling + 16);
    }
  });

  it('are in memory for the last eight buckets', () => {
    const reads: string[] = [];
    const one = seen('seen', reads);
    for (const bucket of [1, 2, 3, 4, 5, 6, 7, 8, 1, 8]) one.has(bucket, hash(1));
    assert.equal(reads.length, 8);
    one.has(9, hash(1));
    one.has(2, hash(1));
    assert.equal(reads.length, 9);
    one.has(1, hash(1));
    assert.deepEqual(reads.slice(8), ['9.seen', '1.seen']);
  });

  it('take those of another set in, but not what is no bucket', () => {
    const other = seen('other');
    other.add(3, [hash(1)]);
    other.add(-4, [hash(2)]);
    fs.writeFileSync(storage.path('other', 'x3.seen'), hash(9));
    fs.writeFileSync(storage.path('other', '3.seen.aside'), hash(9));
    const one = seen();
    one.add(3, [hash(5)]);
    one.takeAll(other);
    one.takeAll(one);
    assert.deepEqual(storage.list('seen'), ['-4.seen', '3.seen']);
    assert.equal(bytesOf('3.seen'), hash(5) + hash(1));
    assert.equal(bytesOf('-4.seen'), hash(2));
  });
});
