import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { deriveKey, encrypt, toKey } from '../../../../src/storage/vault/cipher.ts';
import { keyIdOf, openSegment, sealSegment, type SyncKey } from '../../../../src/storage/sync/segment.ts';

const key: SyncKey = { generation: 1, raw: Buffer.alloc(32, 1) };
const other: SyncKey = { generation: 2, raw: Buffer.alloc(32, 2) };
const place = { deviceId: 'one', sequence: 4 };
const content = { type: 'facts', lines: ['{"a":1}', 'two'] } as const;

/** A segment of whoever has the key, with any content. */
function sealed(plain: Uint8Array): Buffer {
  const head = Buffer.concat([Buffer.from([1]), Buffer.from(keyIdOf(key.raw), 'hex')]);
  const context = JSON.stringify(['daymark sync segment', head.toString('hex'), place.deviceId, place.sequence]);
  return Buffer.concat([head, encrypt(toKey(deriveKey(key.raw, 'sync segment')), plain, Buffer.from(context))]);
}

describe('a segment', () => {
  it('gives back its type and lines to who has its key, which it names in its first nine bytes', () => {
    for (const type of ['facts', 'keys'] as const)
      for (const lines of [[], ['one'], ['one', '', 'three']]) {
        const segment = sealSegment(key, place, { type, lines });
        assert.deepEqual(openSegment([other, key], place, segment), { type, lines });
        assert.equal(segment.subarray(0, 9).toString('hex'), `01${keyIdOf(key.raw)}`);
      }
  });

  it('opens with no other key, at no other place, and not once a byte is changed', () => {
    const segment = sealSegment(key, place, content);
    assert.deepEqual(openSegment([key], place, sealed(gzipSync('{"type":"facts"}\n{"a":1}\ntwo'))), content);
    assert.equal(openSegment([other], place, segment), undefined);
    assert.equal(openSegment([], place, segment), undefined);
    assert.equal(openSegment([key], { ...place, sequence: 5 }, segment), undefined);
    assert.equal(openSegment([key], { ...place, deviceId: 'two' }, segment), undefined);
    for (const at of [0, 1, 8, 9, segment.length - 1]) {
      const changed = Buffer.from(segment);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(openSegment([key], place, changed), undefined, `byte ${at}`);
    }
    for (const length of [0, 8, 9, 30]) assert.equal(openSegment([key], place, segment.subarray(0, length)), undefined);
  });

  it('is none if its holder of the key sealed something else', () => {
    for (const text of ['', 'no JSON', 'null', '{}', '{"type":"others"}\nx'])
      assert.equal(openSegment([key], place, sealed(gzipSync(text))), undefined, text);
    assert.equal(openSegment([key], place, sealed(Buffer.from('{"type":"facts"}'))), undefined);
  });

  it('expands to 64 MiB at most', () => {
    const mib = 1024 * 1024;
    // Gzip takes members one after the other, so that only one has to be made.
    const parts = [Buffer.alloc(mib, '{"type":"keys"}\n'.padEnd(mib)), Buffer.alloc(mib), Buffer.alloc(1)].map((part) =>
      gzipSync(part),
    );
    const text = (...numbers: number[]) =>
      sealed(Buffer.concat(numbers.map((number) => parts[number] ?? assert.fail())));
    const most = [0, ...Array.from({ length: 63 }, () => 1)];
    assert.equal(openSegment([key], place, text(...most))?.type, 'keys');
    assert.equal(openSegment([key], place, text(...most, 2)), undefined);
  });
});
