import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../../src/headless/systemClock.ts';

describe('the clock of the machine', () => {
  for (const ms of [2 ** 31, 1e15, Infinity])
    it(`${ms} ms are not over at once, as they would be for a Node timer`, async () => {
      const called: number[] = [];
      const timer = systemClock.after(ms, () => called.push(ms));
      await wait(5);
      timer.dispose();
      assert.deepEqual(called, []);
    });
});
