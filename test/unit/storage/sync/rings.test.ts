import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { withNewKey, withoutDevice, withSharedRing } from '../../../../src/storage/sync/syncKeys.ts';
import {
  highestUsable,
  outranking,
  recoveryKeyOf,
  withoutRecovery,
  withRecovery,
} from '../../../../src/storage/sync/recoveryRing.ts';
import { openRecovery, recoveryOffer } from '../../../../src/storage/sync/syncRecovery.ts';
import { keyIdOf, type SyncKey } from '../../../../src/storage/sync/segment.ts';
import {
  currentKey,
  latest,
  newRing,
  parseShared,
  ringFromText,
  ringToText,
  sharedOf,
  type SyncRing,
} from '../../../../src/storage/sync/syncRing.ts';
import { deriveKey, encrypt, toKey } from '../../../../src/storage/vault/cipher.ts';
import { Identity } from '../../../../src/storage/vault/identity.ts';

const bytes = (n: number) => Buffer.alloc(32, n);
const key = (generation: number, n = generation): SyncKey => ({ generation, raw: bytes(n) });
const old = (generation: number, n = generation): SyncKey => ({ ...key(generation, n), isRetired: true });
const ring = (change: Partial<SyncRing> = {}): SyncRing => ({ ...newRing(bytes(100), 'own'), ...change });
const idOf = (n: number) => keyIdOf(bytes(n));

describe('the keys of sync', () => {
  it('are used by the highest generation that is not retired; of two, by the greater id', () => {
    const [less, greater] = [1, 2].toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) as [number, number];
    const cases: [SyncKey[], SyncKey | undefined][] = [
      [[], undefined],
      [[old(5)], undefined],
      [[key(3), old(5)], key(3)],
      [[key(3), key(4)], key(4)],
      [[key(4), key(3)], key(4)],
      [[key(7, less), key(7, greater)], key(7, greater)],
      [[key(7, greater), key(7, less)], key(7, greater)],
    ];
    for (const [keys, expected] of cases) assert.deepEqual(currentKey({ keys }), expected);
    assert.deepEqual(latest([old(5), key(3)]), old(5));
  });

  it('get one of the next generation, and the others hear of it under the one they have', () => {
    const first = withNewKey(ring());
    assert.deepEqual([first.keys.length, first.keys[0]?.generation, first.keys[0]?.raw.length], [1, 1, 32]);
    assert.ok(!('announce' in first));
    const second = withNewKey(ring({ keys: [key(3), old(9)] }));
    assert.deepEqual(second.keys.slice(0, 2), [key(3), old(9)]);
    assert.deepEqual([second.keys.length, second.keys[2]?.generation, second.announce], [3, 10, idOf(3)]);
    assert.equal(withNewKey(ring({ keys: [old(2), old(1)] })).announce, idOf(2));
    assert.equal(withNewKey(ring({ keys: [key(3)], announce: 'before' })).announce, 'before');
  });

  it('are retired with a device that is revoked, all but the new one', () => {
    const trusted = { a: bytes(50), b: bytes(51) };
    const before = ring({
      keys: [key(1), key(2)],
      trusted,
      revoked: ['x', 'a'],
      recovery: { generation: 4, key: bytes(9) },
    });
    const after = withoutDevice(before, 'a');
    assert.deepEqual(after.keys.slice(0, 2), [old(1), old(2)]);
    assert.deepEqual([after.keys.length, after.keys[2]?.generation, after.keys[2]?.isRetired], [3, 3, undefined]);
    assert.deepEqual(after.trusted, { b: bytes(51) });
    assert.deepEqual(after.revoked, ['x', 'a']);
    assert.deepEqual(after.recovery, { generation: 5 });
    assert.equal(after.announce, idOf(2));
    assert.ok(!('recovery' in withoutDevice(ring({ keys: [key(1)] }), 'a')));
  });
});

