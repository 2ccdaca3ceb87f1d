import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { ownTime, profileMainThread } from '../../../bench/probe/mainThread.ts';
import { countActivity } from '../../../bench/probe/wakeUps.ts';

const here = fileURLToPath(import.meta.url);

/** Keeps the thread busy. @param ms the duration */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end) Math.sqrt(end);
}

describe('the main thread, as the bench sees it', () => {
  it('is charged to the extension only while a function of it is on the stack', () => {
    const own = profileMainThread(here);
    work(200);
    const mine = own.stop();
    assert.ok(mine > 50, `${mine} ms`);
    const others = profileMainThread('/no/such/extension/');
    work(30);
    assert.equal(others.stop(), 0);
  });

  it('is charged for its share of all samples, those of an idle thread included', () => {
    const frame = (functionName: string, url = '') => ({
      functionName,
      url,
      scriptId: '',
      lineNumber: 0,
      columnNumber: 0,
    });
    const nodes = [
      { id: 1, callFrame: frame('(root)'), children: [2, 3] },
      { id: 2, callFrame: frame('(idle)') },
      { id: 3, callFrame: frame('act', `file://${here}`), children: [4] },
      { id: 4, callFrame: frame('write') },
    ];
    const samples = [2, 2, 2, 2, 2, 2, 2, 2, 3, 4];
    assert.equal(ownTime({ nodes, samples, startTime: 5_000_000, endTime: 6_000_000 }, here), 200);
    assert.equal(ownTime({ nodes, samples: [], startTime: 0, endTime: 1 }, here), 0);
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
