import assert from 'node:assert/strict';
import {
  acceptEnvelope,
  admit,
  introduce,
  joinRequest,
  pairingCodeOf,
  readRequest,
  takeIntroduction,
} from '../../../../src/storage/sync/syncKeys.ts';
import { keyIdOf, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import { newRing, type SyncRing } from '../../../../src/storage/sync/syncRing.ts';
import { Identity } from '../../../../src/storage/vault/identity.ts';

const bytes = (n: number) => Buffer.alloc(32, n);
const key = (generation: number): SyncKey => ({ generation, raw: bytes(generation) });
const ring = (change: Partial<SyncRing> = {}): SyncRing => ({ ...newRing(bytes(100), 'own'), ...change });
const idOf = (n: number) => keyIdOf(bytes(n));

describe('admitting a device', () => {
  const secret = bytes(102);
  const code = pairingCodeOf(secret);
  const { publicKey } = new Identity(secret);
  const admitting = ring({ keys: [key(1)] });

  it('reads its request by its code of 80 bits only', () => {
    const request = joinRequest(secret);
    assert.deepEqual([code.length, request.length], [10, 64]);
    assert.deepEqual(readRequest(request, code), publicKey);
    assert.equal(readRequest(request, pairingCodeOf(bytes(1))), undefined);
    assert.equal(readRequest(request.subarray(0, 63), code), undefined);
    assert.equal(readRequest(Buffer.concat([request, Buffer.alloc(1)]), code), undefined);
    for (const at of [0, 63]) assert.equal(readRequest(request.with(at, (request[at] ?? 0) ^ 1), code), undefined);
  });

  it('makes both trust each other, and the others hear of it', () => {
    const { ring: after, envelope } = admit(admitting, { id: 'new', publicKey, code });
    assert.deepEqual([after.trusted, after.announce], [{ new: publicKey }, idOf(1)]);
    assert.equal(admit({ ...admitting, announce: 'before' }, { id: 'new', publicKey, code }).ring.announce, 'before');
    const joined = acceptEnvelope(newRing(secret, 'new'), envelope) ?? assert.fail();
    assert.deepEqual(joined.trusted, { own: new Identity(bytes(100)).publicKey });
    assert.deepEqual(joined.keys, [key(1)]);
    const { boxes } = JSON.parse(introduce(after)) as { boxes: { reader: string }[] };
    assert.deepEqual(
      boxes.map(({ reader }) => reader),
      ['new'],
    );
  });

  it('needs a key of its own, and a usable one of the device', () => {
    const unusable = /no usable key/;
    assert.throws(() => admit(admitting, { id: 'new', publicKey: Buffer.alloc(32), code }), unusable);
    assert.throws(() => admit(ring(), { id: 'new', publicKey, code }), unusable);
  });

  it('takes no envelope that was changed, or is for another device', () => {
    const { envelope } = admit(admitting, { id: 'new', publicKey, code });
    assert.equal(acceptEnvelope(newRing(secret, 'another'), envelope), undefined);
    assert.equal(acceptEnvelope(newRing(bytes(1), 'new'), envelope), undefined);
    const whole = JSON.parse(envelope.toString()) as Record<string, string>;
    for (const field of ['author', 'publicKey', 'box', 'mac'])
      for (const value of [undefined, 5, 'AAAA']) {
        const changed = Buffer.from(JSON.stringify({ ...whole, [field]: value }));
        assert.equal(acceptEnvelope(newRing(secret, 'new'), changed), undefined, `${field} ${value}`);
      }
  });

  it('hears of keys by its own box only, from a device that it trusts', () => {
    const sender = ring({ keys: [key(1), key(2)], trusted: { x: new Identity(bytes(3)).publicKey, new: publicKey } });
    const own = new Identity(bytes(100)).publicKey;
    const reader = { ...newRing(secret, 'new'), keys: [key(1)], trusted: { own } };
    const line = introduce(sender);
    assert.deepEqual(takeIntroduction(reader, 'own', line).keys, [key(1), key(2)]);
    for (const [other, author] of [
      [reader, 'another'],
      [{ ...reader, trusted: {} }, 'own'],
      [{ ...reader, revoked: ['own'] }, 'own'],
      [{ ...reader, deviceId: 'another' }, 'own'],
      [{ ...reader, trusted: { own: bytes(9) } }, 'own'],
    ] as const)
      assert.equal(takeIntroduction(other, author, line), other);
    for (const other of ['', '{}', '{"boxes":5}', '{"boxes":[null,5,{"reader":"new"}]}'])
      assert.equal(takeIntroduction(reader, 'own', other), reader);
    // A voucher with parts that are missing is none.
    const withKey = { ...reader, trusted: {}, recovery: { generation: 1, key: bytes(7) } };
    for (const recovered of [{ publicKey: 'AAAA' }, { mac: 'AAAA' }, 'x', null])
      assert.equal(takeIntroduction(withKey, 'own', JSON.stringify({ boxes: [], recovered })), withKey);
    // A device without a usable key gets no box, and keeps nobody else from theirs.
    const { boxes } = JSON.parse(introduce({ ...sender, trusted: { bad: Buffer.alloc(32), new: publicKey } })) as {
      boxes: unknown[];
    };
    assert.equal(boxes.length, 1);
  });
});
