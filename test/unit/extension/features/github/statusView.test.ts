import assert from 'node:assert/strict';
import { githubStatusSchema } from '../../../../../src/core/github/githubStatus.ts';
import { githubStateSchema, type GithubState } from '../../../../../src/core/github/githubState.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const now = Date.UTC(2026, 10, 20, 15);
const counts = { commits: 8, pulls: 2, reviews: 0, comments: 0, issues: 5, runs: 0 };
const last = { startedAt: now - 5000, endedAt: now, outcome: 'done', counts, requests: 21, problems: [] } as const;
const repo = { defaultBranch: 'main', pushedAt: now, isPrivate: false };
const state: GithubState = {
  host: 'github.com',
  account: { login: 'mona', id: 1, avatar: 'https://avatars.example/mona' },
  isPrivate: true,
  firstSince: 0,
  through: {},
  skipped: {},
  etags: {},
  repos: [{ name: 'acme/shop', ...repo }],
  pushed: { 'acme/fork': { fix: now }, 'acme/shop': { main: now } },
  open: [],
  running: {},
  off: [],
  last: { ...last, problems: [], rate: { limit: 5000, remaining: 4979, resetAt: now } },
};
const connection = { provider: 'github', isPrivate: true } as const;
const given = { connection, state, off: ['acme/old'], signedOut: false, syncing: false, nextAt: now + 1 };
const load = () => withFakeVscode(() => import('../../../../../src/extension/features/github/statusView.ts'));

describe('the status of the sync, as the view is told it', () => {
  it('says what was synced, when, when next, and what is left of the limit', async () => {
    const status = (await load()).statusOf(given);
    assert.deepEqual(githubStatusSchema.parse(status), status);
    assert.equal(status.last?.text, 'synced 15: 8 commits, 2 pull requests, 5 issues');
    assert.equal(status.last.total, 15);
    assert.deepEqual([status.last.at, status.nextAt, status.rate?.remaining], [now, now + 1, 4979]);
    assert.deepEqual(status.account, { login: 'mona', host: 'github.com', url: 'https://github.com/mona' });
    assert.deepEqual(status.repositories, { known: 3, off: 1 });
  });

  it('says what failed and what was done about it', async () => {
    const problems = [
      { what: 'commits', repo: 'acme/shop', status: 404, remedy: 'skipped' },
      { what: 'issues', status: 0, remedy: 'again' },
    ] as const;
    const failed = { ...state, last: { ...last, outcome: 'failed' as const, problems: [...problems] } };
    const { last: told } = (await load()).statusOf({ ...given, state: failed });
    assert.deepEqual(told?.problems, [
      'commits, acme/shop: GitHub answered 404; left out until it changes',
      'issues: no answer; tried again with the next sync',
    ]);
    assert.match(told.text, /^synced 15: .*; GitHub could not be reached for part of it/);
  });

  it('tells nothing of an account that is not connected any more, and none where nothing was synced yet', async () => {
    const { statusOf } = await load();
    const off = statusOf({ ...given, connection: undefined });
    assert.deepEqual([off.connected, off.account, off.last, off.nextAt, off.rate], [false, null, null, null, null]);
    const fresh = statusOf({ ...given, state: undefined });
    assert.deepEqual([fresh.connected, fresh.account, fresh.last], [true, null, null]);
    assert.equal(statusOf({ ...given, signedOut: true }).signedOut, true);
  });

  it('has a picture from a secure address only, wherever the state came from', () => {
    const avatarOf = (avatar: string) =>
      githubStateSchema.parse({ ...state, account: { ...state.account, avatar } }).account.avatar;
    assert.equal(avatarOf(state.account.avatar), state.account.avatar);
    for (const other of [
      'file://evil/share/a.png',
      '\\\\evil\\a.png',
      'http://evil.example/a',
      'command:x',
      'data:,',
      '',
    ])
      assert.equal(avatarOf(other), '', other);
  });
});
