import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { fetchPinned, RedirectRefused } from '../../../src/core/base/redirects.ts';
import { secureAddress } from '../../../src/core/base/secureAddress.ts';
import { enterpriseAddress } from '../../../src/core/github/enterpriseAddress.ts';
import { GithubClient } from '../../../src/integrations/github/client.ts';
import { hasty } from '../integrations/github/given.ts';
import type { SyncRequest } from '../../../src/core/github/githubSync.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A redirecting server, and another one that should receive nothing. */
class Pair {
  readonly seen: Seen[] = [];
  readonly elsewhere: Seen[] = [];
  readonly #servers: Server[] = [];
  here = '';
  there = '';

  async listen(status: number, location: (pair: Pair, url: string) => string | undefined): Promise<void> {
    this.there = await this.#serve(this.elsewhere, () => ({ status: 200 }));
    this.here = await this.#serve(this.seen, (url) => {
      const to = location(this, url);
      return to === undefined ? { status: 200 } : { status, location: to };
    });
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }

  async #serve(seen: Seen[], answer: (url: string) => { status: number; location?: string }): Promise<string> {
    const server = createServer((request: IncomingMessage, response) => {
      void text(request).then((body) => {
        const { method = '', url = '' } = request;
        seen.push({ method, url, authorization: request.headers.authorization, body });
        const { status, ...headers } = answer(url);
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"data":{}}');
      });
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
}

describe('a redirect', () => {
  let pair: Pair;
  beforeEach(() => (pair = new Pair()));
  afterEach(() => pair.close());

  const post = { method: 'POST', body: 'the secret', headers: { authorization: 'token t', 'x-api-key': 'k' } };
  for (const status of [301, 302, 303, 307, 308]) {
    it(`${status} to another host gets neither the body nor the key`, async () => {
      await pair.listen(status, ({ there }) => `${there}/x`);
      for (const init of [post, { headers: post.headers }])
        await assert.rejects(fetchPinned(fetch, `${pair.here}/a`, init), RedirectRefused);
      assert.equal(pair.seen.length, 2);
      assert.deepEqual(pair.elsewhere, []);
    });

    it(`${status} of GitHub to another host is a failure of the sync, at once`, async () => {
      await pair.listen(status, ({ there }) => `${there}/x`);
      const request = { baseUrl: pair.here, token: 't', clock: new FakeClock(), signal: new AbortController().signal };
      const client = new GithubClient(request as unknown as SyncRequest, { ...hasty, timeoutMs: 5_000 });
      await assert.rejects(client.graphql('query { viewer { login } }', { secret: 1 }), { status: 400 });
      await assert.rejects(client.get('/user', {}), { status: 400 });
      assert.deepEqual(pair.elsewhere, []);
      assert.equal(pair.seen.length, 2, 'no other try');
    });
  }

  it('of the same host is followed: a repository may have been renamed', async () => {
    await pair.listen(301, (_, url) => (url === '/repos/a' ? '/repositories/1' : undefined));
    const reply = await fetchPinned(fetch, `${pair.here}/repos/a`, { headers: post.headers });
    assert.equal(reply.status, 200);
    assert.deepEqual(
      pair.seen.map(({ url, authorization }) => [url, authorization]),
      [
        ['/repos/a', 'token t'],
        ['/repositories/1', 'token t'],
      ],
    );
  });

  it('that goes round, has no address, leaves https, or changes the method is refused', async () => {
    const places = ['/a', 'http://', 'http://example.com/', 'ftp://127.0.0.1/', '//example.com/x', undefined];
    for (const to of places) {
      const send = async () => new Response('', { status: 307, headers: to === undefined ? {} : { location: to } });
      await assert.rejects(fetchPinned(send, 'https://api.github.com/a', post), RedirectRefused, to);
    }
    const moved = async () => new Response('', { status: 302, headers: { location: '/b' } });
    await assert.rejects(fetchPinned(moved, 'https://api.github.com/a', post), RedirectRefused);
  });

  it('begins at no address that anyone can listen to', async () => {
    const send = async (): Promise<Response> => assert.fail('was sent');
    await assert.rejects(fetchPinned(send, 'http://github.example.com/api/v3', post), RedirectRefused);
  });
});

describe('an address for keys', () => {
  const secure = [
    'https://a.example',
    'https://a.example:8443/x',
    'http://127.0.0.1:1',
    'http://localhost/x',
    'http://[::1]:2/',
  ];
  const insecure = [
    'http://a.example',
    'http://127.0.0.1:80@a.example/',
    'http://localhost.a.example',
    'http://localhost@a.example',
    'https://user@a.example',
    'https://user:pass@a.example',
    'ftp://localhost',
    'https://',
    'a.example',
    'https://a .example',
    '',
  ];
  for (const address of secure) it(`${address} is secure`, () => assert.ok(secureAddress(address)));
  for (const address of insecure)
    it(`${address || '(empty)'} is not`, () => assert.equal(secureAddress(address), undefined));
});

describe('the address of a GitHub Enterprise server', () => {
  it('is what the user set, in a secure form, and what no workspace changes', () => {
    const server = { host: 'git.acme.com', baseUrl: 'https://git.acme.com/api/v3' };
    for (const [user, workspace, expected] of [
      ['https://git.acme.com', undefined, server],
      [' https://git.acme.com ', ' https://git.acme.com ', server],
      [
        'https://git.acme.com:8443',
        undefined,
        { host: 'git.acme.com:8443', baseUrl: 'https://git.acme.com:8443/api/v3' },
      ],
      ['https://acme.ghe.com', undefined, { host: 'acme.ghe.com', baseUrl: 'https://api.acme.ghe.com' }],
      ['https://acmeghe.com', undefined, { host: 'acmeghe.com', baseUrl: 'https://acmeghe.com/api/v3' }],
      ['http://127.0.0.1:90/', undefined, { host: '127.0.0.1:90', baseUrl: 'http://127.0.0.1:90/api/v3' }],
      [undefined, undefined, 'none'],
      [undefined, 'https://evil.com', 'none'],
      ['  ', undefined, 'none'],
      [5, undefined, 'none'],
      ['https://git.acme.com', 'https://evil.com', 'workspace'],
      ['https://git.acme.com', '', 'workspace'],
      ['http://git.acme.com', undefined, 'insecure'],
      ['https://git.acme.com/?a=1', undefined, 'insecure'],
      ['https://git.acme.com/#a', undefined, 'insecure'],
      ['git.acme.com', undefined, 'insecure'],
    ] as const)
      assert.deepEqual(enterpriseAddress({ user, workspace }), expected, `${user} ${workspace}`);
  });
});
