import assert from 'node:assert/strict';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { GithubState } from '../../../../src/core/github/githubState.ts';
import { GithubClient } from '../../../../src/integrations/github/client.ts';
import type { SyncSession } from '../../../../src/integrations/github/session.ts';
import { readAccount } from '../../../../src/integrations/github/steps/account.ts';
import { readRepositories } from '../../../../src/integrations/github/steps/repositories.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { now, plain } from './given.ts';
import { emptyState, iso, repoAs, scripted } from './scripted.ts';

const mona = { id: 1, login: 'mona', avatar_url: 'https://x.example/a.png' };
const before: GithubState = { ...emptyState, through: { refresh: 5 }, etags: { pushes: '"p"', account: '"1"' } };

/** Reads the account of a token with scopes. @returns the state then, and the mark that was sent along */
async function accountOf(answer: object | 304, request: object = {}, headers: Record<string, string> = {}) {
  let mark: string | null = null;
  const send = (async (_: string, init: RequestInit) => {
    mark = new Headers(init.headers).get('if-none-match');
    return answer === 304
      ? new Response(null, { status: 304, headers })
      : Response.json(answer, { headers: { etag: '"2"', ...headers } });
  }) as typeof fetch;
  const all = {
    baseUrl: 'https://api.github.com',
    token: 't',
    host: 'github.com',
    isPrivate: true,
    firstReachMs: 30 * dayMs,
    clock: new FakeClock(now),
    signal: new AbortController().signal,
    ...request,
  };
  const client = new GithubClient(all as never, { ...plain, fetch: send });
  const state = await readAccount({ client, request: all } as unknown as SyncSession);
  return { state, mark };
}

describe('the account of a token', () => {
  const fresh = {
    ...emptyState,
    account: { id: 1, login: 'mona', avatar: 'https://x.example/a.png' },
    etags: { account: '"2"' },
  };

  it('begins with nothing read, from the first look on', async () => {
    assert.deepEqual(await accountOf(mona), { state: fresh, mark: null });
    const open = await accountOf(mona, { isPrivate: false, host: 'git.acme.example' });
    assert.deepEqual(open.state, { ...fresh, isPrivate: false, host: 'git.acme.example' });
  });

  it('goes on where it is the same, whatever its name is now', async () => {
    const renamed = await accountOf({ ...mona, login: 'lisa' }, { state: before });
    const account = { ...fresh.account, login: 'lisa' };
    assert.deepEqual(renamed, { state: { ...before, account, etags: { pushes: '"p"', account: '"2"' } }, mark: '"1"' });
    assert.deepEqual(await accountOf(304, { state: before }), { state: before, mark: '"1"' });
  });

  it('begins again for another account, host, or reach', async () => {
    assert.deepEqual((await accountOf({ ...mona, id: 2 }, { state: before })).state.through, {});
    for (const other of [{ host: 'git.acme.example' }, { isPrivate: false }]) {
      const { state, mark } = await accountOf(mona, { state: before, ...other });
      assert.deepEqual([state.through, mark], [{}, null]);
    }
  });

  it('is signed out where a token with scopes lacks the one for private repositories', async () => {
    const scopes = (list: string) => ({ 'x-oauth-scopes': list });
    await assert.rejects(accountOf(mona, {}, scopes('read:user')), { name: 'ScopeLost', status: 401 });
    await assert.rejects(accountOf(304, { state: before }, scopes('')), { name: 'ScopeLost' });
    await accountOf(mona, {}, scopes('read:user, repo'));
    await accountOf(mona, { isPrivate: false }, scopes('read:user'));
  });
});

describe('the repositories of the person', () => {
  const repo = (name: string, pushedAt: number | null, more: object = {}) => ({
    full_name: name,
    default_branch: 'main',
    pushed_at: pushedAt === null ? null : iso(pushedAt),
    private: false,
    ...more,
  });
  const first = now - 30 * dayMs;

  it('are read latest first, until one was not pushed to since the last reading', async () => {
    const pages = [
      [repo('o/known', now, { default_branch: 'dev', private: true }), repo('o/new', first)],
      [repo('o/old', first - 1000), repo('o/never', null)],
      [repo('o/more', now)],
    ];
    const { session, requests } = scripted({
      rest: (_, query) => ({ body: pages[Number(query.get('page') ?? 1) - 1], more: true, etag: '"r"' }),
      state: { repos: [repoAs('o/known', 5), repoAs('o/other', 6)] },
    });
    await readRepositories(session);
    const list = '/user/repos?sort=pushed&direction=desc&visibility=all&per_page=100';
    assert.deepEqual(requests, [list, `${list}&page=2`]);
    const known = repoAs('o/known', now, { defaultBranch: 'dev', isPrivate: true });
    assert.deepEqual(session.state.repos, [known, repoAs('o/other', 6), repoAs('o/new', first)]);
    assert.deepEqual(session.state.etags, { repositories: '"r"' });
  });

  it('are read no further than a page on which one was not', async () => {
    const { session, requests } = scripted({
      rest: () => ({ body: [repo('o/new', now), repo('o/old', first - 1000)], more: true }),
    });
    await readRepositories(session);
    assert.deepEqual([requests.length, session.state.repos], [1, [repoAs('o/new', now)]]);
  });

  it('are the public ones without leave, and have a name that may be a part of an address', async () => {
    const { session, requests } = scripted({
      rest: () => ({ body: [repo('../user', now), repo('o/r', now)] }),
      request: { isPrivate: false },
    });
    await readRepositories(session);
    assert.match(requests[0] ?? '', /visibility=public/);
    assert.deepEqual(session.state.repos, [repoAs('o/r', now)]);
  });
});