describe('a ring that another device tells of', () => {
  const told = (own: Partial<SyncRing>, others: Partial<SyncRing>): SyncRing =>
    withSharedRing(ring(own), sharedOf({ ...newRing(bytes(101), 'other'), ...others }, false)) ?? assert.fail();

  it('brings its keys, up to 100,000 generations ahead', () => {
    const own = [key(3)];
    assert.deepEqual(told({ keys: own }, { keys: [key(2), key(3), key(100_003, 5)] }).keys, [
      ...own,
      key(2),
      key(100_003, 5),
    ]);
    assert.deepEqual(told({ keys: own }, { keys: [key(100_004, 5), key(4)] }).keys, [...own, key(4)]);
    assert.deepEqual(told({}, { keys: [key(100_000, 5), key(100_001, 6)] }).keys, [key(100_000, 5)]);
  });

  it('retires what it retired, and keeps retired what is', () => {
    assert.deepEqual(told({ keys: [key(1), key(2)] }, { keys: [old(1), key(2)] }).keys, [old(1), key(2)]);
    assert.deepEqual(told({ keys: [old(1), key(2)] }, { keys: [key(1), key(2)] }).keys, [old(1), key(2)]);
    assert.deepEqual(told({ keys: [key(1)] }, { keys: [key(1), old(2)] }).keys, [key(1), old(2)]);
  });

  it('with a revocation that was not known retires the keys that it does not know', () => {
    assert.deepEqual(told({ keys: [key(1), key(2)] }, { keys: [key(1), key(3)], revoked: ['x'] }).keys, [
      key(1),
      old(2),
      key(3),
    ]);
    const known = { keys: [key(1), key(2)], revoked: ['x'] };
    assert.deepEqual(told(known, { keys: [key(1), key(3)], revoked: ['x'] }).keys, [key(1), key(2), key(3)]);
    assert.deepEqual(told({ keys: [key(1), key(2)] }, { keys: [key(1), key(3)] }).keys, [key(1), key(2), key(3)]);
  });

  it('that does not know of a revocation brings keys as retired ones', () => {
    const own = { keys: [key(1), key(2)], revoked: ['x', 'y'] };
    assert.deepEqual(told(own, { keys: [key(3)], revoked: ['x'] }).keys, [key(1), key(2), old(3)]);
    assert.deepEqual(told(own, { keys: [key(3)], revoked: ['y', 'x'] }).keys, [key(1), key(2), key(3)]);
  });

  it('leaves a key to seal under, where all are retired, and makes none where there is none', () => {
    const { keys } = told({ keys: [key(1)] }, { keys: [old(1)] });
    assert.deepEqual([keys.length, keys[0], keys[1]?.generation, keys[1]?.isRetired], [2, old(1), 2, undefined]);
    assert.deepEqual(told({}, {}).keys, []);
  });

  it('is believed about devices, but for this one, revoked ones, and those that are known', () => {
    const merged = told(
      { trusted: { a: bytes(1) }, revoked: ['gone'] },
      {
        trusted: { a: bytes(2), b: bytes(3), own: bytes(4), gone: bytes(5), late: bytes(6) },
        revoked: ['late', 'own'],
      },
    );
    assert.deepEqual(merged.trusted, { a: bytes(1), b: bytes(3) });
    assert.deepEqual(merged.revoked, ['gone', 'late']);
    assert.deepEqual(told({ trusted: { a: bytes(1) } }, { revoked: ['a'] }).trusted, {});
  });

  it('brings a recovery key of a higher generation only, within limits', () => {
    const one = { generation: 2, key: bytes(1) };
    assert.ok(!('recovery' in told({}, {})));
    assert.deepEqual(told({}, { recovery: { generation: 1 } }).recovery, { generation: 1 });
    assert.deepEqual(told({ recovery: one }, {}).recovery, one);
    assert.deepEqual(told({ recovery: one }, { recovery: { generation: 2, key: bytes(2) } }).recovery, one);
    assert.deepEqual(told({ recovery: one }, { recovery: { generation: 3 } }).recovery, { generation: 3 });
    assert.deepEqual(told({ recovery: one }, { recovery: { generation: 1_000_100_000 } }).recovery, {
      generation: 1_000_100_000,
    });
    assert.deepEqual(told({ recovery: one }, { recovery: { generation: 1_000_100_001 } }).recovery, one);
  });

  it('is none if it is another text', () => {
    const whole = { keys: [], trusted: [], revoked: [] };
    assert.ok(withSharedRing(ring(), JSON.stringify(whole)));
    for (const change of [{ keys: {} }, { trusted: 'a' }, { revoked: null }])
      assert.equal(withSharedRing(ring(), JSON.stringify({ ...whole, ...change })), undefined);
    for (const text of ['', 'null', '[]', '5']) assert.equal(parseShared(text), undefined);
  });

  it('is read without the entries that are damaged', () => {
    const raw = bytes(7).toString('base64');
    const text = JSON.stringify({
      keys: [[1, raw], [2, raw, 1], [3, raw, true], [1.5, raw], ['4', raw], [5], [6, 'AAAA'], null, [7, 8]],
      trusted: [['a', raw], [1, raw], ['b', 2], 'c'],
      revoked: ['x', 5, null],
      recovery: [3, 'AAAA'],
    });
    assert.deepEqual(parseShared(text), {
      keys: [key(1, 7), old(2, 7), key(3, 7)],
      trusted: { a: bytes(7) },
      revoked: ['x'],
      recovery: { generation: 3 },
    });
    for (const recovery of [undefined, null, {}, ['3', raw], [], [0.5]])
      assert.ok(!('recovery' in (parseShared(JSON.stringify({ keys: [], trusted: [], revoked: [], recovery })) ?? {})));
  });
});

