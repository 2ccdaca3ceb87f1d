import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Files } from '../../../../src/storage/disk/files.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { chooseSeed, seeded } from '../../../harness/seed.ts';
import { StorageFolder } from '../storageFolder.ts';
import { Device, Devices } from './devices.ts';

describe('revoking a device', function () {
  this.timeout(60_000);
  let all: Devices;
  beforeEach(() => (all = new Devices()));
  afterEach(() => all.folder.remove());

  it('lists devices by name, and says which ones were authorized here', () => {
    all.settle(all.owner, all.other, all.stolen);
    const { trusted, ownId } = all.owner.open().state();
    const listed = trusted.map(({ id, name, isOwnChoice }) => ({ id, name, isOwnChoice }));
    assert.deepEqual(
      new Set(listed.map((each) => JSON.stringify(each))),
      new Set([
        JSON.stringify({ id: all.other.id, name: 'Bob’s laptop', isOwnChoice: true }),
        JSON.stringify({ id: all.stolen.id, name: 'Carl’s tablet', isOwnChoice: true }),
      ]),
    );
    assert.equal(ownId, all.owner.id);
    const others = all.other
      .open()
      .state()
      .trusted.find(({ id }) => id === all.stolen.id);
    assert.deepEqual([others?.name, others?.isOwnChoice], ['Carl’s tablet', false]);
    assert.ok(!Array.from(all.save().values()).some((bytes) => bytes.includes('laptop') || bytes.includes('tablet')));
  });

  it('shuts it out of everything new; the others read everything, and it says that it was revoked', () => {
    const stolenId = all.stolen.id;
    all.owner.open().revoke([stolenId]);
    const itsEntries = new RegExp(`^(for|trust|ask|name)-${stolenId}|^key-\\w+\\.${stolenId}`);
    assert.equal(all.save(itsEntries).size, 0, 'its entries are gone');
    all.assertShutOut([all.owner, all.other]);
    const state = all.stolen.open().state();
    assert.equal(state.isRevoked, true);
    assert.deepEqual(
      [all.owner, all.other].map((each) => [each.open().state().isRevoked, each.open().state().revokedCount]),
      [
        [false, 1],
        [false, 1],
      ],
    );
    assert.equal(all.owner.open().state().waiting.length, 0, 'it does not wait to be authorized');
  });

  it('loses nothing that the revoked device records afterwards', () => {
    const session = all.stolen.open();
    session.seal('before');
    all.owner.open().revoke([all.stolen.id]);
    all.folder.clock.pass(120_000);
    const later = [session.seal('in the same session'), all.stolen.open().seal('in a later session')];
    session.rotate();
    later.push(session.seal('after a rotation of its own'));
    all.settle(all.owner, all.other);
    for (const device of [all.owner, all.other])
      assert.deepEqual(
        later.map((each) => device.open().open(each)),
        ['in the same session', 'in a later session', 'after a rotation of its own'],
      );
    all.assertShutOut([all.owner, all.other]);
  });

  it('lets the device begin again as a new one, which reads nothing more before it is authorized', () => {
    const session = all.stolen.open();
    session.seal('x');
    all.owner.open().revoke([all.stolen.id]);
    all.folder.clock.pass(120_000);
    const between = session.seal('after the revocation');
    assert.equal(session.state().isRevoked, true);
    assert.throws(() => all.owner.open().authorize(session.state().ownCode), { code: 'not-found' });
    const anew = new Device(all.folder, 'Carl, found again');
    session.startAnew(anew.secret);
    assert.equal(
      anew.open().open(between),
      'after the revocation',
      'what it recorded is readable under the new secret',
    );
    const sealed = all.owner.open().seal('a new name');
    assert.equal(anew.open().open(sealed), undefined);
    all.pair(all.owner, anew);
    all.settle(all.owner, anew, all.other);
    assert.equal(anew.open().open(sealed), 'a new name');
    assert.equal(anew.open().state().isRevoked, false);
    all.assertShutOut([all.owner, all.other, anew]);
  });

  it('takes a recovery key away, and tells one that is entered later whom it must not trust', () => {
    const [lost, kept] = [all.owner.open().makeRecoveryKey(), all.owner.open().makeRecoveryKey()];
    const recovery = all.owner
      .open()
      .state()
      .trusted.filter(({ kind }) => kind === 'recovery')
      .sort((a, b) => a.at - b.at);
    const lostId = recovery.find(({ id }) => !isOpenedBy(kept, id))?.id ?? '';
    all.owner.open().revoke([lostId, all.stolen.id]);
    const fresh = new Device(all.folder, 'Fresh');
    assert.throws(() => fresh.open().enterRecoveryKey(lost), { code: 'invalid-input' });
    const entered = fresh.open();
    entered.enterRecoveryKey(kept);
    all.settle(all.owner, fresh);
    assert.equal(fresh.open().open(all.old), 'an old name');
    all.assertShutOut([all.owner, fresh, all.other]);
    assert.equal(fresh.open().state().revokedCount, 2);
  });

  it('is finished by the next session, wherever the process dies on the way', () => {
    const before = all.save();
    const [ownerId, stolenId] = [all.owner.id, all.stolen.id];
    const stride = process.env['DAYMARK_EVERY_STEP'] ? 1 : 9;
    let steps = 0;
    for (let fatal = 1 + Math.floor(seeded(chooseSeed())() * stride); ; fatal += stride) {
      all.remove(/./);
      all.putBack(before);
      for (const device of [all.owner, all.other, all.stolen]) Object.assign(device, { revoked: [], newest: 0 });
      steps = 0;
      const dying = dyingFiles(() => ++steps >= fatal);
      let isDead = false;
      try {
        all.owner.open({ files: dying }).revoke([stolenId]);
      } catch {
        isDead = true;
      }
      // Also if nothing is stored outside of the folder, once the folder says it.
      if (all.save(new RegExp(`^revoke-${stolenId}\\.${ownerId}\\..*json$`)).size > 0) all.owner.revoked = [];
      else if (all.owner.revoked.length === 0) continue;
      const sealed = all.owner.open().seal('a new name');
      assert.equal(all.stolen.open().open(sealed), undefined, `step ${fatal}`);
      assert.deepEqual([all.other.open().open(sealed), all.owner.open().open(all.old)], ['a new name', 'an old name']);
      if (!isDead) break;
    }
    assert.ok(steps > 20, `${steps} steps`);
  });

  it('says what it can’t revoke', () => {
    assert.throws(() => all.owner.open().revoke([all.owner.id]), { code: 'invalid-input' });
    assert.throws(() => all.owner.open().revoke(['0123456789abcdef']), { code: 'invalid-input' });
    assert.throws(() => all.owner.open().revoke([]), { code: 'invalid-input' });
  });

  /** Tells whether an id is that of a recovery key. */
  function isOpenedBy(key: string, id: string): boolean {
    const probe = new StorageFolder();
    try {
      for (const [name, bytes] of all.save()) {
        fs.mkdirSync(path.join(probe.folder, 'vault'), { recursive: true });
        if (!name.startsWith('key-') || name.includes(`.${id}.`)) fs.writeFileSync(probe.path('vault', name), bytes);
      }
      new Vault({ folder: probe.folder, clock: probe.clock, secret: randomBytes(32) }).enterRecoveryKey(key);
      return true;
    } catch {
      return false;
    } finally {
      probe.remove();
    }
  }
});

/** The disk, until the process dies: from then on nothing is written any more. */
function dyingFiles(isDead: () => boolean): Files {
  const unlessDead =
    <A extends unknown[]>(act: (...args: A) => void) =>
    (...args: A): void => {
      if (isDead()) throw new Error('dead');
      act(...args);
    };
  return {
    ...nodeFiles,
    create: unlessDead(nodeFiles.create),
    sync: unlessDead(nodeFiles.sync),
    rename: unlessDead(nodeFiles.rename),
    remove: unlessDead(nodeFiles.remove),
    syncFolder: unlessDead(nodeFiles.syncFolder),
  };
}
