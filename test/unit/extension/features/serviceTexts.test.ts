import assert from 'node:assert/strict';
import type { GithubState, SyncReport } from '../../../../src/core/github/githubState.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { statusText } from '../../../../src/extension/features/hub/statusText.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { clockText, countsText, outcomeText, problemTexts, statusOf, totalOf } = await withFakeVscode(async () => ({
  ...(await import('../../../../src/extension/features/github/reportText.ts')),
  ...(await import('../../../../src/extension/features/github/statusView.ts')),
}));

describe('the page of the hub', () => {
  const hub = { url: 'http://127.0.0.1:1', port: 1, pid: 7, since: 1, watchers: '', clients: [], refusals: [] };
  const client = (change: object = {}) => ({ token: '', app: 'v_im', last: 5, accepted: 3, ignored: {}, ...change });
  const parts = (change: object | undefined, of: object = {}) =>
    statusText(
      { isOn: true, hub: change && { ...hub, ...change }, ownPid: 7, tokens: [], ...of },
      { t: translator(), timeOf: (at) => `at ${at}` },
    ).split('\n\n');
  const noTokens = 'There are no hub tokens. Create one with **Daymark: Create Hub Token…**.';

  it('is complete while nobody sends', () => {
    assert.deepEqual(parts({}), [
      '# Hub status',
      'The hub answers on `http://127.0.0.1:1`. It has been running in this window since at 1.',
      '## Clients',
      'No client has sent anything since the hub started.',
      '## Refused requests',
      'None since the hub started.',
      '## Tokens',
      noTokens,
    ]);
    assert.deepEqual(parts(undefined), [
      '# Hub status',
      "The hub is on but not running yet. If this lasts, see Daymark's log.",
      '## Tokens',
      noTokens,
    ]);
    assert.match(
      parts({ watchers: 'http://127.0.0.1:5600' })[2] ?? '',
      /^ActivityWatch's watchers may send to `http:\/\/127\.0\.0\.1:5600` without a token\.$/,
    );
  });

  it('lists who sent what, and why something makes no time', () => {
    const line = (ignored: object) => parts({ clients: [client({ ignored })] })[3];
    const start = '- **v\\_im**, token \\(none\\): last heartbeat at 5. Accepted: 3.';
    assert.equal(line({}), start);
    for (const [reason, text] of [
      ['browsing', 'plain browsing'],
      ['excluded', 'excluded by your settings'],
      ['observed', 'VS Code, which Daymark observes itself'],
      ['screen-lock', 'the screen was locked'],
      ['no-page', 'not a web page'],
      ['private window', 'a private window'],
      ['not counted', "a kind of event that doesn't count as time"],
      ['no model call', 'no model call'],
      ['invalid', 'not valid'],
      ['a*b', 'a\\*b'],
      ['constructor', 'constructor'],
    ] as const)
      assert.equal(line({ [reason]: 2 }), `${start} Not counted: 2 (${text}).`);
    assert.equal(line({ browsing: 2, invalid: 1 }), `${start} Not counted: 2 (plain browsing), 1 (not valid).`);
    const refusals = [{ status: 401, reason: 'No *token*.', count: 2, last: 9 }];
    const all = parts({ clients: [client(), client({ token: 'a_b' })], refusals });
    assert.equal(all[3], `${start}\n${start.replace('\\(none\\)', 'a\\_b')}`);
    assert.equal(all[5], '- **401**: No \\*token\\*. Count: 2, last at 9.');
    const tokens = [{ id: 'a', name: 'a_b', scopes: ['write', 'read'], created: 2 }];
    assert.equal(parts({}, { tokens }).at(-1), '- **a\\_b**: write, read. Created at 2.');
  });

  it('misses watchers only beside those that need them', () => {
    const missing = (...apps: string[]) => parts({ clients: apps.map((app) => client({ app })) })[4];
    assert.match(missing('xaw-watcher-web') ?? '', /^## Refused/);
    assert.match(missing('aw-watcher-afk') ?? '', /^## Refused/);
    assert.match(missing('aw-watcher-web', 'aw-watcher-afk') ?? '', /Nothing has arrived from: aw-watcher-window\.$/);
  });
});

describe('what is said of a sync with GitHub', () => {
  const none = { commits: 0, pulls: 0, reviews: 0, comments: 0, issues: 0, runs: 0 };
  const report = (change: Partial<SyncReport> = {}): SyncReport => ({
    startedAt: 1,
    endedAt: 2,
    outcome: 'done',
    counts: none,
    requests: 5,
    problems: [],
    ...change,
  });

  it('is what came, in words for one and for many', () => {
    assert.equal(countsText(none), 'nothing new');
    const kinds = [
      ['commits', 'commit'],
      ['pulls', 'pull request'],
      ['reviews', 'review'],
      ['comments', 'comment'],
      ['issues', 'issue'],
      ['runs', 'workflow run'],
    ] as const;
    for (const [kind, word] of kinds) {
      assert.equal(countsText({ ...none, [kind]: 1 }), `synced 1: 1 ${word}`);
      assert.equal(countsText({ ...none, [kind]: 2 }), `synced 2: 2 ${word}s`);
    }
    const all = { commits: 1, pulls: 2, reviews: 3, comments: 4, issues: 5, runs: 6 };
    assert.equal(totalOf(all), 21);
    assert.match(
      countsText(all),
      /^synced 21: 1 commit, 2 pull requests, 3 reviews, 4 comments, 5 issues, 6 workflow runs$/,
    );
  });

  it('is how it ended', () => {
    const at = Date.now();
    for (const [outcome, text] of [
      ['done', 'nothing new'],
      ['cancelled', 'nothing new; canceled, the next sync continues from there'],
      ['limited', `nothing new; GitHub asked to wait until ${clockText(at)}, then the sync continues`],
      ['signed-out', 'nothing new; the session has ended: sign in to continue'],
      ['failed', 'nothing new; GitHub could not be reached for part of it, so the next sync tries again'],
    ] as const)
      assert.equal(outcomeText(report({ outcome, retryAt: at })), text);
    assert.ok(outcomeText(report({ outcome: 'limited' })).includes(clockText(0)));
  });

  it('is what failed, and what becomes of it', () => {
    const problem = { what: 'commits', status: 404, remedy: 'skipped' } as const;
    const text = (change: object) => problemTexts(report({ problems: [{ ...problem, ...change }] }))[0];
    assert.equal(text({}), 'commits: GitHub answered 404; left out until it changes');
    assert.equal(
      text({ repo: 'a/b', remedy: 'again', status: 0 }),
      'commits, a/b: no answer; tried again with the next sync',
    );
    assert.equal(
      text({ isUnreadable: true }),
      'commits: GitHub answered in a form that it does not document; left out until it changes',
    );
  });

  it('has times of another day with their date', () => {
    const now = Date.now();
    assert.match(clockText(now), /^\d{2}:\d{2}/);
    const before = clockText(now - 3 * 86_400_000, 'UTC');
    assert.ok(before.endsWith(clockTextOf(now - 3 * 86_400_000)) && before.length > clockTextOf(now).length);
  });

  const clockTextOf = (at: number) =>
    new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

  it('is nothing of an account that is not connected', () => {
    const state = {
      account: { login: 'mona' },
      host: 'ghe.test',
      repos: [],
      pushed: {},
      last: undefined,
    } as unknown as GithubState;
    const connection = { provider: 'github', isPrivate: true } as const;
    const input = { connection, signedOut: true, state, off: ['a/b'], syncing: true, nextAt: 5 };
    const status = statusOf(input);
    assert.deepEqual([status.connected, status.signedOut, status.isPrivate, status.syncing], [true, true, true, true]);
    assert.deepEqual(
      [status.account?.url, status.last, status.rate, status.nextAt],
      ['https://ghe.test/mona', null, null, 5],
    );
    assert.deepEqual(statusOf({ ...input, connection: undefined }), {
      connected: false,
      signedOut: false,
      isPrivate: false,
      account: null,
      syncing: true,
      last: null,
      nextAt: null,
      rate: null,
      repositories: { known: 0, off: 0 },
    });
  });
});
