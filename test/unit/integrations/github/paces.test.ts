import assert from 'node:assert/strict';
import { searchPaceOf } from '../../../../src/integrations/github/repeats.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';

describe('the pace of searches', () => {
  it('lets the first ten go at once, and never more than thirty in a minute', async () => {
    const clock = new FakeClock(Date.UTC(2026, 10, 20));
    const went: number[] = [];
    const search = searchPaceOf(clock);
    const all = Array.from({ length: 70 }, () => search().then(() => went.push(clock.monotonic())));
    const start = clock.monotonic();
    await Promise.all(all.slice(0, 10));
    assert.deepEqual(
      went,
      Array.from({ length: 10 }, () => start),
    );
    for (let second = 0; second < 240; second++) {
      clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(all);
    assert.equal(went.length, 70);
    for (const at of went) {
      const inMinute = went.filter((other) => other >= at && other < at + 60_000).length;
      assert.ok(inMinute <= 30, `${inMinute} in the minute from ${at - start}`);
    }
    assert.ok((went.at(-1) ?? 0) - start <= 60 * 3000, 'no longer than it takes');
  });

  it('is one for all syncs of a process', () => {
    const clock = new FakeClock(0);
    assert.equal(searchPaceOf(clock), searchPaceOf(clock));
  });
});
