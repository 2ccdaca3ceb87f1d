import assert from 'node:assert/strict';
import { readDigest } from '../../../src/analytics/digest/digest.ts';
import { readGithubPart } from '../../../src/analytics/collaboration/githubFeed.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, context, span } from './given.ts';
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

  it('are waited for once where they overlap, and from red to green', () => {
    const ci = { workflow: 'CI' };
    const facts = [
      run(1, 0, { ...ci, endedAt: at(10), conclusion: 'failed' }),
      run(2, 20, { ...ci, endedAt: at(24), conclusion: 'failed' }),
      run(3, 60, { ...ci, endedAt: at(70), conclusion: 'passed' }),
      run(4, 65, { ...ci, endedAt: at(80), conclusion: 'stopped' }),
      run(5, 200, ci),
    ];
    const told = (count: number) =>
      readDigest(new MemoryReader([span(0, 60), ...facts.slice(0, count)]), 14, context()).facts.find(
        ({ id }) => id === 'github:ci',
      );
    assert.deepEqual(told(5)?.values, {
      runs: 4,
      failures: 2,
      failShare: 0.67,
      medianMinutes: 10,
      waitMinutes: 34,
      turnedGreen: 1,
      redToGreenHours: 1,
    });
    assert.equal(told(5)?.weight, 25 + 3 * 2 + 34 / 30);
    assert.deepEqual([told(2)?.values['turnedGreen'], told(2)?.values['failShare']], [0, 1]);
    assert.ok(!('redToGreenHours' in (told(2)?.values ?? {})));
    assert.equal(told(1), undefined);
    assert.equal(
      told(5)?.text,
      'CI ran 4 times, 2 failed (67 %); 10 min a run, waited for 34 min in all; red to green once, after 1 h',
    );
    const again = [
      run(20, 300, { ...ci, endedAt: at(310), conclusion: 'failed' }),
      run(21, 480, { ...ci, endedAt: at(490), conclusion: 'passed' }),
    ];
    const twice = readDigest(new MemoryReader([span(0, 60), ...facts, ...again]), 14, context()).facts.find(
      ({ id }) => id === 'github:ci',
    );
    assert.match(String(twice?.text), /; red to green 2 times, typically after 2 h$/);
    const long = Array.from({ length: 20 }, (_, i) =>
      run(10 + i, i * 60, { ...ci, endedAt: at(i * 60 + 50), conclusion: 'failed' }),
    );
    const heavy = readDigest(new MemoryReader([span(0, 60), ...long]), 14, context()).facts.find(
      ({ id }) => id === 'github:ci',
    );
    assert.equal(heavy?.weight, 70);
  });
});
