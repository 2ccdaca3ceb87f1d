import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Vault, type VaultOptions } from '../../../../src/storage/vault/vault.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const minute = 60_000;
const [ada, charles] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const keyOf = (sealed: Uint8Array) => Buffer.from(sealed.subarray(1, 7)).toString('hex');

describe('the keys of a vault', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const vault = (secret: Uint8Array, options: Partial<VaultOptions> = {}) =>
    new Vault({ folder: folder.folder, clock: folder.clock, secret, ...options });

  it('are looked for again when the last look was more than a minute ago', () => {
    const [one, two] = [vault(ada), vault(ada)];
    const before = keyOf(two.seal('x'));
    one.rotate();
    const after = keyOf(one.seal('x'));
    assert.notEqual(after, before);
    folder.clock.pass(minute);
    assert.equal(keyOf(two.seal('x')), before);
    folder.clock.pass(1);
    assert.equal(keyOf(two.seal('x')), after);
    // From that look on, another minute.
    one.rotate();
    folder.clock.pass(minute);
    assert.equal(keyOf(two.seal('x')), after);
  });

  it('are read again at once, twice, after the disk refused, and then once a minute', () => {
    const sealed = vault(ada).seal('engine');
    let [isBroken, reads] = [true, 0];
    const files = faultyFiles((step, path) => {
      if (step !== 'readBounded' || !path.includes('key-')) return;
      reads++;
      if (isBroken) throw diskFailure('EIO');
    });
    const one = vault(ada, { files });
    const wasRead = () => {
      const before = reads;
      return [one.open(sealed), reads > before];
    };
    assert.deepEqual(
      [wasRead(), wasRead(), wasRead()],
      Array.from({ length: 3 }, () => [undefined, true]),
    );
    assert.deepEqual(wasRead(), [undefined, false]);
    folder.clock.pass(minute);
    assert.deepEqual(wasRead(), [undefined, false]);
    folder.clock.pass(1);
    assert.deepEqual(wasRead(), [undefined, true]);
    assert.deepEqual(wasRead(), [undefined, false]);
    isBroken = false;
    folder.clock.pass(minute + 1);
    assert.deepEqual(wasRead(), ['engine', true]);
  });

  it('are not read again while nothing in the folder changed', () => {
    vault(ada).seal('x');
    let reads = 0;
    const files = faultyFiles((step) => void (reads += step === 'readBounded' ? 1 : 0));
    const one = vault(charles, { files });
    const foreign = vault(ada).seal('engine');
    one.open(foreign);
    // The first look may have written what the second one finds.
    one.open(foreign);
    reads = 0;
    one.open(foreign);
    assert.equal(reads, 0);
    fs.writeFileSync(folder.path('vault', 'other'), '');
    one.open(foreign);
    assert.ok(reads > 0);
  });

  it('come after the newest that names were sealed under, whatever the clock says', () => {
    const newestTimes: number[] = [];
    const onNewest = (at: number) => void newestTimes.push(at);
    const now = folder.clock.now();
    vault(ada, { onNewest }).seal('x');
    assert.deepEqual(newestTimes.splice(0), [now]);
    vault(ada, { onNewest, newest: now }).seal('x');
    assert.deepEqual(newestTimes.splice(0), [], 'it is known');
    // A folder of an earlier day was put back: its keys seal nothing more.
    const later = vault(ada, { onNewest, newest: now + 5 });
    const sealed = later.seal('y');
    assert.deepEqual(newestTimes.splice(0), [now + 6]);
    folder.clock.jump(-9 * minute);
    later.rotate();
    assert.deepEqual(newestTimes.splice(0), [now + 7]);
    assert.notEqual(keyOf(later.seal('z')), keyOf(sealed));
    assert.equal(later.open(sealed), 'y');
  });

  it('of a device whose clock is more than a year ahead open names and seal none', () => {
    const year = 366 * 24 * 60 * minute;
    for (const [ahead, isUsed] of [
      [year, true],
      [year + 1, false],
    ] as const) {
      const place = new StorageFolder();
      const at = (secret: Uint8Array) => new Vault({ folder: place.folder, clock: place.clock, secret });
      try {
        at(ada).seal('x');
        place.clock.jump(ahead);
        const sealed = at(charles).seal('y');
        place.clock.jump(-ahead);
        at(ada).authorize(at(charles).state().ownCode);
        at(charles).state();
        const mine = at(ada);
        assert.equal(mine.open(sealed), 'y');
        assert.equal(keyOf(mine.seal('z')) === keyOf(sealed), isUsed, String(ahead));
      } finally {
        place.remove();
      }
    }
  });

  it('that only open names don’t date the next one', () => {
    const newestTimes: number[] = [];
    vault(ada).seal('x');
    folder.clock.jump(400 * 24 * 60 * minute);
    vault(charles).seal('y');
    folder.clock.jump(-400 * 24 * 60 * minute);
    vault(ada).authorize(vault(charles).state().ownCode);
    vault(charles).state();
    const one = vault(ada, { onNewest: (at) => void newestTimes.push(at) });
    one.state();
    one.rotate();
    assert.equal(newestTimes.at(-1), folder.clock.now() + 1);
  });

  it('seal nothing before they are on the disk, with the device that has them', () => {
    let isFull = true;
    const files = faultyFiles((step, path) => {
      if (isFull && step === 'create' && path.includes('key-')) throw diskFailure('ENOSPC');
    });
    const one = vault(ada, { files });
    assert.throws(() => one.seal('x'), { code: 'storage-full' });
    assert.equal(one.state().keys, 0);
    isFull = false;
    const sealed = one.seal('x');
    const id = one.state().ownId;
    assert.ok(
      [`for-${id}.json`, `key-${keyOf(sealed)}.${id}.json`].every((name) => folder.list('vault').includes(name)),
    );
    assert.equal(vault(ada).open(sealed), 'x');
  });

  it('that were read seal names also where nothing can be passed on', () => {
    for (const each of [ada, charles]) vault(each).seal('x');
    vault(ada).authorize(vault(charles).state().ownCode);
    const { ownId } = vault(charles).state();
    vault(ada).state();
    const sealed = vault(ada).seal('x');
    fs.rmSync(folder.path('vault', `key-${keyOf(sealed)}.${ownId}.json`));
    const files = faultyFiles((step) => {
      if (step === 'create') throw diskFailure('ENOSPC');
    });
    assert.equal(keyOf(vault(ada, { files }).seal('y')), keyOf(sealed));
    const some = faultyFiles((step, path) => {
      if (step === 'create' && path.includes(`.${ownId}.json`)) throw diskFailure('ENOSPC');
    });
    const one = vault(ada, { files: some });
    one.rotate();
    const later = one.seal('z');
    assert.notEqual(keyOf(later), keyOf(sealed));
    assert.equal(vault(ada).open(later), 'z');
  });

  it('leave no file aside that a process left an hour ago', () => {
    const one = vault(ada);
    one.seal('x');
    const aside = folder.path('vault', 'key-1.new');
    const at = (folder.clock.now() - 61 * minute) / 1000;
    fs.writeFileSync(aside, '');
    fs.utimesSync(aside, at, at);
    one.rotate();
    assert.equal(fs.existsSync(aside), false);
  });

  it('are counted, with those that this device lacks', () => {
    const [one, two] = [vault(ada), vault(charles)];
    for (const each of [one, two]) each.seal('x');
    one.rotate();
    const state = () => [ada, charles].map((secret) => vault(secret).state());
    assert.deepEqual(
      state().map(({ keys, lockedKeys, trusted, waiting }) => [keys, lockedKeys, trusted.length, waiting.length]),
      [
        [2, 1, 0, 1],
        [1, 2, 0, 1],
      ],
    );
    vault(ada).authorize(vault(charles).state().ownCode);
    state();
    assert.deepEqual(
      state().map(({ keys, lockedKeys, trusted, waiting, hasRecoveryKey }) => [
        keys,
        lockedKeys,
        trusted.map(({ isOwnChoice }) => isOwnChoice),
        waiting,
        hasRecoveryKey,
      ]),
      Array.from({ length: 2 }, () => [3, 0, [true], [], false]),
    );
    vault(ada).makeRecoveryKey();
    assert.deepEqual([vault(ada).state().hasRecoveryKey, vault(ada).state().revokedCount], [true, 0]);
  });
});

describe('a vault without a secret', () => {
  it('has nothing, and says so', () => {
    const folder = new StorageFolder();
    try {
      const { ownId, ownCode, keys, trusted, isRevoked, hasRecoveryKey, waiting } = new Vault({
        folder: folder.folder,
        clock: folder.clock,
      }).state();
      assert.deepEqual(
        [ownId, ownCode, keys, trusted, isRevoked, hasRecoveryKey, waiting],
        ['', '', 0, [], false, false, []],
      );
      for (const length of [31, 33])
        assert.throws(() => new Vault({ folder: folder.folder, clock: folder.clock, secret: Buffer.alloc(length) }), {
          code: 'internal',
        });
      const plain = new Vault({ folder: folder.folder, clock: folder.clock });
      for (const act of [
        () => plain.rotate(),
        () => plain.tag('x'),
        () => plain.makeRecoveryKey(),
        () => plain.revoke([]),
      ])
        assert.throws(act, { code: 'storage-readonly' });
    } finally {
      folder.remove();
    }
  });
});
