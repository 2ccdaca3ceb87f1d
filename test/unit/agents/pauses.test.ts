import assert from 'node:assert/strict';
import { pauses } from '../../../src/agents/texts/pauses.ts';
import type { StateFact } from '../../../src/core/facts/facts.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';

describe('pauses of tracking', () => {
  it('last until tracking is resumed, or for 12 hours where their window was killed', () => {
    const hour = 3_600_000;
    const state = (id: string, state: StateFact['state'], time: number): StateFact => ({
      type: 'state',
      id,
      at: time,
      offset: 0,
      state,
    });
    const reader = new MemoryReader([
      state('a:1', 'started', 0),
      state('a:2', 'paused', 1 * hour),
      state('b:1', 'started', 2 * hour),
      state('a:3', 'resumed', 3 * hour),
      state('b:2', 'paused', 4 * hour),
    ]);
    const found = (now: number) => pauses.run({ reader, now } as unknown as Reading, { from: 0 });
    assert.deepEqual(found(5 * hour), [
      [1 * hour, 3 * hour],
      [4 * hour, 5 * hour],
    ]);
    assert.deepEqual(found(100 * hour), [
      [1 * hour, 3 * hour],
      [4 * hour, 16 * hour],
    ]);
  });
});
