import assert from 'node:assert/strict';
import fs from 'node:fs';
import { thisProcess } from '../../../../src/storage/disk/machine.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { diskFailure, faultyFiles, type Fault, type FileStep } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';

const whole = Buffer.alloc(32, 7);
const damaged = Buffer.alloc(5);
const { wait } = Atomics;

describe('the secret of a folder in trouble', () => {
  let folder: StorageFolder;
  let waits: unknown[][];
  let onWait: () => void;
  beforeEach(() => {
    folder = new StorageFolder();
    fs.mkdirSync(folder.path('vault'));
    waits = [];
    onWait = () => undefined;
    // The thread stands still meanwhile: nothing would change but the clock.
    Atomics.wait = (_: unknown, ...args: unknown[]) => {
      waits.push(args);
      onWait();
      return 'timed-out' as const;
    };
  });
  afterEach(() => {
    Atomics.wait = wait;
    folder.remove();
  });
  const secret = () => folder.path('vault', 'secret');
  const lock = () => folder.path('vault', 'secret.lock');
  const names = () => folder.list('vault');
  const get = (fault: Fault = () => undefined) =>
    Buffer.from(folderSecret(folder.folder, faultyFiles(fault), folder.clock));
  const hold = () => fs.writeFileSync(lock(), JSON.stringify({ token: 'x', ...thisProcess() }));

  it('is waited for in pauses of 10 ms, 20 of them', () => {
    fs.writeFileSync(secret(), damaged);
    get();
    assert.deepEqual(
      waits,
      Array.from({ length: 20 }, () => [0, 0, 10]),
    );
  });

  it('is waited for again while another window replaces a damaged one, for ten seconds at most', () => {
    fs.writeFileSync(secret(), damaged);
    hold();
    assert.throws(() => get(), { code: 'storage-damaged' });
    assert.equal(waits.length, 20 + 1000);
    waits = [];
    onWait = () => {
      if (waits.length === 25) fs.rmSync(lock());
    };
    assert.equal(get().length, 32);
    assert.deepEqual([waits.length, names()], [25, ['secret', 'secret.damaged-2026-03-02']]);
  });

  it('is made anew where another window took a damaged one away', () => {
    fs.writeFileSync(secret(), damaged);
    const made = get((step, path) => {
      if (step === 'create' && path === lock()) fs.rmSync(secret());
    });
    assert.deepEqual([made, names()], [fs.readFileSync(secret()), ['secret']]);
  });

  it('survives a power cut, with the name of a damaged one', () => {
    const synced = (content?: Buffer) => {
      if (content) fs.writeFileSync(secret(), content);
      const steps: FileStep[] = [];
      get((step) => void steps.push(step));
      return [steps.filter((step) => step === 'sync').length, steps.filter((step) => step === 'syncFolder').length];
    };
    assert.deepEqual(
      [synced(), synced(), synced(damaged)],
      [
        [1, 1],
        [0, 0],
        [1, 2],
      ],
    );
  });

  it('is made in place where the disk has no hard links', () => {
    const steps: FileStep[] = [];
    const made = get((step, path) => {
      if (path === secret()) steps.push(step);
      if (step === 'link') throw diskFailure('EPERM');
    });
    assert.deepEqual([made, names()], [fs.readFileSync(secret()), ['secret']]);
    assert.deepEqual(steps, ['readBounded', 'create', 'sync', 'readBounded']);
  });

  it('is that of another window that made one in the same moment', () => {
    for (const link of ['EEXIST', 'EPERM']) {
      fs.rmSync(secret(), { force: true });
      const found = get((step) => {
        if (step !== 'link') return;
        fs.writeFileSync(secret(), whole);
        throw diskFailure(link);
      });
      assert.deepEqual([found, names()], [whole, ['secret']]);
    }
  });

  it('is none, and leaves nothing, where the disk refuses', () => {
    const refuse = (link: string, other: FileStep) => () =>
      get((step, path) => {
        if (step === 'link') throw diskFailure(link);
        if (step === other && path === secret()) throw diskFailure('EIO');
      });
    assert.throws(refuse('ENOSPC', 'stat'), { code: 'ENOSPC' });
    assert.throws(refuse('EPERM', 'create'), { code: 'EIO' });
    assert.throws(refuse('EPERM', 'sync'), { code: 'EIO' });
    assert.throws(
      () =>
        get((step) => {
          if (step === 'link') throw new Error('none');
        }),
      { message: 'none' },
    );
    assert.deepEqual(names(), []);
  });

  it('is not taken for kept where it is damaged or gone at once', () => {
    for (const damage of [() => fs.writeFileSync(secret(), damaged), () => fs.rmSync(secret())]) {
      const fault: Fault = (step) => {
        if (step === 'syncFolder') damage();
      };
      assert.throws(() => get(fault), { code: 'storage-damaged' });
      fs.rmSync(secret(), { force: true });
    }
  });

  it('is not touched where its folder is a link', function () {
    if (process.platform === 'win32') return this.skip();
    fs.renameSync(folder.path('vault'), folder.path('elsewhere'));
    fs.symlinkSync(folder.path('elsewhere'), folder.path('vault'));
    fs.writeFileSync(secret(), damaged);
    assert.throws(() => get(), { code: 'storage-damaged' });
    assert.deepEqual(folder.list('elsewhere'), ['secret']);
  });
});
