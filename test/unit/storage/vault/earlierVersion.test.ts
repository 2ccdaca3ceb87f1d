import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from '../../../../src/core/base/appError.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { faultyFiles, diskFailure } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';
import { Thief } from './thief.ts';

const fixture = path.join(import.meta.dirname, '../../../fixtures/vault/v1');
const { recoveryKey, sealed } = JSON.parse(fs.readFileSync(path.join(fixture, 'secrets.json'), 'utf8')) as {
  recoveryKey: string;
  sealed: Record<string, string>;
};
const names = { first: 'first name', second: 'second device', rotated: 'rotated' };

describe('a vault that the first version wrote', () => {
  let folder: StorageFolder;
  beforeEach(() => {
    folder = new StorageFolder();
    fs.cpSync(path.join(fixture, 'vault'), folder.path('vault'), { recursive: true });
  });
  afterEach(() => folder.remove());

  const vault = (fill: number): Vault =>
    new Vault({ folder: folder.folder, clock: folder.clock, secret: Buffer.alloc(32, fill) });
  const openAll = (by: Vault): Record<string, string | undefined> =>
    Object.fromEntries(Object.entries(sealed).map(([key, text]) => [key, by.open(Buffer.from(text, 'base64'))]));

  it('opens, in this session and in the next ones, and nothing new is sealed under its keys', () => {
    const known = Object.values(sealed).map((text) => Buffer.from(text, 'base64').subarray(1, 7).toString('hex'));
    for (let session = 0; session < 3; session++) {
      const one = vault(1);
      assert.deepEqual(openAll(one), names);
      assert.ok(!known.includes(Buffer.from(one.seal('new').subarray(1, 7)).toString('hex')));
      assert.deepEqual(one.state().damagedFiles, []);
    }
  });

  it('is adopted whole by two windows at once, and when the disk fails between any two steps', () => {
    for (let step = 1; ; step++) {
      fs.rmSync(folder.path('vault'), { recursive: true });
      fs.cpSync(path.join(fixture, 'vault'), folder.path('vault'), { recursive: true });
      let steps = 0;
      const files = faultyFiles((kind) => {
        if (/list|stat|read|isLink/i.test(kind)) return;
        if (++steps >= step) throw diskFailure('ENOSPC');
      });
      const failing = new Vault({ folder: folder.folder, clock: folder.clock, secret: Buffer.alloc(32, 1), files });
      assert.deepEqual(openAll(failing), names, `step ${step}`);
      const name = seal(failing);
      assert.deepEqual(openAll(vault(1)), names, `after step ${step}`);
      if (name) assert.equal(vault(1).open(name), 'x', `after step ${step}`);
      if (steps < step) break;
    }
  });

  it('gives new keys to its other device and recovery key once the person confirmed them, and says so before', () => {
    const one = vault(1);
    const before = one.seal('before');
    assert.deepEqual(
      one
        .state()
        .unconfirmed.map(({ kind }) => kind)
        .sort(),
      ['client', 'recovery'],
    );
    assert.deepEqual(openAll(vault(2)), names, 'the other one opens what it opened');
    assert.equal(vault(2).open(before), undefined);
    const other = vault(2);
    one.confirm(one.state().unconfirmed.map(({ id }) => id));
    other.confirm(other.state().unconfirmed.map(({ id }) => id));
    assert.equal(vault(2).open(before), 'before');
    assert.deepEqual(one.state().unconfirmed, []);
    const third = vault(3);
    assert.equal(third.enterRecoveryKey(recoveryKey), 5);
    assert.deepEqual(openAll(vault(3)), names);
    assert.equal(vault(3).open(before), 'before');
    // The old recovery key does not say whom to trust: the devices are paired for what the third records.
    const later = vault(3).seal('of the third');
    assert.equal(vault(1).open(later), undefined);
    third.authorize(vault(1).state().ownCode);
    assert.equal(vault(1).open(later), 'of the third');
    assert.equal(vault(3).open(vault(1).seal('of the first')), 'of the first');
  });

  it('opens with its recovery key though nothing was confirmed', () => {
    assert.equal(vault(3).enterRecoveryKey(recoveryKey), 3);
    assert.deepEqual(openAll(vault(3)), names);
  });

  it('gives nothing to a thief who planted keys before the update, or plants them after', () => {
    const thief = new Thief(folder.folder);
    const early = thief.plantKey();
    const one = vault(1);
    assert.deepEqual(openAll(one), names);
    const late = thief.plantKey();
    const again = vault(1);
    for (const each of [one.seal('a'), again.seal('b'), again.seal('c')]) assert.equal(thief.open(each), undefined);
    assert.equal(again.open(thief.seal(late, 'planted')), undefined, 'files of the old format count only once');
    assert.ok(early);
  });

  function seal(by: Vault): Uint8Array | undefined {
    try {
      return by.seal('x');
    } catch (error) {
      assert.equal(errorCode(error), 'storage-full');
      return undefined;
    }
  }
});
