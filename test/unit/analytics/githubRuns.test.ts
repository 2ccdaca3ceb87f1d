import assert from 'node:assert/strict';
import { readGithubPart } from '../../../src/analytics/collaboration/githubFeed.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context } from './given.ts';
import { document } from './githubGiven.ts';

const day = 24 * 60;

/** A run of a workflow that began so many minutes after nine. */
const run = (id: number, from: number, more: object = {}) => {
  const what = { kind: 'run', run: id, attempt: 1, workflow: `CI ${id}`, event: 'push', branch: 'main', sha: 'a' };
  return document(`github:run:${id}`, from, {
    ...what,
    url: 'https://github.example/run',
    startedAt: at(from),
    ...more,
  });
};

describe('runs on GitHub in the feed', () => {
  it('last until they end; one of three days that never ended is lost', () => {
    const now = 8 * 60;
    const facts = [
      run(1, 0, { endedAt: at(12), conclusion: 'passed' }),
      run(2, 1, { endedAt: at(3), conclusion: 'failed' }),
      run(3, 2, { endedAt: at(9), conclusion: 'stopped' }),
      run(4, 3),
      run(5, now - 3 * day),
      run(6, now - 3 * day - 1),
    ];
    const range = { from: at(-9 * day), to: at(day) };
    const items = readGithubPart(new MemoryReader(facts), range, context({ now: at(now) })).items((root) => root);
    assert.deepEqual(
      items
        .map(({ title, kind, durationMs, outcome, project }) => [
          title,
          kind,
          durationMs === null ? null : (durationMs ?? 0) / 60_000,
          outcome,
          project,
        ])
        .toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
      [
        ['CI 1', 'testing', 12, 'passed', 'acme/shop'],
        ['CI 2', 'testing', 2, 'failed', 'acme/shop'],
        ['CI 3', 'testing', 7, 'unknown', 'acme/shop'],
        ['CI 4', 'testing', null, 'running', 'acme/shop'],
        ['CI 5', 'testing', null, 'running', 'acme/shop'],
        ['CI 6', 'testing', 0, 'unknown', 'acme/shop'],
      ],
    );
  });
});
