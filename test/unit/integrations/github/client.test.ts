import assert from 'node:assert/strict';
import type { SyncRequest } from '../../../../src/core/github/githubSync.ts';
import { GithubClient } from '../../../../src/integrations/github/client.ts';
import { LimitReached } from '../../../../src/integrations/github/failures.ts';
import { waitAtMostMs } from '../../../../src/integrations/github/repeats.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { now, plain } from './given.ts';

/** An answer to be sent: its status, body, and headers. */
type Answer = readonly [status: number, body: unknown, headers?: Record<string, string>];

/** A client whose requests get these answers, in order, and the requests that it made. */
function clientOf(...answers: Answer[]) {
  const seen: { readonly url: string; readonly headers: Headers }[] = [];
  const send = (async (url: string, init: RequestInit) => {
    seen.push({ url: String(url), headers: new Headers(init.headers) });
    const [status, body, headers = {}] = answers.shift() ?? [500, {}];
    const text = status === 304 ? null : JSON.stringify(body);
    return new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } });
  }) as typeof fetch;
  const request = {
    baseUrl: 'https://api.github.com',
    token: 't',
    clock: new FakeClock(now),
    signal: new AbortController().signal,
  };
  return { client: new GithubClient(request as unknown as SyncRequest, { ...plain, fetch: send }), seen };
}

/** Headers of a limit that is used up until an instant (ms). */
const empty = (resource: string, resetAt: number) => ({
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(resetAt / 1000),
  'x-ratelimit-resource': resource,
});
const hour = 3_600_000;

describe('a request to GitHub', () => {
  it('reads no endless answer, and does not try again', async () => {
    let sent = 0;
    const endless = (): Response =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 1_000_000;
            // Ends the test where nothing else does.
            if (sent > 200_000_000) controller.close();
            else controller.enqueue(new Uint8Array(1_000_000));
          },
        }),
        { headers: { 'content-type': 'application/json' } },
      );
    const request = {
      baseUrl: 'https://api.github.com',
      token: 't',
      clock: new FakeClock(now),
      signal: new AbortController().signal,
    };
    const send = (async () => endless()) as typeof fetch;
    const client = new GithubClient(request as unknown as SyncRequest, { ...plain, fetch: send });
    await assert.rejects(client.get('/user', {}), /too long/);
    assert.ok(sent < 40_000_000, String(sent));
  });

  it('says whether another page follows', async () => {
    const next = { link: '<https://api.github.com/x?page=2>; rel="next"' };
    const { client } = clientOf([200, [1], next], [200, [2], { link: '<https://x>; rel="prev"' }], [200, [3]]);
    const more = [];
    for (let page = 1; page <= 3; page++) more.push((await client.get('/user/repos', { page })).more);
    assert.deepEqual(more, [true, false, false]);
  });

  it('is answered with nothing new, and no page after that, when its mark still holds', async () => {
    const { client, seen } = clientOf([304, null]);
    const answer = await client.get('/user/repos', {}, '"1"');
    assert.deepEqual(answer, { data: undefined, etag: '"1"', more: false });
    assert.equal(seen[0]?.headers.get('if-none-match'), '"1"');
  });

  it('isn’t sent while its limit is used up, for REST and for GraphQL apart', async () => {
    for (const [resource, other] of [
      ['core', 'graphql'],
      ['graphql', 'core'],
    ]) {
      const { client, seen } = clientOf([200, {}, empty(resource ?? '', now + hour)], [200, { data: {} }], [200, {}]);
      await client.get('/user', {});
      const ask = { core: () => client.get('/user', {}), graphql: () => client.graphql('query { viewer { id } }', {}) };
      await assert.rejects(ask[resource as keyof typeof ask](), (error) => {
        assert.ok(error instanceof LimitReached);
        assert.equal(error.retryAt, now + hour);
        return true;
      });
      assert.equal(seen.length, 1);
      await ask[other as keyof typeof ask]();
      assert.equal(seen.length, 2);
    }
  });

  it('is sent again from the instant on at which the limit resets, and while that is a minute away at most', async () => {
    for (const [away, isSent] of [
      [0, true],
      [waitAtMostMs, true],
      [waitAtMostMs + 1000, false],
    ] as const) {
      const { 'x-ratelimit-resource': _, ...unnamed } = empty('core', now + away);
      const { client, seen } = clientOf([200, {}, unnamed], [200, {}]);
      await client.get('/user', {});
      const second = client.get('/user', {});
      await (isSent ? second : assert.rejects(second, LimitReached));
      assert.equal(seen.length, isSent ? 2 : 1, String(away));
    }
  });

  it('is sent as long as one is left', async () => {
    const headers = { ...empty('core', now + hour), 'x-ratelimit-remaining': '1' };
    const { client, seen } = clientOf([200, {}, headers], [200, {}]);
    await client.get('/user', {});
    await client.get('/user', {});
    assert.equal(seen.length, 2);
  });

  it('reached a limit only where GitHub says so with 403 or 429', async () => {
    const headers = { 'retry-after': '7200' };
    for (const status of [403, 429])
      await assert.rejects(clientOf([status, {}, headers]).client.get('/user', {}), LimitReached);
    for (const answer of [
      [404, {}, headers],
      [403, { message: 'Forbidden' }],
    ] as const)
      await assert.rejects(
        clientOf(answer).client.get('/user', {}),
        (error) => !(error instanceof LimitReached) && (error as { status?: number }).status === answer[0],
      );
  });

  it('has what GraphQL found, if all that is missing is gone or forbidden', async () => {
    const data = { nodes: [null, { id: 'x' }] };
    const errors = (...types: string[]) => types.map((type) => ({ type, message: type, path: ['nodes', 0] }));
    const ask = (body: object) => clientOf([200, body]).client.graphql('query { nodes }', {});
    assert.deepEqual(await ask({ data, errors: errors('NOT_FOUND', 'FORBIDDEN') }), data);
    assert.deepEqual(await ask({ data, errors: errors('FORBIDDEN') }), data);
    assert.deepEqual(await ask({ data, errors: errors('NOT_FOUND') }), data);
    await assert.rejects(ask({ data, errors: errors('NOT_FOUND', 'INTERNAL') }));
    await assert.rejects(ask({ data: null, errors: errors('NOT_FOUND') }));
  });

  it('counts, and reads the scopes of the token', async () => {
    const { client } = clientOf([200, {}, { 'x-oauth-scopes': 'repo,  read:org' }], [200, {}]);
    assert.deepEqual([client.requests, client.scopes], [0, undefined]);
    await client.get('/user', {});
    await client.get('/user', {});
    assert.deepEqual([client.requests, client.scopes], [2, ['repo', 'read:org']]);
    const none = clientOf([200, {}, { 'x-oauth-scopes': '' }]).client;
    await none.get('/user', {});
    assert.deepEqual(none.scopes, []);
  });

  it('follows the clock of GitHub, and tells instants by the one of this machine', async () => {
    const date = new Date(now + 120_000).toUTCString();
    const { client } = clientOf([200, {}, { date }], [429, {}, { date, 'retry-after': '7200' }]);
    await client.get('/user', {});
    assert.equal(client.now(), now + 120_000);
    await assert.rejects(
      client.get('/user', {}),
      (error) => error instanceof LimitReached && error.retryAt === now + 2 * hour,
    );
  });
});
