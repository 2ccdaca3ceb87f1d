import assert from 'node:assert/strict';
import { Device, Devices } from './devices.ts';

const keyOf = (sealed: Uint8Array) => Buffer.from(sealed.subarray(1, 7)).toString('hex');

describe('a recovery key', () => {
  let all: Devices;
  let fresh: Device;
  beforeEach(() => {
    all = new Devices();
    all.settle(all.owner, all.other, all.stolen);
    fresh = new Device(all.folder, 'Fresh');
  });
  afterEach(() => all.folder.remove());
  const trusted = (device: Device) =>
    new Set(
      device
        .open()
        .state()
        .trusted.map(({ id }) => id),
    );

  it('opens what is sealed after it was made first of all', () => {
    all.remove(/./);
    const owner = all.owner.open();
    const text = owner.makeRecoveryKey();
    assert.equal(fresh.open().enterRecoveryKey(text), 1);
    assert.equal(fresh.open().open(owner.seal('engine')), 'engine');
  });

  it('opens what another window sealed a moment before it was made', () => {
    const [one, two] = [all.owner.open(), all.owner.open()];
    one.seal('x');
    two.rotate();
    const sealed = two.seal('engine');
    const text = one.makeRecoveryKey();
    const entered = fresh.open();
    entered.enterRecoveryKey(text);
    assert.equal(entered.open(sealed), 'engine');
  });

  it('makes a device seal under the key of the others at once, and trust them', () => {
    const text = all.owner.open().makeRecoveryKey();
    const ids = [all.owner.id, all.other.id, all.stolen.id];
    const entered = fresh.open();
    const keys = all.owner.open().state().keys;
    const current = keyOf(all.owner.open().seal('y'));
    assert.equal(entered.enterRecoveryKey(text), keys);
    assert.equal(keyOf(entered.seal('x')), current);
    const known = trusted(fresh);
    assert.deepEqual([ids.every((id) => known.has(id)), known.size], [true, 4]);
    assert.equal(entered.enterRecoveryKey(text), 0, 'it has all of them');
    assert.equal(fresh.open().enterRecoveryKey(text), 0, 'also in a later session');
    assert.ok(trusted(all.owner).has(fresh.id), 'and they trust it');
  });

  it('makes a device known to one that enters another recovery key later', () => {
    const texts = [all.owner.open().makeRecoveryKey(), all.owner.open().makeRecoveryKey()];
    fresh.open().enterRecoveryKey(texts[0] ?? '');
    const later = new Device(all.folder, 'Later');
    later.open().enterRecoveryKey(texts[1] ?? '');
    assert.ok(trusted(later).has(fresh.id));
  });

  it('that was revoked opens nothing where either the folder or the device remembers it', () => {
    const text = all.owner.open().makeRecoveryKey();
    const { trusted: before } = all.owner.open().state();
    const id = before.find(({ kind }) => kind === 'recovery')?.id ?? '';
    all.owner.open().revoke([id]);
    assert.throws(() => fresh.open().enterRecoveryKey(text), { code: 'invalid-input' });
    all.remove(/^revoke-/);
    assert.throws(() => all.owner.open().enterRecoveryKey(text), { code: 'invalid-input' });
  });

  it('brings no revoked device back', () => {
    const text = all.owner.open().makeRecoveryKey();
    all.owner.open().revoke([all.stolen.id]);
    assert.throws(() => all.stolen.open().enterRecoveryKey(text), { code: 'invalid-input' });
  });
});

describe('keys after a revocation', () => {
  let all: Devices;
  beforeEach(() => {
    all = new Devices();
    all.settle(all.owner, all.other, all.stolen);
    all.owner.open().revoke([all.stolen.id]);
    all.settle(all.owner, all.other);
  });
  afterEach(() => all.folder.remove());

  it('include those of a device itself from before it', () => {
    const { keys } = all.owner.open().state();
    all.owner.open().revoke([all.other.id]);
    assert.equal(all.owner.open().state().keys, keys + 1);
    all.settle(all.owner);
    assert.equal(all.owner.open().state().keys, keys + 1);
  });

  it('are the same for those that remain', () => {
    const sealed = [all.owner, all.other].map((device) => keyOf(device.open().seal('x')));
    assert.equal(sealed[0], sealed[1]);
  });

  it('include that of a device that comes later, which knew of none, and which the others get too', () => {
    const late = new Device(all.folder, 'Late');
    const before = all.owner.open().state().keys;
    const sealed = late.open().seal('engine');
    all.pair(all.owner, late);
    assert.equal(all.owner.open().state().keys, before + 1);
    all.settle(all.owner, all.other);
    assert.deepEqual([all.other.open().open(sealed), all.other.open().state().keys], ['engine', before + 1]);
    all.settle(late);
    assert.equal(keyOf(late.open().seal('x')), keyOf(all.owner.open().seal('y')));
  });
});
