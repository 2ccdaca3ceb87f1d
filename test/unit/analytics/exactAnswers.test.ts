import assert from 'node:assert/strict';
import { measuredSubjects } from '../../../src/analytics/categories.ts';
import { ciRuns } from '../../../src/analytics/collaboration/ciRuns.ts';
import { shareGone } from '../../../src/analytics/score/judgedDay.ts';
import { countedRunsOf } from '../../../src/analytics/why/turnarounds.ts';
import type { DocumentFact } from '../../../src/core/facts/facts.ts';
import type { Segment } from '../../../src/analytics/segment.ts';
import type { Reading } from '../../../src/core/operations/reading.ts';
import { defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, run, span } from './given.ts';

const dayMinutes = 24 * 60;

describe('answers of the analytics, exactly', () => {
  it('takes CI that passed for a green run and CI that failed for a red one; what was stopped has no outcome', () => {
    const ci = (conclusion: string, minute: number): DocumentFact => {
      const times = { at: at(minute), start: at(minute), end: at(minute + 5), offset: 0 };
      const where = { repo: 'o/r', isPrivate: false, url: 'https://github.com/o/r', branch: 'main', sha: 'a' };
      const what = { kind: 'run', run: minute, attempt: 1, workflow: 'CI', event: 'push', conclusion };
      const body = { ...what, ...where, createdAt: at(minute), startedAt: at(minute), endedAt: at(minute + 5) };
      const id = `github:run:${minute}:1`;
      return { type: 'document', collection: 'github', id, rev: 1, ...times, body: JSON.stringify(body) };
    };
    const reader = new MemoryReader([ci('passed', 0), ci('failed', 10), ci('stopped', 20)]);
    assert.deepEqual(
      ciRuns(reader, { from: at(-60), to: at(60) }).map(({ name, start, exitCode }) => [name, start, exitCode]),
      [
        ['CI · o/r · main', at(0), 0],
        ['CI · o/r · main', at(10), 1],
        ['CI · o/r · main', at(20), undefined],
      ],
    );
  });

  it('lists runs with counts in the order of their start, and no others', () => {
    const [late, early, bare] = [run(30, 31), run(10, 11), run(20, 21)];
    const counts = { passed: 3, failed: 1, skipped: 0 };
    const tests = new Map([late, early].map(({ id }) => [id, counts] as const));
    const listed = countedRunsOf([late, bare, early], tests);
    assert.deepEqual(
      listed.map(({ start }) => start),
      [at(10), at(30)],
    );
  });

  it('sorts the time of the days that were asked for into categories, and of no others', () => {
    const work = [-2, -1, 0, 1].map((day) => span(day * dayMinutes, day * dayMinutes + 30));
    const reading = { reader: new MemoryReader(work), rules: defaultTimeRules } as unknown as Reading;
    const found = [...measuredSubjects(reading, { from: '2026-11-19', to: '2026-11-20' })];
    assert.deepEqual(
      found.map(({ day, ms }) => [day, ms]),
      [
        ['2026-11-19', 30 * 60_000],
        ['2026-11-20', 30 * 60_000],
      ],
    );
  });

  it('says how much of a working day of the goal has passed', () => {
    const first = { start: at(0) } as Segment;
    const goalMs = 6 * 3_600_000;
    assert.equal(shareGone([], at(60), goalMs), 0);
    assert.equal(shareGone([first], at(60), 0), 0);
    assert.equal(shareGone([first], at(-60), goalMs), 0);
    assert.equal(shareGone([first], at(300), goalMs), 0.5);
    assert.equal(shareGone([first], at(900), goalMs), 1);
  });
});
