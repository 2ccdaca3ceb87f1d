import assert from 'node:assert/strict';
import { dayMs, hourMs } from '../../../../src/core/time/days.ts';
import type { GithubState } from '../../../../src/core/github/githubState.ts';
import { syncGithub } from '../../../../src/integrations/github/sync.ts';
import { now } from './given.ts';
import { emptyState, iso, repoAs, scripted, type ScriptedAnswer } from './scripted.ts';

const user = { id: 1, login: 'mona', avatar_url: '' };
const repoOf = (name: string) => ({
  full_name: name,
  default_branch: 'main',
  pushed_at: iso(now - hourMs),
  private: false,
});

/** Syncs once with a GitHub that has two repositories and nothing else, but for what `rest` answers. */
async function sync(rest: (path: string) => ScriptedAnswer | undefined = () => undefined, request: object = {}) {
  const shares: number[] = [];
  const stand = scripted({
    rest: (path) => {
      const answer = rest(path);
      if (answer) return answer;
      if (path === '/user') return { body: user };
      if (path === '/user/repos') return { body: ['o/a', 'o/b'].map(repoOf) };
      if (path === '/search/issues') return { body: { items: [] } };
      return { body: path.endsWith('/runs') ? { workflow_runs: [] } : [] };
    },
  });
  const all = { ...stand.request, onProgress: (share: number) => void shares.push(share), ...request };
  const report = await syncGithub(all, stand.sending);
  return { ...stand, report, shares, paths: stand.requests.map((each) => each.split('?')[0]) };
}

describe('a whole sync', () => {
  it('reads the lists, then commits, searches, and runs, and says how far it is', async () => {
    const { paths, shares, report, store } = await sync();
    const each = (path: string) => ['o/a', 'o/b'].map((name) => `/repos/${name}/${path}`);
    assert.deepEqual(paths, [
      '/user',
      '/user/repos',
      '/users/mona/events',
      ...each('commits'),
      ...Array.from({ length: 7 }, () => '/search/issues'),
      ...each('actions/runs'),
    ]);
    // Two of 14 parts (two lists, twice two repositories, seven searches, open items) are done when the first is reported.
    assert.deepEqual(shares, [...Array.from({ length: 12 }, (_, n) => (n + 2) / 14), 1]);
    assert.equal(report.outcome, 'done');
    assert.equal(report.requests, paths.length);
    assert.deepEqual(store.state?.last, report);
    assert.deepEqual(
      Object.values(store.state?.through ?? {}),
      Array.from({ length: 14 }, () => now),
    );
  });

  it('never says that more than all is done, or less than before', async () => {
    const running = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`o/r${n}`, now - hourMs]));
    const { shares } = await sync(undefined, { state: { ...emptyState, running } });
    assert.ok(shares.length > 20);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.equal(Math.max(...shares), 1);
  });

  it('failed where something has to be read again, and was done where that was refused', async () => {
    const failed = await sync((path) => (path === '/user/repos' ? { status: 502, body: {} } : undefined));
    assert.deepEqual(failed.report.problems, [{ what: 'repositories', status: 502, remedy: 'again' }]);
    assert.equal(failed.report.outcome, 'failed');
    const refused = await sync((path) => (path === '/repos/o/a/commits' ? { status: 451, body: {} } : undefined));
    assert.deepEqual(refused.report.problems, [{ what: 'commits', repo: 'o/a', status: 451, remedy: 'skipped' }]);
    assert.equal(refused.report.outcome, 'done');
  });

  it('says what failed where not even the account can be read, and leaves the state as it was', async () => {
    const before: GithubState = { ...emptyState, through: { refresh: 5 } };
    const { report, store } = await sync(() => ({ status: 502, body: {} }), { state: before });
    assert.deepEqual(report.problems, [{ what: 'account', status: 502, remedy: 'again' }]);
    assert.equal(report.outcome, 'failed');
    assert.deepEqual(store.state, { ...before, last: report });
    const first = await sync(() => ({ status: 401, body: {} }));
    assert.deepEqual([first.report.outcome, first.report.problems, first.store.state], ['signed-out', [], undefined]);
  });

  it('is not signed out by an answer that leads elsewhere, and tries that once', async () => {
    const elsewhere = { status: 302, headers: { location: 'https://elsewhere.example/' }, body: {} };
    const { report, paths } = await sync(() => elsewhere);
    assert.deepEqual([report.outcome, paths], ['failed', ['/user']]);
  });

  it('ends with the error of the disk where nothing can be kept', async () => {
    const full = new Error('no space');
    const store = {
      known: async () => new Map<string, number>(),
      save: async () => {
        throw full;
      },
    };
    await assert.rejects(sync(undefined, { store }), full);
  });

  it('is over the person’s limit until an instant by the clock of this machine', async () => {
    const limit = { status: 429, body: {}, headers: { 'retry-after': '7200' } };
    const { report } = await sync((path) => (path === '/user/repos' ? limit : undefined));
    assert.deepEqual([report.outcome, report.retryAt], ['limited', now + 2 * hourMs]);
  });

  it('forgets repositories and branches that nobody pushed to for 90 days, and marks of their runs', async () => {
    const old = now - 90 * dayMs;
    const state: GithubState = {
      ...emptyState,
      repos: [repoAs('o/kept', old), repoAs('o/old', old - 1)],
      pushed: { 'o/x': { kept: old, old: old - 1 }, 'o/y': { old: old - 1 } },
      etags: { 'runs:o/kept': '"1"', 'runs:o/old': '"1"', 'runs:o/a': '"1"', account: '"1"' },
    };
    const { store } = await sync(undefined, { state });
    assert.deepEqual(
      store.state?.repos.map(({ name }) => name),
      ['o/kept', 'o/a', 'o/b'],
    );
    assert.deepEqual(store.state?.pushed, { 'o/x': { kept: old } });
    assert.deepEqual(Object.keys(store.state?.etags ?? {}), ['runs:o/kept', 'runs:o/a', 'account']);
  });

  it('is no partial one without a state, or without changes', async () => {
    const last = (await sync()).report;
    const state: GithubState = { ...emptyState, last };
    const partial = await sync(undefined, { state, changes: [] });
    assert.deepEqual([partial.paths, partial.store.state?.last, partial.shares], [['/user'], last, []]);
    const first = await sync(undefined, { changes: [] });
    assert.ok(first.paths.length > 10);
    assert.deepEqual(first.store.state?.last, first.report);
  });
});
