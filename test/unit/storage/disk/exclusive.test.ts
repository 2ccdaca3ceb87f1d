import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Exclusive } from '../../../../src/storage/disk/exclusive.ts';
import type { HeldLock } from '../../../../src/storage/disk/folderLock.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

const minuteMs = 60_000;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('what one process of all does at a time', () => {
  let folder: string;
  let clock: FakeClock;
  const lockFile = () => join(folder, 'it.lock');
  const open = () => Exclusive.at(lockFile(), clock);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daymark-exclusive-'));
    clock = new FakeClock();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Work that ends when told, in a separate process as far as the lock can tell. */
  function work(exclusive: Exclusive) {
    const { promise, resolve } = Promise.withResolvers<string>();
    const state = { isLost: false, end: resolve };
    const result = exclusive.ifFree(async ({ lost }) => {
      lost.addEventListener('abort', () => (state.isLost = true));
      return promise;
    });
    return Object.assign(state, { result });
  }

  it('is not begun while another is at it, however long that takes', async () => {
    const first = work(open());
    const second = open();
    for (let minutes = 0; minutes < 30; minutes++) {
      assert.equal(await second.ifFree(() => Promise.resolve('too early')), undefined);
      clock.advance(minuteMs);
    }
    first.end('done');
    assert.equal(await first.result, 'done');
    assert.equal(first.isLost, false);
    assert.equal(await second.ifFree(() => Promise.resolve('its turn')), 'its turn');
    assert.equal(existsSync(lockFile()), false);
    assert.equal(clock.pending, 0);
  });

  it('is free again after work that fails', async () => {
    await assert.rejects(
      open().ifFree(() => Promise.reject(new Error('work'))),
      /work/,
    );
    assert.equal(await open().ifFree(() => Promise.resolve(1)), 1);
  });

  it('is lost when another process took over, and then not given back', async () => {
    const first = work(open());
    writeFileSync(lockFile(), '{"token":"other"}');
    clock.advance(10_000);
    assert.equal(first.isLost, true);
    first.end('late');
    assert.equal(await first.result, 'late');
    assert.equal(existsSync(lockFile()), true);
    assert.equal(clock.pending, 0);
  });

  it('goes on while the disk refuses signs of life, and ends with the result of the work', async () => {
    const fail = (): never => {
      throw Object.assign(new Error('disk'), { code: 'EIO' });
    };
    const refusing: HeldLock = { token: '1', beat: fail, isHeld: fail, release: fail };
    const one = work(new Exclusive({ tryAcquire: () => refusing }, clock));
    clock.advance(5 * minuteMs);
    one.end('done');
    assert.equal(await one.result, 'done');
    assert.equal(one.isLost, false);
  });

  it('waits for its turn, and gives up in time', async () => {
    const first = work(open());
    const waiting = open().whenFree(() => Promise.resolve('second'), { everyMs: 100, patienceMs: 2000 });
    clock.advance(1000);
    first.end('first');
    await settle();
    clock.advance(200);
    assert.equal(await waiting, 'second');

    const third = work(open());
    const late = open().whenFree(() => Promise.resolve('too late'), { everyMs: 100, patienceMs: 500 });
    for (let i = 0; i < 20; i++) {
      clock.advance(100);
      await settle();
    }
    assert.equal(await late, undefined);
    third.end('third');
    await third.result;
  });
});
