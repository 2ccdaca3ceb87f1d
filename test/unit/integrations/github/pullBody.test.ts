import assert from 'node:assert/strict';
import { errorCode, errorMessage } from '../../../../src/core/base/appError.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { findPull, pullBodyAtMost, writePullBody } from '../../../../src/integrations/github/pullBody.ts';
import { startFakePulls, type FakePulls } from '../../../fakes/github/fakePulls.ts';

const token = 'ghp_fake';

describe('the body of a pull request', () => {
  let fake: FakePulls;
  before(async () => void (fake = await startFakePulls(token)));
  after(() => fake.close());
  beforeEach(() => {
    const pull = { title: 'Taxes', body: 'Old', state: 'open' } as const;
    fake.pulls.splice(
      0,
      Infinity,
      { ...pull, repo: 'acme/shop', head: 'acme:topic', number: 7 },
      { ...pull, repo: 'acme/shop', head: 'me:mine', number: 8, body: null },
      { ...pull, repo: 'acme/shop', head: 'acme:done', number: 9, state: 'closed' },
    );
    fake.parents.set('me/shop', 'acme/shop');
    fake.requests.length = 0;
  });
  const access = (changes: object = {}) => ({
    baseUrl: fake.url,
    token,
    signal: new AbortController().signal,
    t: translator(),
    ...changes,
  });

  it('is found by the branch, also from a fork', async () => {
    const url = 'https://github.com/acme/shop/pull/7';
    const found = { repo: 'acme/shop', number: 7, title: 'Taxes', body: 'Old', url };
    assert.deepEqual(await findPull(access(), 'acme/shop', 'topic'), found);
    const forked = await findPull(access(), 'me/shop', 'mine');
    assert.deepEqual([forked?.repo, forked?.number, forked?.body], ['acme/shop', 8, '']);
    for (const branch of ['done', 'other']) assert.equal(await findPull(access(), 'acme/shop', branch), undefined);
  });

  it('is written, and nothing else is', async () => {
    const pull = await findPull(access(), 'acme/shop', 'topic');
    assert.ok(pull);
    await writePullBody(access(), pull, 'New');
    assert.equal(fake.pulls[0]?.body, 'New');
    assert.deepEqual(
      fake.requests.filter((request) => !request.startsWith('GET')),
      ['PATCH /repos/acme/shop/pulls/7'],
    );
  });

  it('is left as it is when somebody changed it, or the text is too long', async () => {
    const pull = await findPull(access(), 'acme/shop', 'topic');
    assert.ok(pull && fake.pulls[0]);
    fake.pulls[0].body = 'By someone else';
    assert.equal(await writePullBody(access(), pull, 'New').catch(errorCode), 'not-allowed');
    const long = 'x'.repeat(pullBodyAtMost + 1);
    assert.equal(await writePullBody(access(), pull, long).catch(errorCode), 'invalid-input');
    assert.equal(fake.pulls[0].body, 'By someone else');
    fake.pulls[0].body = pull.body;
    assert.equal(pullBodyAtMost, 65_536, 'more is refused by GitHub');
    await writePullBody(access(), pull, long.slice(1));
    assert.equal(fake.pulls[0].body.length, pullBodyAtMost);
  });

  it('says why GitHub refuses', async () => {
    for (const [status, text] of [
      [403, /doesn't allow/],
      [404, /no such repository/],
      [502, /status 502/],
    ] as const) {
      fake.next = status;
      const failure = await findPull(access(), 'acme/shop', 'topic').catch((error: unknown) => error);
      assert.equal(errorCode(failure), 'not-allowed');
      assert.match(errorMessage(failure), text);
    }
    await assert.rejects(() => findPull(access({ token: 'x' }), 'acme/shop', 'topic'), /Sign in again/);
    const gone = access({ baseUrl: 'http://127.0.0.1:9' });
    await assert.rejects(() => findPull(gone, 'acme/shop', 'topic'), /can't be reached/);
  });

  it('sends the token to no other address, and stops when it is told to', async () => {
    const other = await startFakePulls(token);
    fake.next = `${other.url}/repos/acme/shop/pulls`;
    await assert.rejects(() => findPull(access(), 'acme/shop', 'topic'));
    assert.deepEqual(other.requests, []);
    await other.close();
    const stopped = access({ signal: AbortSignal.abort() });
    assert.equal(await findPull(stopped, 'acme/shop', 'topic').catch(errorCode), 'cancelled');
  });
});
