import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { FolderLock } from '../../../../src/storage/disk/folderLock.ts';
import { isSurelyDead, thisProcess } from '../../../../src/storage/disk/machine.ts';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { diskFailure, faultyFiles, type Fault } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const silenceMs = 60_000;

describe('a lock on a folder', () => {
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const lock = (fault?: Fault) =>
    new FolderLock(fault ? faultyFiles(fault) : nodeFiles, folder.path('it.lock'), folder.clock);
  const read = () => JSON.parse(fs.readFileSync(folder.path('it.lock'), 'utf8')) as object;
  /** A holder that can't be seen from here. */
  const elsewhere = (content = '{"token":"other","pid":1,"machine":"elsewhere"}') =>
    fs.writeFileSync(folder.path('it.lock'), content);

  it('names its holder, is held by one, and leaves nothing behind', () => {
    const held = lock().tryAcquire();
    assert.deepEqual(read(), { token: held?.token, ...thisProcess() });
    assert.equal(held?.isHeld(), true);
    assert.equal(lock().tryAcquire(), undefined);
    held?.release();
    assert.deepEqual([held?.isHeld(), folder.list()], [false, []]);
    held?.release();
    assert.ok(lock().tryAcquire());
  });

  it('is taken over from a process that has ended, at once', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    elsewhere(JSON.stringify({ token: 'dead', ...thisProcess(), pid }));
    const held = lock().tryAcquire();
    assert.equal(held?.isHeld(), true);
    assert.deepEqual(folder.list(), ['it.lock']);
  });

  it('is taken over from a holder that was silent for a minute, by the watcher’s own clock', () => {
    elsewhere();
    const watcher = lock();
    assert.equal(watcher.tryAcquire(), undefined);
    folder.clock.pass(silenceMs - 1);
    assert.equal(watcher.tryAcquire(), undefined);
    folder.clock.jump(9 * silenceMs);
    assert.equal(watcher.tryAcquire(), undefined, 'the wall clock says nothing');
    assert.equal(lock().tryAcquire(), undefined, 'another watcher has only begun to watch');
    folder.clock.pass(1);
    assert.ok(watcher.tryAcquire());
  });

  it('stays with a holder that shows a sign of life, or is another one', () => {
    elsewhere();
    const watcher = lock();
    watcher.tryAcquire();
    folder.clock.pass(silenceMs - 1);
    nodeFiles.touch(folder.path('it.lock'), folder.clock.now());
    assert.equal(watcher.tryAcquire(), undefined);
    folder.clock.pass(silenceMs - 1);
    elsewhere('{"token":"next"}');
    nodeFiles.touch(folder.path('it.lock'), folder.clock.now() - silenceMs);
    assert.equal(watcher.tryAcquire(), undefined);
    folder.clock.pass(silenceMs - 1);
    assert.equal(watcher.tryAcquire(), undefined);
    folder.clock.pass(1);
    assert.ok(watcher.tryAcquire());
  });

  it('is taken over also where its content was cut short, or something else has its name', () => {
    for (const content of ['', '{"tok', 'x'.repeat(9999)]) {
      elsewhere(content);
      const watcher = lock();
      assert.equal(watcher.tryAcquire(), undefined);
      folder.clock.pass(silenceMs);
      const held = watcher.tryAcquire();
      assert.ok(held, content.slice(0, 9));
      held.release();
    }
  });

  it('shows a sign of life only while it is held', () => {
    const held = lock().tryAcquire();
    folder.clock.pass(5000);
    held?.beat();
    const modifiedAt = () => nodeFiles.stat(folder.path('it.lock'))?.modifiedAt;
    assert.equal(modifiedAt(), folder.clock.now());
    elsewhere();
    nodeFiles.touch(folder.path('it.lock'), 5000);
    held?.beat();
    held?.release();
    assert.deepEqual([held?.isHeld(), modifiedAt(), folder.list()], [false, 5000, ['it.lock']]);
    fs.rmSync(folder.path('it.lock'));
    held?.beat();
  });

  it('may be gone in the moment in which its holder shows a sign of life', () => {
    const held = lock((step, at) => {
      if (step === 'touch') fs.rmSync(at);
    }).tryAcquire();
    held?.beat();
    assert.equal(held?.isHeld(), false);
    const refused = lock((step) => {
      if (step === 'touch') throw diskFailure('EIO');
    }).tryAcquire();
    assert.throws(() => refused?.beat(), { code: 'EIO' });
  });

  it('goes to one of two that find it free, or left behind, at the same time', () => {
    const late = lock((step) => {
      if (step === 'create' && folder.list().length === 0) elsewhere();
    });
    assert.equal(late.tryAcquire(), undefined);
    const watcher = lock((step, at) => {
      if (step === 'rename') fs.rmSync(at);
    });
    watcher.tryAcquire();
    folder.clock.pass(silenceMs);
    assert.equal(watcher.tryAcquire(), undefined, 'another one has moved it away');
    assert.throws(
      () =>
        lock((step) => {
          if (step === 'create') throw diskFailure('EROFS');
        }).tryAcquire(),
      { code: 'EROFS' },
    );
  });

  it('is left to a process that asked for it, for five seconds, in whichever direction a clock is wrong', () => {
    lock().request();
    for (const [ms, isFree] of [
      [0, false],
      [4999, false],
      [1, true],
      [-9999, false],
      [-1, true],
    ] as const) {
      folder.clock.jump(ms);
      const held = lock().tryAcquire('to-requests');
      assert.equal(held !== undefined, isFree, String(ms));
      held?.release();
    }
    assert.ok(folder.list().includes('it.lock.request'), 'one that yields leaves the request');
    folder.clock.jump(5000);
    assert.equal(lock().tryAcquire('to-requests'), undefined);
    const held = lock().tryAcquire();
    assert.ok(held, 'who asked takes it');
    assert.deepEqual(folder.list(), ['it.lock']);
  });

  it('is asked for again from the last time on, and not where the disk refuses', () => {
    lock().request();
    folder.clock.jump(4000);
    lock().request();
    folder.clock.jump(4000);
    assert.equal(lock().tryAcquire('to-requests'), undefined);
    for (const failing of ['create', 'touch', 'stat']) {
      fs.rmSync(folder.path('it.lock.request'), { force: true });
      lock((step) => {
        if (step === failing) throw diskFailure('EIO');
      }).request();
    }
  });
});

describe('another process', () => {
  it('has surely ended only where it can be seen from here', () => {
    const { machine, pid } = thisProcess();
    const { pid: ended } = spawnSync(process.execPath, ['-e', '']);
    assert.match(machine, /^[\da-f]{12}$/);
    assert.deepEqual(
      [
        { machine, pid },
        { machine, pid: ended },
        { machine: 'elsewhere', pid: ended },
      ].map(isSurelyDead),
      [false, true, false],
    );
  });
});
