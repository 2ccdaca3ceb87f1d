import assert from 'node:assert/strict';
import type { HookEvent } from '../../../../src/core/github/hookEvent.ts';
import { shaOf } from '../../../fakes/github/world.ts';
import { kept, now, startStand, type Stand } from './given.ts';

const minute = 60_000;
const base = { isPrivate: false, defaultBranch: 'main', at: now + minute, people: ['Mona'], nodes: [] };
const push: HookEvent = { ...base, event: 'push', repo: 'mona/app', branch: 'topic', sha: shaOf('new') };
const pull: HookEvent = {
  ...base,
  event: 'pull_request',
  repo: 'acme/site',
  action: 'opened',
  number: 7,
  nodes: ['PR_7'],
};
const run: HookEvent = {
  ...base,
  event: 'workflow_run',
  repo: 'mona/app',
  run: {
    id: 5,
    attempt: 1,
    workflow: 'CI',
    trigger: 'push',
    status: 'completed',
    conclusion: 'success',
    startedAt: now,
    url: 'x',
  },
};

describe('what webhooks say has changed', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await startStand();
    stand.world.repos.push({ name: 'mona/app', isPrivate: false, defaultBranch: 'main', pushedAt: now - minute });
    await stand.sync();
  });
  afterEach(() => {
    assert.deepEqual(stand.github.problems, []);
    stand.close();
  });

  /** Somebody pushes, opens a pull request, and a run ends, a minute later. */
  function change(author = 'mona'): void {
    const { world, clock } = stand;
    clock.advance(minute);
    const at = now + minute;
    world.commits.push({
      sha: shaOf('new'),
      repo: 'mona/app',
      branches: ['topic'],
      message: 'New',
      author,
      authoredAt: at,
      committedAt: at,
      parents: 1,
      additions: 3,
      deletions: 1,
    });
    world.pushes.push({ repo: 'mona/app', branch: 'topic', at });
    for (const repo of world.repos) repo.pushedAt = at;
    world.items.push({
      node: 'PR_7',
      of: 'pull',
      repo: 'acme/site',
      number: 7,
      title: 'Fix',
      author,
      createdAt: at,
      updatedAt: at,
      assignees: [],
      asked: [],
      replies: [],
      branch: 'fix',
    });
    world.runs.push({
      id: 5,
      repo: 'mona/app',
      workflow: 'CI',
      actor: author,
      branch: 'topic',
      sha: shaOf('new'),
      createdAt: at,
      attempts: [{ startedAt: at, endedAt: at + 1000, conclusion: 'success' }],
    });
  }

  it('is read with a few requests, and becomes what a whole sync makes of it', async () => {
    const last = stand.store.state?.last;
    change();
    stand.github.requests.length = 0;
    const report = await stand.sync({ changes: [push, pull, run] });
    assert.equal(report.outcome, 'done');
    assert.deepEqual(
      kept(stand.store, 'commit').map(({ sha, branch }) => [sha, branch]),
      [[shaOf('new'), 'topic']],
    );
    assert.deepEqual(
      kept(stand.store, 'pull').map(({ number }) => number),
      [7],
    );
    assert.deepEqual(
      kept(stand.store, 'run').map(({ conclusion }) => conclusion),
      ['passed'],
    );
    assert.ok(stand.github.requests.length <= 8, stand.github.requests.join('\n'));
    assert.ok(!stand.github.requests.some((request) => request.includes('/search/')), 'the search lags behind');
    assert.deepEqual(stand.store.state?.last, last, 'the report of the last whole sync stays');

    const rows = stand.store.rows();
    const again = await stand.sync();
    assert.deepEqual(again.counts, { commits: 0, pulls: 0, reviews: 0, comments: 0, issues: 0, runs: 0 });
    assert.deepEqual(stand.store.rows(), rows);
  });

  it('is left alone where it is not the person’s, switched off, or private without leave', async () => {
    change('hubot');
    const others = [push, pull, run].map((one) => ({ ...one, people: ['hubot'] }));
    await stand.sync({ changes: others });
    await stand.sync({ changes: [push, run], off: ['mona/app'] });
    stand.github.requests.length = 0;
    // Another reach is another state; so is the first sync of it.
    const state = stand.store.state && { ...stand.store.state, isPrivate: false };
    await stand.sync({
      changes: [push, pull, run].map((one) => ({ ...one, isPrivate: true })),
      isPrivate: false,
      state,
    });
    assert.deepEqual(
      stand.github.requests.filter((request) => !request.startsWith('GET /user')),
      [],
    );
    assert.deepEqual(stand.store.rows(), []);
  });

  it('is read of pull requests that are known, whoever changed them', async () => {
    change();
    await stand.sync({ changes: [pull] });
    const item = stand.world.items[0];
    assert.ok(item);
    stand.clock.advance(minute);
    item.updatedAt = now + 2 * minute;
    item.replies.push({ id: 'R_1', by: 'hubot', at: now + 2 * minute, verdict: 'APPROVED' });
    await stand.sync({ changes: [{ ...pull, event: 'pull_request_review', people: ['hubot'], at: now + 2 * minute }] });
    assert.deepEqual(
      kept(stand.store, 'review').map(({ author }) => author),
      ['hubot'],
    );
    stand.clock.advance(minute);
    item.checks = { state: 'FAILURE', at: now + 3 * minute };
    await stand.sync({ changes: [{ ...base, event: 'check_suite', repo: 'acme/site', people: ['hubot'] }] });
    assert.equal(kept(stand.store, 'pull')[0]?.checks, 'failing');
  });

  it('is everything, before the first sync', async () => {
    change();
    const { store } = stand;
    const report = await stand.sync({ changes: [run], state: undefined });
    assert.equal(kept(store, 'commit').length, 1);
    assert.deepEqual(store.state?.last, report);
  });
});
