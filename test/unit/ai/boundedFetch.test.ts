import assert from 'node:assert/strict';
import { boundedFetch, ResponseRefused } from '../../../src/ai/claude/boundedFetch.ts';
import { ScriptedFetch } from '../../fakes/http/scriptedFetch.ts';

const address = 'https://api.test/v1/messages';
const redirect = (status: number, location?: string, body: BodyInit | null = null) =>
  new Response(body, { status, ...(location !== undefined && { headers: { location } }) });

describe('a request to Claude', () => {
  let http: ScriptedFetch;
  beforeEach(() => void (http = new ScriptedFetch()));
  afterEach(() => http.restore());

  const send = (input: string | Request = address, init: RequestInit = {}) => boundedFetch('own-key')(input, init);
  const post = { method: 'POST', body: '{"a":1}' } as const;
  const refusal = async () =>
    send().then(
      (response) => response.status,
      (error: unknown) => (error instanceof ResponseRefused ? error.reason : error),
    );

  it('has the usual headers and the own key, and no others', async () => {
    http.answers(new Response('ok'));
    const headers = {
      accept: 'application/json',
      'anthropic-version': '1',
      'x-stainless-lang': 'js',
      'x-api-key': 'other',
      authorization: 'Bearer other',
      'x-leak': 'yes',
    };
    assert.equal(await (await send(address, { ...post, headers })).text(), 'ok');
    assert.deepEqual(Object.fromEntries(http.sent[0]?.headers ?? []), {
      accept: 'application/json',
      'anthropic-version': '1',
      authorization: 'Bearer own-key',
      'x-stainless-lang': 'js',
    });
    assert.equal(http.sent[0]?.redirect, 'manual');
  });

  it('goes to the address of a request, too', async () => {
    http.answers(new Response('ok'));
    await send(new Request('https://api.test/v1/models'));
    assert.equal(http.sent[0]?.url.href, 'https://api.test/v1/models');
  });

  it('follows two redirects within its origin, with its method and body', async () => {
    http.answers(redirect(307, '/a'), redirect(308, 'https://api.test/b'), new Response('ok'));
    assert.equal(await (await send(address, post)).text(), 'ok');
    assert.deepEqual(
      http.sent.map(({ method, url, body, headers }) => [
        method,
        url.pathname,
        body.toString(),
        headers.get('authorization'),
      ]),
      ['/v1/messages', '/a', '/b'].map((path) => ['POST', path, post.body, 'Bearer own-key']),
    );
    http.answers(redirect(307, '/a'), redirect(307, '/b'), redirect(307, '/c'), new Response('ok'));
    assert.equal(await refusal(), 'redirected');
  });

  it('follows no other redirect', async () => {
    const others = [300, 301, 302, 303, 306, 309, 399].map((status) => redirect(status, '/a'));
    const astray = ['https://other.test/', 'http://api.test/', 'https://api.test:8443/', 'https://'].map((to) =>
      redirect(307, to),
    );
    for (const answer of [...others, ...astray, redirect(307), redirect(308)]) {
      http.answers(answer, new Response('ok'));
      assert.equal(await refusal(), 'redirected', `${answer.status} ${answer.headers.get('location')}`);
    }
    assert.deepEqual(new Set(http.sent.map(({ url }) => url.href)), new Set([address]));
  });

  it('lets go of the body of a redirect', async () => {
    let isCanceled = false;
    const endless = new ReadableStream({ cancel: () => void (isCanceled = true) });
    http.answers(redirect(307, '/a', endless), new Response('ok'));
    await send();
    assert.ok(isCanceled);
  });

  it('returns any other answer with its body as it was read', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '9', 'request-id': 'r1' };
    for (const status of [200, 299, 400, 429, 529]) {
      http.answers(new Response('text', { status, headers }));
      const answer = await send();
      assert.deepEqual([answer.status, await answer.text()], [status, 'text']);
      assert.deepEqual(
        ['content-encoding', 'content-length', 'request-id'].map((name) => answer.headers.get(name)),
        [null, null, 'r1'],
      );
    }
    http.answers(new Response(null, { status: 204 }));
    assert.deepEqual([(await send()).body, http.sent.length], [null, 6]);
  });

  it('reads four megabytes of a body, in pieces', async () => {
    const most = 4 * 1024 * 1024;
    const inPieces = (...sizes: number[]) =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            for (const size of sizes) controller.enqueue(new Uint8Array(size).fill(97));
            controller.close();
          },
        }),
      );
    http.answers(inPieces(most - 3, 3));
    assert.equal((await (await send()).arrayBuffer()).byteLength, most);
    http.answers(inPieces(most - 3, 4));
    assert.equal(await refusal(), 'too-long');
  });
});
