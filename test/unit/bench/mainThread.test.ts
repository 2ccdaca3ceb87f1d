import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { profileMainThread } from '../../../bench/probe/mainThread.ts';
import { countActivity } from '../../../bench/probe/wakeUps.ts';

const here = fileURLToPath(import.meta.url);

/** Keeps the thread busy. @param ms how long */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end) Math.sqrt(end);
}

describe('the main thread, as the bench sees it', () => {
  it('is charged to the extension only while a function of it is on the stack', () => {
    const own = profileMainThread(here);
    work(200);
    const mine = own.stop();
    assert.ok(mine > 100 && mine < 400, `${mine} ms`);
    const others = profileMainThread('/no/such/extension/');
    work(30);
    assert.equal(others.stop(), 0);
  });

  it('is not charged for the profiler itself, most of whose work falls into idle time', async () => {
    const own = profileMainThread(here);
    work(30);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const mine = own.stop();
    assert.ok(mine > 10 && mine < 60, `${mine} ms`);
  });

  it('wakes up for the timers of the extension, not for those of others', async () => {
    const { setTimeout: timeout, setInterval: interval } = globalThis;
    try {
      const [own, others] = [countActivity(here), countActivity('/no/such/extension/')];
      const wait = () => new Promise((resolve) => setTimeout(resolve, 1));
      await wait();
      assert.equal(own.counts().wakeUps, 0, 'not asked to look yet');
      for (const one of [own, others]) one.watchTimers(true);
      await wait();
      assert.equal(own.counts().wakeUps, 1);
      assert.equal(others.counts().wakeUps, 0);
    } finally {
      Object.assign(globalThis, { setTimeout: timeout, setInterval: interval });
    }
  });
});
