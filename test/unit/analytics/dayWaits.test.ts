import assert from 'node:assert/strict';
import { dayWaits } from '../../../src/analytics/collaboration/dayWaits.ts';
import type { DocumentFact } from '../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context, day } from './given.ts';
import { document, pull, review } from './githubGiven.ts';

/** A run of CI, in minutes after nine. */
function run(id: number, from: number, to?: number): DocumentFact {
  const what = { kind: 'run', run: id, attempt: 1, workflow: `CI ${id}`, event: 'push', branch: 'main', sha: 'a' };
  const end = to === undefined ? {} : { endedAt: at(to), conclusion: 'passed' };
  const url = `https://github.example/runs/${id}`;
  return document(`github:run:${id}`, from, { ...what, url, startedAt: at(from), ...end });
}

const waitsOf = (...facts: DocumentFact[]) => dayWaits(new MemoryReader(facts), { day, offset: 0 }, context());
const minute = 60_000;

describe('waiting on GitHub in a day', () => {
  it('is none where GitHub tells nothing, or nothing of that day', () => {
    assert.equal(waitsOf(), null);
    assert.equal(waitsOf(run(1, -2000, -1990), run(2, 10)), null);
  });

  it('counts runs side by side once, the longest named first with its page', () => {
    const waits = waitsOf(run(1, 0, 10), run(2, 5, 20), run(3, 30, 34));
    assert.equal(waits?.ci.ms, 24 * minute);
    assert.equal(waits?.ci.count, 3);
    assert.deepEqual(waits?.ci.named[0], {
      id: 'github:run:2',
      title: 'CI 2 · main',
      url: 'https://github.example/runs/2',
      ms: 15 * minute,
    });
    assert.equal(waits?.review.ms, 0);
  });

  it("counts for reviews up to the first one by someone else, up to now where there is none, and the day's part only", () => {
    const yesterday = -24 * 60;
    const midnight = -9 * 60;
    assert.equal(waitsOf(pull(1, 0), review(1, 5, true), review(1, 30), review(1, 60))?.review.ms, 30 * minute);
    assert.equal(waitsOf(pull(1, 100))?.review.ms, (480 - 100) * minute);
    assert.equal(waitsOf(pull(1, yesterday), review(1, 0))?.review.ms, -midnight * minute);
    assert.equal(waitsOf(pull(1, 100, { isDraft: true })), null);
    assert.equal(waitsOf(pull(1, 100, { isMine: false })), null);
  });
});
