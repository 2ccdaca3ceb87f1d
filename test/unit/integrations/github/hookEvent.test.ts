import assert from 'node:assert/strict';
import { hookEventSchema, type HookEvent } from '../../../../src/core/github/hookEvent.ts';
import { now } from './given.ts';

const push: HookEvent = {
  event: 'push',
  repo: 'mona/app',
  isPrivate: false,
  defaultBranch: 'main',
  at: now,
  people: ['mona'],
  nodes: [],
  branch: 'topic',
};
const run = { id: 5, attempt: 1, workflow: 'CI', trigger: 'push', status: 'completed', startedAt: now, url: 'x' };

describe('an event of a webhook, as a server sends it', () => {
  const isTaken = (changes: object): boolean => hookEventSchema.safeParse({ ...push, ...changes }).success;

  it('is taken as it should be', () => {
    assert.ok(isTaken({}));
    assert.ok(isTaken({ run, number: 7, deployment: { id: 1, environment: 'production', state: 'success' } }));
  });

  it('is refused with a repository that would be a key of something else', () => {
    for (const repo of [
      '__proto__',
      'constructor',
      'mona',
      '',
      'mona/app/x',
      '../app',
      'mona/..',
      `mona/${'a'.repeat(200)}`,
    ])
      assert.ok(!isTaken({ repo }), repo);
  });

  it('is refused with times that no date can show, or that lie centuries away', () => {
    for (const time of [1e300, -1, 0, 9e15, Date.UTC(1999, 0), Date.UTC(2101, 0), 0.5, Number.NaN, '2026']) {
      assert.ok(!isTaken({ at: time }), String(time));
      assert.ok(!isTaken({ run: { ...run, startedAt: time } }), String(time));
      assert.ok(!isTaken({ run: { ...run, endedAt: time } }), String(time));
    }
  });

  it('is refused with endless texts and lists', () => {
    const long = 'a'.repeat(10_000);
    for (const changes of [
      { branch: long },
      { sha: long },
      { action: long },
      { tag: long },
      { defaultBranch: long },
      { people: [long] },
      { people: Array.from({ length: 1000 }, () => 'a') },
      { nodes: Array.from({ length: 1000 }, () => 'a') },
      { number: -1 },
      { number: 1e300 },
      { run: { ...run, url: long } },
    ])
      assert.ok(!isTaken(changes), Object.keys(changes).join());
  });
});
