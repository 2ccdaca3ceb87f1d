import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RequestTurns } from '../../../src/hub/http/requestTurns.ts';

describe('the turns of the event loop among which the hub divides its work', () => {
  let now: number;
  let turns: RequestTurns;
  let done: number[];
  beforeEach(() => ([now, turns, done] = [0, new RequestTurns(() => now), []]));

  /** Begins pieces of work one after another in this turn, as requests come. */
  const begin = async (pieces: readonly number[], ms: number): Promise<void> => {
    for (const piece of pieces) {
      void turns.next().then(() => {
        done.push(piece);
        now += ms;
      });
      await Promise.resolve();
      await Promise.resolve();
    }
  };

  it('hold as much as takes little time', async () => {
    await begin([1, 2, 3, 4, 5, 6, 7, 8], 0.4);
    assert.deepEqual(done, [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('let the rest wait for another turn each, in the order of its coming', async () => {
    await begin([1, 2, 3, 4], 3);
    assert.deepEqual(done, [1, 2]);
    await nextTurn();
    assert.deepEqual(done, [1, 2, 3]);
    // A later request doesn't overtake a waiting one.
    await begin([5], 3);
    assert.deepEqual(done, [1, 2, 3]);
    await nextTurn();
    assert.deepEqual(done, [1, 2, 3, 4]);
    await nextTurn();
    assert.deepEqual(done, [1, 2, 3, 4, 5]);
    await nextTurn();
    await begin([6], 3);
    assert.deepEqual(done, [1, 2, 3, 4, 5, 6]);
  });
});
