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

  it('are of the whole day of the person, once it is over, as far as they lie in it', () => {
    const inDay = (offset: number, dayStartsAt: number, ...facts: DocumentFact[]) => {
      const given = context({ now: at(3 * 24 * 60) });
      const rules = { ...given.rules, dayStartsAt };
      return dayWaits(new MemoryReader(facts), { day, offset }, { ...given, rules });
    };
    /** Minutes of a wait over five days that lie in this one, from which minute after nine on. */
    const long = (start: number) => [run(1, start - 100, start + 30), run(2, start + 24 * 60 - 30, start + 26 * 60)];
    for (const [offset, startsAt, start] of [
      [0, 0, -9 * 60],
      [120, 0, -11 * 60],
      [-300, 240, 0],
    ] as const) {
      const waits = inDay(offset, startsAt, ...long(start));
      assert.deepEqual([waits?.ci.ms, waits?.ci.count], [60 * minute, 2], `${offset} ${startsAt}`);
      assert.equal(inDay(offset, startsAt, run(3, start - 9, start), run(4, start + 24 * 60, start + 25 * 60)), null);
    }
    assert.equal(waitsOf(run(1, 470, 490))?.ci.ms, 10 * minute, 'up to now');
  });

  it('name five at most, the longest first', () => {
    const waits = waitsOf(
      ...[1, 2, 3, 4, 5, 6].map((length) => run(length, length * 10, length * 10 + length)),
      pull(7, 1),
      review(7, 3),
    );
    assert.deepEqual(
      waits?.ci.named.map(({ ms }) => ms / minute),
      [6, 5, 4, 3, 2],
    );
    assert.equal(waits?.ci.count, 6);
    assert.deepEqual(waits?.review, {
      ms: 2 * minute,
      count: 1,
      named: [{ id: 'github:pull:PR7', title: '#7 Change 7', url: 'https://github.example/pull/7', ms: 2 * minute }],
    });
  });
});
