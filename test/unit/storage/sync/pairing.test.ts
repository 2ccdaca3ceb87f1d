import assert from 'node:assert/strict';
import { keyIdOf, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import {
  acceptEnvelope,
  admit,
  introduce,
  joinRequest,
  pairingCodeOf,
  readRequest,
  takeIntroduction,
} from '../../../../src/storage/sync/syncKeys.ts';
import { newRing, type SyncRing } from '../../../../src/storage/sync/syncRing.ts';
import { listMac } from '../../../../src/storage/vault/cipher.ts';
import { Identity } from '../../../../src/storage/vault/identity.ts';

const bytes = (n: number): Buffer => Buffer.alloc(32, n);
const key = (generation: number): SyncKey => ({ generation, raw: bytes(generation) });
const [ownKey, otherKey] = [new Identity(bytes(100)).publicKey, new Identity(bytes(101)).publicKey];
/** A point of low order, under which nothing can be sealed. */
const unusable = bytes(0);
const ring = (change: Partial<SyncRing> = {}): SyncRing => ({
  ...newRing(bytes(100), 'own'),
  keys: [key(1)],
  ...change,
});
const other = (change: Partial<SyncRing> = {}): SyncRing => ({ ...newRing(bytes(101), 'other'), ...change });
const code = pairingCodeOf(bytes(101));

describe('a device that joins', () => {
  it('shows a code of 80 bits, and its request is read with that code only', () => {
    const request = joinRequest(bytes(101));
    assert.deepEqual([code.length, request.length], [10, 64]);
    assert.deepEqual(readRequest(request, code), otherKey);
    assert.equal(readRequest(request, pairingCodeOf(bytes(100))), undefined);
    for (const wrong of [request.subarray(0, 63), Buffer.concat([request, Buffer.of(0)]), Buffer.alloc(64)])
      assert.equal(readRequest(wrong, code), undefined);
  });

  it('is trusted, gets the keys, and trusts the one that admits it', () => {
    const admitted = admit(ring({ trusted: { third: bytes(5) } }), { id: 'other', publicKey: otherKey, code });
    assert.deepEqual(admitted.ring.trusted, { third: bytes(5), other: otherKey });
    assert.equal(admitted.ring.announce, keyIdOf(bytes(1)));
    const { keys, trusted } = acceptEnvelope(other(), admitted.envelope) ?? assert.fail();
    assert.deepEqual([keys, trusted], [[key(1)], { third: bytes(5), own: ownKey }]);
    const waiting = ring({ announce: 'before' });
    assert.equal(admit(waiting, { id: 'other', publicKey: otherKey, code }).ring.announce, 'before');
  });

  it('is not admitted with a key that nothing can be sealed to, nor where there is no key to hand over', () => {
    const refusal = { code: 'invalid-input' };
    assert.throws(() => admit(ring(), { id: 'other', publicKey: unusable, code }), refusal);
    assert.throws(() => admit(ring({ keys: [] }), { id: 'other', publicKey: otherKey, code }), refusal);
  });

  it('takes no envelope but its own, whole', () => {
    const { envelope } = admit(ring(), { id: 'other', publicKey: otherKey, code });
    const content = JSON.parse(envelope.toString()) as Record<string, string>;
    const accepted = (change: object): unknown =>
      acceptEnvelope(other(), Buffer.from(JSON.stringify({ ...content, ...change })));
    assert.ok(accepted({}));
    for (const field of Object.keys(content)) {
      assert.equal(accepted({ [field]: undefined }), undefined, `without ${field}`);
      assert.equal(accepted({ [field]: 'AAAA' }), undefined, `with another ${field}`);
    }
    assert.equal(acceptEnvelope(other({ deviceId: 'third' }), envelope), undefined);
    const forAnother = admit(ring(), { id: 'other', publicKey: otherKey, code: pairingCodeOf(bytes(7)) });
    assert.equal(acceptEnvelope(other(), forAnother.envelope), undefined);
  });
});

describe('an introduction', () => {
  const trusting = other({ trusted: { own: ownKey } });
  const box = (line: string): { reader: string; box: string; mac: string } =>
    (JSON.parse(line) as { boxes: never[] }).boxes[0] ?? assert.fail();
  const line = (change: Partial<SyncRing> = {}): string => introduce(ring({ trusted: { other: otherKey }, ...change }));

  it('hands keys and devices to each trusted one with a usable key', () => {
    const { boxes } = JSON.parse(line({ trusted: { bad: unusable, other: otherKey } })) as {
      boxes: { reader: string }[];
    };
    assert.deepEqual(
      boxes.map(({ reader }) => reader),
      ['other'],
    );
    const { keys, trusted } = takeIntroduction(
      trusting,
      'own',
      line({ trusted: { other: otherKey, third: bytes(5) } }),
    );
    assert.deepEqual([keys, trusted], [[key(1)], { own: ownKey, third: bytes(5) }]);
  });

  it('changes nothing if it is from a device that is unknown or revoked, or is no introduction', () => {
    for (const one of [other(), { ...trusting, revoked: ['own'] }])
      assert.equal(takeIntroduction(one, 'own', line()), one);
    assert.equal(takeIntroduction(trusting, 'third', line()), trusting);
    assert.equal(takeIntroduction({ ...trusting, trusted: { own: unusable } }, 'own', line()).keys.length, 0);
    for (const text of ['no JSON', 'null', '{}', '{"boxes":5}', '{"boxes":{"length":1}}'])
      assert.equal(takeIntroduction(trusting, 'own', text), trusting, text);
  });

  it('is taken from the box that is right, whatever is beside it', () => {
    const right = box(line());
    const { box: _box, ...boxless } = right;
    const { mac: _mac, ...macless } = right;
    const wrong = [null, 5, boxless, macless, { ...right, mac: 'AAAA' }, { ...right, reader: 'third' }];
    for (const one of wrong)
      assert.equal(takeIntroduction(trusting, 'own', JSON.stringify({ boxes: [one] })), trusting, JSON.stringify(one));
    assert.deepEqual(takeIntroduction(trusting, 'own', JSON.stringify({ boxes: [...wrong, right] })).keys, [key(1)]);
  });

  it('changes nothing if its box was sealed for someone else', () => {
    const { box: sealed } = box(introduce(ring({ trusted: { third: new Identity(bytes(102)).publicKey } })));
    const pairKey = new Identity(bytes(100)).pairKey(otherKey) ?? assert.fail();
    const mac = listMac(pairKey, ['sync keys', 'own', 'other', sealed]).toString('base64');
    const text = JSON.stringify({ boxes: [{ reader: 'other', box: sealed, mac }] });
    assert.equal(takeIntroduction(trusting, 'own', text), trusting);
  });
});
