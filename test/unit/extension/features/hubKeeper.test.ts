import assert from 'node:assert/strict';
import { Exclusive } from '../../../../src/storage/disk/exclusive.ts';
import type { HeldLock } from '../../../../src/storage/disk/folderLock.ts';
import { HubKeeper, type StartedHub } from '../../../../src/extension/features/hub/hubKeeper.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

/** A lock that several windows try to hold. */
class FakeLock {
  holder: string | undefined;
  beats = 0;
  #count = 0;

  tryAcquire(): HeldLock | undefined {
    if (this.holder !== undefined) return undefined;
    const token = `${++this.#count}`;
    this.holder = token;
    const isHeld = (): boolean => this.holder === token;
    const release = (): void => void (isHeld() && (this.holder = undefined));
    return { token, isHeld, release, beat: () => void this.beats++ };
  }
}

describe('who runs the hub', () => {
  let clock: FakeClock;
  let lock: FakeLock;
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    clock = new FakeClock();
    lock = new FakeLock();
  });

  /** A window with the hub switched on. */
  function openWindow() {
    const hub = { running: 0, starts: 0, failures: [] as string[], fail: (_reason: string): void => undefined };
    const start = async (): Promise<StartedHub> => {
      hub.starts++;
      hub.running++;
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const ended = promise.finally(() => hub.running--);
      hub.fail = resolve;
      return { ended, close: async () => (resolve(undefined), void (await ended)) };
    };
    const keeper = new HubKeeper({
      exclusive: new Exclusive(lock, clock),
      clock,
      start,
      failed: (reason) => hub.failures.push(reason),
    });
    return { keeper, hub };
  }

  it('is one window, and another within 5 s when that one closes or dies', async () => {
    const first = openWindow();
    const second = openWindow();
    await settled();
    clock.advance(60_000);
    assert.deepEqual([first.hub.running, second.hub.running, lock.beats], [1, 0, 6]);
    await first.keeper.close();
    assert.equal(first.hub.running, 0);
    clock.advance(5000);
    await settled();
    assert.equal(second.hub.running, 1);
    const third = openWindow();
    await settled();
    // The next process that checks removes a dead process's lock.
    lock.holder = undefined;
    clock.advance(5000);
    await settled();
    assert.equal(third.hub.running, 1);
  });

  it('gives the lock back only when the port is free', async () => {
    const slow = Promise.withResolvers<void>();
    const start = async (): Promise<StartedHub> => ({ ended: new Promise(() => undefined), close: () => slow.promise });
    const keeper = new HubKeeper({ exclusive: new Exclusive(lock, clock), clock, start, failed: () => undefined });
    const closed = keeper.close();
    await settled();
    assert.notEqual(lock.holder, undefined);
    slow.resolve();
    await closed;
    assert.equal(lock.holder, undefined);
    assert.equal(clock.pending, 0);
  });

  it('lets others try when the hub fails, and tries again later', async () => {
    const { hub } = openWindow();
    await settled();
    hub.fail('out of memory');
    await settled();
    assert.deepEqual([hub.failures, hub.running, lock.holder], [['out of memory'], 0, undefined]);
    clock.advance(30_000);
    await settled();
    assert.deepEqual([hub.running, hub.starts], [1, 2]);
  });

  it('ends its hub when another window took over while this one stood still', async () => {
    const { hub } = openWindow();
    await settled();
    lock.holder = 'other';
    clock.advance(10_000);
    await settled();
    assert.deepEqual([hub.running, lock.holder], [0, 'other']);
    lock.holder = undefined;
    clock.advance(5000);
    await settled();
    assert.equal(hub.running, 1);
  });
});