describe('a ring', () => {
  it('is the same after the secret storage', () => {
    const all = { keys: [key(1), old(2)], trusted: { a: bytes(3) }, revoked: ['x'] };
    const told = { recovery: { generation: 2, key: bytes(4) }, recoveryTold: 'mark', announce: 'id' };
    for (const one of [ring(), ring(all), ring({ ...all, ...told }), ring({ recovery: { generation: 1 } })])
      assert.deepEqual(ringFromText(ringToText(one)), one);
    for (const missing of ['secret', 'deviceId', 'keys']) {
      const text = JSON.stringify({ ...(JSON.parse(ringToText(ring())) as object), [missing]: undefined });
      assert.equal(ringFromText(text), undefined, missing);
    }
  });

  it('tells others of its own device, and keeps that to itself in the secret storage', () => {
    const own = new Identity(bytes(100)).publicKey;
    const one = ring({ trusted: { a: bytes(1) } });
    assert.deepEqual(parseShared(sharedOf(one, true))?.trusted, { a: bytes(1), own });
    assert.deepEqual(parseShared(sharedOf(one, false))?.trusted, { a: bytes(1) });
  });
});

describe('the recovery key in a ring', () => {
  it('leaves 100,000 generations above what is known, and a billion at least', () => {
    assert.deepEqual(
      [0, 1e9, 1e9 + 1, 2e9].map(highestUsable),
      [1_000_100_000, 1_000_100_000, 1_000_100_001, 2_000_100_000],
    );
  });

  it('counts more than what the server has', () => {
    const recovery = { generation: 3, key: bytes(1) };
    const after = (generation: number, own = ring({ recovery })) => outranking(own, generation).recovery;
    assert.deepEqual(after(7), { generation: 8, key: bytes(1) });
    assert.deepEqual(after(3), { generation: 4, key: bytes(1) });
    assert.deepEqual(after(2), { generation: 4, key: bytes(1) });
    assert.deepEqual(after(5e9), { generation: 1_000_100_001, key: bytes(1) });
    assert.deepEqual(after(7, ring()), { generation: 8 });
  });

  it('is replaced and withdrawn by the next generation, and announced under the key that the others have', () => {
    const one = ring({ keys: [key(1)] });
    const made = withRecovery(one, bytes(5));
    assert.deepEqual([made.recovery?.generation, made.recovery?.key?.length, made.announce], [1, 32, idOf(1)]);
    assert.equal(withRecovery({ ...one, announce: 'before' }, bytes(5)).announce, 'before');
    assert.ok(!('announce' in withRecovery(ring(), bytes(5))));
    assert.equal(withRecovery(made, bytes(6)).recovery?.generation, 2);
    assert.deepEqual(withoutRecovery(made).recovery, { generation: 2 });
    for (const none of [one, ring({ recovery: { generation: 3 } })]) assert.equal(withoutRecovery(none), none);
  });

  it('is offered with a mark that changes with what is offered', () => {
    const of = (change: Partial<SyncRing>) => recoveryOffer(ring(change));
    assert.equal(of({}), undefined);
    assert.deepEqual(of({ recovery: { generation: 4 } }), { offer: { generation: 4 }, mark: 'none 4' });
    const recovery = { generation: 4, key: bytes(1) };
    const first = of({ recovery }) ?? assert.fail();
    assert.deepEqual(
      [first.offer.generation, first.offer.verifier?.length, first.mark],
      [4, 32, of({ recovery })?.mark],
    );
    for (const change of [{ revoked: ['x'] }, { keys: [key(1)] }, { trusted: { a: bytes(1) } }])
      assert.notEqual(of({ recovery, ...change })?.mark, first.mark);
  });

  it('opens what was sealed for it, and admits with nothing where that is no ring', () => {
    const secret = bytes(8);
    const key = recoveryKeyOf(secret);
    const sealed = (text: string) =>
      encrypt(toKey(deriveKey(key, 'sync recovery box')), Buffer.from(text), Buffer.from('daymark sync recovery'));
    const { offer } =
      recoveryOffer(ring({ keys: [old(1), { generation: 2, raw: bytes(2) }], recovery: { generation: 1, key } })) ??
      assert.fail();
    const opened = openRecovery(secret, offer.envelope ?? assert.fail()) ?? assert.fail();
    assert.deepEqual(createHash('sha256').update(opened.proof).digest(), offer.verifier);
    const fresh = newRing(bytes(50), 'fresh');
    const admitted = opened.admit(fresh);
    assert.deepEqual([admitted.keys, admitted.announce], [[old(1), { generation: 2, raw: bytes(2) }], idOf(2)]);
    assert.equal(opened.admit({ ...fresh, announce: 'before' }).announce, 'before');
    assert.equal(openRecovery(bytes(9), offer.envelope ?? assert.fail()), undefined);
    assert.deepEqual(openRecovery(secret, sealed('no ring'))?.admit(fresh), fresh);
  });
});
