import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { longestBlock, ownTime, profileMainThread } from '../../../bench/probe/mainThread.ts';
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
    const { ms, longestMs } = own.stop();
    assert.ok(ms > 50, `${ms} ms`);
    assert.ok(longestMs > 50, `${longestMs} ms at once`);
    const others = profileMainThread('/no/such/extension/');
    work(30);
    const { busyMs, ...nothing } = others.stop();
    assert.deepEqual(nothing, { ms: 0, longestMs: 0 });
    assert.ok(busyMs > 10, `${busyMs} ms`);
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
    const blocks = { nodes: [...nodes, { id: 5, callFrame: frame('(garbage collector)') }], startTime: 0, endTime: 9 };
    // 3 ms with the garbage collector between, then 2 ms; the first delta is before the first sample.
    const timeDeltas = [50_000, 1000, 1000, 1000, 9000, 1000, 1000, 5000];
    assert.equal(longestBlock({ ...blocks, samples: [3, 5, 4, 2, 3, 4, 2, 5], timeDeltas }, here), 3);
    const turned = { ...blocks, samples: [3, 3, 3, 3, 3], timeDeltas: [0, 1000, 1000, 1000, 1000] };
    assert.equal(longestBlock(turned, here), 5);
    assert.equal(longestBlock(turned, here, [1500]), 3, 'in a turn');
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
