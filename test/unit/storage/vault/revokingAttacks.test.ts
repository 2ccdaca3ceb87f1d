import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { Device, Devices } from './devices.ts';
import { idOf, Thief } from './thief.ts';

describe('someone who wants a revocation undone', function () {
  this.timeout(60_000);
  let all: Devices;
  beforeEach(() => (all = new Devices()));
  afterEach(() => all.folder.remove());

  for (const [what, form] of Object.entries({
    'the file of trust': /^trust-/,
    'the key files': /^key-/,
    'all files of the folder': /./,
  }))
    it(`can't be undone by putting back ${what} of before`, () => {
      const before = all.save(form);
      all.owner.open().revoke([all.stolen.id]);
      all.settle(all.other);
      all.putBack(before);
      all.assertShutOut([all.owner, all.other]);
      assert.ok(
        !all.owner
          .open()
          .state()
          .trusted.some(({ id }) => id === all.stolen.id),
      );
    });

  it('can’t be undone by a folder that is rolled back as a whole', () => {
    const before = all.save();
    all.owner.open().revoke([all.stolen.id]);
    all.settle(all.other);
    all.remove(/./);
    all.putBack(before);
    all.assertShutOut([all.owner, all.other]);
  });

  it('can’t be withheld for long: what was removed, or planted in its place, is written again', () => {
    all.owner.open().revoke([all.stolen.id]);
    const theirs = new RegExp(`^revoke-${all.stolen.id}\\.${all.other.id}\\.`);
    const own = /^revoke-.*/;
    for (const [name, bytes] of all.save(theirs)) {
      const content = { ...(JSON.parse(bytes.toString()) as object), mac: randomBytes(32).toString('base64') };
      fs.writeFileSync(all.folder.path('vault', name), JSON.stringify(content));
      const planted = name.replace(all.owner.id, all.other.id);
      fs.writeFileSync(all.folder.path('vault', planted), JSON.stringify(content));
    }
    all.owner.open().state();
    all.assertShutOut([all.owner, all.other]);
    all.remove(own);
    all.owner.open().state();
    assert.ok(all.save(theirs).size > 0);
  });

  it('can’t be forged: neither by who has no secret, nor by the revoked device', () => {
    const thief = new Thief(all.folder.folder);
    const subject = thief.recipients().find(({ id }) => id === all.owner.id);
    const forge = (from: string): void => {
      for (const reader of [all.owner, all.other, all.stolen])
        thief.write(`revoke-${all.owner.id}.${reader.id}.${from}.json`, {
          kind: 'client',
          publicKey: subject?.publicKey.toString('base64') ?? '',
          at: 1,
          revokedAt: 2,
          mac: randomBytes(32).toString('base64'),
        });
    };
    for (const from of [thief.id, all.owner.id, all.other.id, idOf(randomBytes(32))]) forge(from);
    for (const device of [all.owner, all.other, all.stolen]) {
      const state = device.open().state();
      assert.deepEqual([state.isRevoked, state.revokedCount, state.trusted.length], [false, 0, 2]);
    }
    all.owner.open().revoke([all.stolen.id]);
    all.settle(all.other);
    // Deleting isn't a forgery: the owner restores the file.
    const before = all.save();
    all.stolen.open({ revoked: [] }).revoke([all.owner.id], [all.other.id]);
    all.stolen.open({ revoked: [] }).state();
    all.putBack(before);
    all.settle(all.owner, all.other);
    for (const device of [all.owner, all.other]) {
      const state = device.open().state();
      assert.deepEqual([state.isRevoked, state.revokedCount], [false, 1]);
    }
    all.assertShutOut([all.owner, all.other]);
  });

  it('takes no key to seal under from the revoked device, nor one that it passed on through a device that did not know', () => {
    // Its last session before: a key with a late date, which others take as the newest.
    const evil = all.stolen.open();
    evil.rotate();
    const ignorant = all.other.open();
    ignorant.seal('x');
    const stolenId = all.stolen.id;
    const publicKeyOf = (id: string): string =>
      (JSON.parse(String(all.save(new RegExp(`^for-${id}`)).get(`for-${id}.json`))) as { publicKey: string }).publicKey;
    const stolenKey = publicKeyOf(stolenId);
    all.owner.open().revoke([all.stolen.id]);
    all.folder.clock.pass(120_000);
    // It claims to the ignorant one that its key was made after the revocation.
    all.stolen.open({ revoked: [stolenKey] }).rotate();
    all.remove(new RegExp(`^revoke-.*\\.${all.other.id}\\.`));
    ignorant.state();
    all.owner.open().state();
    all.assertShutOut([all.owner]);
    all.settle(all.other, all.owner);
    all.assertShutOut([all.owner, all.other]);
  });

  it('drops the friends of a revoked device too, unless the person keeps them', () => {
    const friend = new Device(all.folder, 'Unknown');
    const keptFriend = new Device(all.folder, 'Dora’s phone');
    all.pair(all.stolen, friend);
    all.pair(all.stolen, keptFriend);
    all.settle(all.owner, all.other, all.stolen, friend, keptFriend);
    const indirect = all.owner
      .open()
      .state()
      .trusted.filter(({ isOwnChoice }) => !isOwnChoice)
      .map(({ id }) => id);
    assert.deepEqual(new Set(indirect), new Set([friend.id, keptFriend.id]));
    all.owner.open().revoke([all.stolen.id], [keptFriend.id]);
    all.settle(all.other, all.owner, friend, keptFriend, all.stolen, all.other, all.owner);
    all.assertShutOut([all.owner, all.other], friend);
    all.assertShutOut([all.owner, all.other], all.stolen);
    const sealed = all.owner.open().seal('for the kept one');
    all.settle(keptFriend);
    assert.equal(
      all.owner
        .open()
        .state()
        .trusted.some(({ id }) => id === keptFriend.id),
      true,
    );
    assert.ok(sealed);
  });

  it('of two devices that revoke each other at once shuts both out of the third, and each says so', () => {
    const [one, two] = [all.owner.open(), all.stolen.open()];
    one.state();
    two.state();
    const [ownerId, stolenId] = [all.owner.id, all.stolen.id];
    const before = all.save();
    one.revoke([stolenId]);
    const after = all.save();
    all.remove(/./);
    all.putBack(before);
    two.revoke([ownerId], [all.other.id]);
    all.putBack(new Map([...all.save(), ...after]));
    all.settle(all.other);
    assert.equal(all.other.open().state().revokedCount, 2);
    const sealed = all.other.open().seal('of the third');
    for (const device of [all.owner, all.stolen])
      assert.equal(device.open({ revoked: device.revoked }).open(sealed), undefined);
    assert.equal(all.other.open().open(all.old), 'an old name');
    all.assertShutOut([all.owner]);
  });

  it('reaches a device that was offline with the old key, before it seals anything', () => {
    const offline = all.other.open();
    offline.seal('x');
    all.owner.open().revoke([all.stolen.id]);
    all.folder.clock.pass(61_000);
    const sealed = offline.seal('back again');
    assert.equal(all.stolen.open({ revoked: [] }).open(sealed), undefined);
    assert.equal(all.owner.open().open(sealed), 'back again');
  });
});
