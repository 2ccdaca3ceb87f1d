import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { sizesAtOnce } from '../../../../src/integrations/github/queries.ts';
import { commitSteps } from '../../../../src/integrations/github/steps/commitSteps.ts';
import { kept, now } from './given.ts';
import { iso, keysOf, repoAs, scripted, type Script } from './scripted.ts';

const overlapMs = 10 * minuteMs;
const lateMs = 14 * dayMs;
const commitOf = (sha: string) => ({
  sha,
  node_id: `C_${sha}`,
  html_url: `https://github.com/o/r/commit/${sha}`,
  author: { login: 'mona', type: 'User' },
  parents: [{}],
  commit: { message: sha, author: { date: iso(now - hourMs) }, committer: { date: iso(now - hourMs) } },
});

describe('the repositories whose commits are read', () => {
  it('are those that were pushed to since the last reading, or since the first look', () => {
    const read = now - hourMs;
    const repos = [
      repoAs('o/pushed', read - overlapMs),
      repoAs('o/quiet', read - overlapMs - 1),
      repoAs('o/first', now - 30 * dayMs),
      repoAs('o/before', now - 30 * dayMs - 1),
      repoAs('o/refused', read - overlapMs - 1),
      repoAs('o/off', now),
    ];
    const through = { 'commits:o/pushed': read, 'commits:o/quiet': read };
    const { session } = scripted({
      request: { off: ['o/off'] },
      state: { repos, through, skipped: { 'commits:o/refused': read, 'commits:o/pushed': read } },
    });
    const steps = commitSteps(session);
    assert.deepEqual(
      steps.map(({ key, what, repo }) => [key, what, repo]),
      ['o/pushed', 'o/first'].map((repo) => [`commits:${repo}`, 'commits', repo]),
    );
  });
});

describe('the commits of a repository', () => {
  async function read(script: Script) {
    const stand = scripted({ ...script, state: { repos: [repoAs('o/r', now)], ...script.state } });
    const [step] = commitSteps(stand.session);
    assert.deepEqual(keysOf(step ? [step] : []), ['commits:o/r']);
    const failure = await step?.run().then(
      () => undefined,
      (error: { status?: number }) => error.status,
    );
    return { ...stand, failure };
  }

  it('are the person’s on the default branch and on those that were pushed to lately, two weeks back', async () => {
    const since = now - hourMs - overlapMs - lateMs;
    const { requests } = await read({
      state: {
        through: { 'commits:o/r': now - hourMs },
        pushed: { 'o/r': { fix: since, old: since - 1, main: now }, 'o/other': { more: now } },
      },
    });
    const requestOf = (branch: string) =>
      `/repos/o/r/commits?sha=${branch}&author=mona&since=${iso(since)}&per_page=100`;
    assert.deepEqual(requests, [requestOf('main'), requestOf('fix')]);
  });

  it('of a branch that is gone are left out, and the branch is forgotten', async () => {
    const { session, failure, requests } = await read({
      rest: (_, query) => (query.get('sha') === 'gone' ? { status: 404, body: {} } : {}),
      state: { pushed: { 'o/r': { gone: now, fix: now } } },
    });
    assert.equal(failure, undefined);
    assert.equal(requests.length, 3);
    assert.deepEqual(session.state.pushed, { 'o/r': { fix: now } });
  });

  it('are read of other branches where the default branch has not been pushed yet', async () => {
    const { store, failure } = await read({
      rest: (_, query) => (query.get('sha') === 'main' ? { status: 404, body: {} } : { body: [commitOf('a')] }),
      state: { pushed: { 'o/r': { fix: now } } },
    });
    assert.equal(failure, undefined);
    assert.deepEqual(
      kept(store, 'commit').map(({ sha, branch }) => [sha, branch]),
      [['a', 'fix']],
    );
  });

  it('can’t be read where no branch is there, or the server fails; a repository without any has none', async () => {
    const pushed = { 'o/r': { fix: now } };
    const answer = (status: number) => read({ rest: () => ({ status, body: {} }), state: { pushed } });
    const gone = await answer(404);
    assert.deepEqual([gone.failure, gone.session.state.pushed], [404, pushed]);
    assert.equal((await answer(451)).failure, 451);
    const empty = await answer(409);
    assert.deepEqual([empty.failure, empty.requests.length], [undefined, 2]);
  });

  it('get their sizes with one request for each page, and are not asked for again', async () => {
    const shas = Array.from({ length: sizesAtOnce + 1 }, (_, n) => `c${n}`);
    const sizes = shas.map((sha) => ({ __typename: 'Commit', id: `C_${sha}`, additions: 5, deletions: 2 }));
    const script: Script = {
      rest: () => ({ body: shas.map(commitOf) }),
      graphql: ({ ids }) => ({ nodes: [null, ...sizes.filter(({ id }) => (ids as string[]).includes(id))] }),
    };
    const { session, store, questions } = await read(script);
    assert.deepEqual(questions, [{ ids: shas.slice(0, sizesAtOnce).map((sha) => `C_${sha}`) }]);
    const commits = kept(store, 'commit');
    assert.equal(commits.length, sizesAtOnce + 1);
    assert.equal(commits.filter(({ additions, deletions }) => additions === 5 && deletions === 2).length, sizesAtOnce);
    // The one without a size is worth another question.
    await commitSteps(session)[0]?.run();
    assert.deepEqual(questions.slice(1), [{ ids: [`C_c${sizesAtOnce}`] }]);
    await commitSteps(session)[0]?.run();
    assert.equal(questions.length, 2);
    assert.equal(kept(store, 'commit').filter(({ additions }) => additions === 5).length, sizesAtOnce + 1);
  });
});
