import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import {
  BackendClient,
  BackendError,
  mayPass,
  type BackendProblem,
  type DeviceCode,
} from '../../../../src/integrations/backend/backendClient.ts';
import { jsonAnswer, ScriptedFetch } from '../../../fakes/http/scriptedFetch.ts';

const origin = 'https://daymark.test';
const id = '0192f3a0-1111-7222-8333-444455556666';
const other = '0192f3a0-1111-7222-8333-444455556667';
const never = new AbortController().signal;
const tokens = { access_token: 'a', refresh_token: 'r' };

describe('the client of a backend', () => {
  let server: ScriptedFetch;
  const client = new BackendClient(origin);
  beforeEach(() => (server = new ScriptedFetch()));
  afterEach(() => server.restore());

  const fails = (call: Promise<unknown>, problem: BackendProblem, message = '') =>
    assert.rejects(call, (error) => {
      assert.ok(error instanceof BackendError);
      assert.deepEqual([error.problem, error.message], [problem, message]);
      return true;
    });
  const sent = () => server.sent.at(-1) ?? assert.fail('nothing was sent');
  const fields = (): object => Object.fromEntries(new URLSearchParams(sent().body.toString()));

  describe('requests a code', () => {
    const device = {
      device_code: 'd',
      user_code: 'ABCD-EFGH',
      verification_uri_complete: `${origin}/device?c=1`,
      expires_in: 900,
      interval: 5,
    };
    const answered = (change: object): Promise<DeviceCode> => {
      server.answers(jsonAnswer({ ...device, ...change }));
      return client.requestCode();
    };

    it('for what it may do, and says how long the person has', async () => {
      assert.deepEqual(await answered({}), {
        deviceCode: 'd',
        userCode: 'ABCD-EFGH',
        page: `${origin}/device?c=1`,
        intervalMs: 5000,
        expiresInMs: 900_000,
      });
      const { method, url, redirect, headers } = sent();
      assert.deepEqual([method, url.href, redirect], ['POST', `${origin}/api/v1/auth/device`, 'error']);
      assert.equal(headers.get('authorization'), null);
      assert.deepEqual(fields(), { client_id: 'Daymark for VS Code', scope: 'share read sync' });
      assert.deepEqual(server.limits, [20_000]);
    });

    it('and takes it at its bounds, but not beyond them', async () => {
      const longPage = `${origin}/${'x'.repeat(2000 - origin.length - 1)}`;
      for (const change of [
        { user_code: 'x'.repeat(20), device_code: 'x'.repeat(200), verification_uri_complete: longPage },
        { expires_in: 3600, interval: 60 },
        { expires_in: 0.5, interval: 1 },
      ])
        assert.ok(await answered(change));
      for (const change of [
        { user_code: 'x'.repeat(21) },
        { device_code: 'x'.repeat(201) },
        { device_code: 'two words' },
        { verification_uri_complete: `${longPage}x` },
        { expires_in: 3601 },
        { expires_in: 0 },
        { interval: 61 },
        { interval: 0.9 },
      ])
        await fails(answered(change), 'unexpected');
    });

    it('and shows no page of another server', async () => {
      await fails(answered({ verification_uri_complete: 'https://evil.test/device' }), 'unexpected');
      await fails(answered({ verification_uri_complete: 'http://daymark.test/device' }), 'unexpected');
    });
  });

  describe('waits for the person', () => {
    const code = { deviceCode: 'd', userCode: 'U', page: origin, intervalMs: 5000, expiresInMs: 20_000 };
    const pending = () => jsonAnswer({ error: 'authorization_pending' }, 400);
    let waits: number[];
    const wait = async (ms: number): Promise<void> => void waits.push(ms);
    beforeEach(() => (waits = []));

    it('until there are tokens', async () => {
      server.answers(pending(), pending(), jsonAnswer(tokens));
      assert.deepEqual(await client.awaitTokens(code, wait, never), { accessToken: 'a', refreshToken: 'r' });
      assert.deepEqual(waits, [5000, 5000, 5000]);
      assert.deepEqual([sent().method, sent().url.pathname], ['POST', '/api/v1/auth/device/token']);
      assert.deepEqual(fields(), {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: 'd',
        client_id: 'Daymark for VS Code',
      });
    });

    it('no longer than the code is valid, whatever the server says', async () => {
      server.answers(...Array.from({ length: 9 }, pending));
      await fails(client.awaitTokens(code, wait, never), 'expired');
      assert.deepEqual(waits, [5000, 5000, 5000, 5000]);
      server.answers(pending(), pending(), pending());
      waits = [];
      await fails(client.awaitTokens({ ...code, expiresInMs: 5001 }, wait, never), 'expired');
      assert.deepEqual(waits, [5000, 5000], 'as long as any of it is left');
    });

    it('5 s longer each time once the server asks to slow down', async () => {
      server.answers(pending(), jsonAnswer({ error: 'slow_down' }, 400), pending(), jsonAnswer(tokens));
      await client.awaitTokens({ ...code, expiresInMs: 60_000 }, wait, never);
      assert.deepEqual(waits, [5000, 5000, 10_000, 10_000]);
    });

    for (const [error, problem] of [
      ['access_denied', 'denied'],
      ['expired_token', 'expired'],
      ['invalid_grant', 'expired'],
      ['server_error', 'refused'],
    ] as const)
      it(`and says ${problem} for ${error}`, async () => {
        server.answers(jsonAnswer({ error }, 400));
        await fails(client.awaitTokens(code, wait, never), problem);
        assert.equal(server.sent.length, 1);
      });

    it('and takes no answer for tokens that isn’t one', async () => {
      for (const answer of [new Response(''), new Response('null'), jsonAnswer({ access_token: 'a' })]) {
        server.answers(answer);
        await fails(client.awaitTokens(code, wait, never), 'unexpected');
      }
    });

    it('and asks nothing more when the person cancels, during a pause or a request', async () => {
      const abort = new AbortController();
      const canceling = async (): Promise<void> => abort.abort(new Error('canceled'));
      await assert.rejects(client.awaitTokens(code, canceling, abort.signal), /^Error: canceled$/);
      assert.equal(server.sent.length, 0);
      const during = new AbortController();
      server.answers(async (signal) => {
        during.abort(new Error('canceled later'));
        signal.throwIfAborted();
        return pending();
      });
      await assert.rejects(client.awaitTokens(code, wait, during.signal), /^Error: canceled later$/);
      assert.equal(server.sent.length, 1);
    });
  });

  it('exchanges a refresh token', async () => {
    server.answers(jsonAnswer({ data: { accessToken: 'b', refreshToken: 's' } }));
    assert.deepEqual(await client.refresh('r'), { accessToken: 'b', refreshToken: 's' });
    const { method, url, headers, body } = sent();
    assert.deepEqual([method, url.pathname], ['POST', '/api/v1/auth/refresh']);
    assert.equal(headers.get('content-type'), 'application/json');
    assert.deepEqual(JSON.parse(body.toString()), { refreshToken: 'r' });
  });

  it('shares a batch, packed, under a key and with an organization', async () => {
    const batch = { source: 'laptop', revision: 1, level: 'totals', days: [] } as never;
    const receipt = { id: 'x', days: 0, items: 0 };
    server.answers(jsonAnswer({ data: receipt }), jsonAnswer({ data: receipt }));
    assert.deepEqual(await client.share(batch, { key: 'k', token: 't' }), receipt);
    const { headers, body, url } = sent();
    assert.equal(url.href, `${origin}/api/v1/activities/batches`);
    assert.deepEqual(
      ['authorization', 'content-type', 'content-encoding', 'idempotency-key'].map((name) => headers.get(name)),
      ['Bearer t', 'application/json', 'gzip', 'k'],
    );
    assert.deepEqual(JSON.parse(gunzipSync(body).toString()), batch);
    await client.share(batch, { key: 'k', token: 't', organization: id });
    assert.equal(sent().url.search, `?organization=${id}`);
    for (const wrong of [{ days: -1 }, { items: -1 }, { days: 0.5 }, { id: '' }]) {
      server.answers(jsonAnswer({ data: { ...receipt, ...wrong } }));
      await fails(client.share(batch, { key: 'k', token: 't' }), 'unexpected');
    }
  });

  const place = (place: string, role = 'owner') => ({ id: place, name: 'Team', role, isPersonal: false });
  const listed = (...organizations: readonly object[]) => jsonAnswer({ data: { organizations } });

  it('lists where the account may share: not where it only looks on', async () => {
    server.answers(listed(place(id), place(other, 'viewer')), listed(place(other, 'viewer'), place(id, 'member')));
    assert.deepEqual(await client.places('t'), [place(id)]);
    const { method, url, headers } = sent();
    assert.deepEqual([method, url.pathname], ['GET', '/api/v1/users/me']);
    assert.equal(headers.get('authorization'), 'Bearer t');
    assert.deepEqual(await client.organizations('t'), [id]);
    assert.deepEqual([sent().method, sent().url.pathname], ['GET', '/api/v1/users/me']);
    assert.equal(sent().headers.get('authorization'), 'Bearer t');
  });

  it('takes a list at its bounds, but not beyond them', async () => {
    const names = { ...place(id, 'x'.repeat(50)), name: 'x'.repeat(200) };
    const full = Array.from({ length: 500 }, () => names);
    for (const list of ['places', 'organizations'] as const) {
      server.answers(listed(...full), listed(...full, names), listed(place(id, 'x'.repeat(51))));
      assert.equal((await client[list]('t')).length, 500);
      await fails(client[list]('t'), 'unexpected');
      await fails(client[list]('t'), 'unexpected');
    }
    server.answers(listed({ ...names, name: 'x'.repeat(201) }));
    await fails(client.places('t'), 'unexpected');
  });

  it('takes back what this source shared, everywhere, and counts the days', async () => {
    const taken = (days: number) => jsonAnswer({ data: { days, activities: 9 } });
    server.answers(
      listed(place(id), place('0192f3a0-1111-7222-8333-444455556668', 'viewer'), place(other)),
      taken(2),
      taken(3),
    );
    assert.equal(await client.takeBack('laptop', 't'), 5);
    assert.deepEqual(
      server.sent
        .slice(1)
        .map(({ method, url, headers }) => [
          method,
          url.pathname,
          Object.fromEntries(url.searchParams),
          headers.get('authorization'),
        ]),
      [id, other].map((organization) => [
        'DELETE',
        '/api/v1/activities',
        { from: '2000-01-01', to: '2199-12-31', source: 'laptop', organization },
        'Bearer t',
      ]),
    );
  });

  it('signs out', async () => {
    server.answers(new Response(null, { status: 204 }));
    assert.equal(await client.signOut('t'), undefined);
    const { method, url, headers, body } = sent();
    assert.deepEqual([method, url.pathname, body.length], ['POST', '/api/v1/auth/logout', 0]);
    assert.equal(headers.get('authorization'), 'Bearer t');
  });

  for (const [status, problem] of [
    [300, 'refused'],
    [400, 'refused'],
    [401, 'signed-out'],
    [403, 'refused'],
    [428, 'refused'],
    [429, 'busy'],
    [499, 'refused'],
    [500, 'busy'],
    [503, 'busy'],
  ] as const)
    it(`says ${problem} for ${status}, in the server's words where it has some`, async () => {
      server.answers(
        jsonAnswer({ detail: 'x'.repeat(600) }, status),
        jsonAnswer({ detail: 7 }, status),
        new Response('', { status }),
      );
      await fails(client.signOut('t'), problem, 'x'.repeat(500));
      await fails(client.signOut('t'), problem);
      await fails(client.signOut('t'), problem);
    });

  it('says that a server is unreachable, or isn’t a backend', async () => {
    server.answers(new TypeError('fetch failed'), new Response('<html></html>'));
    await fails(client.signOut('t'), 'unreachable');
    await fails(client.signOut('t'), 'unexpected');
  });

  it('reads an answer of a million characters, and not one more', async () => {
    const body = (length: number) => new Response(JSON.stringify('x'.repeat(length - 2)));
    server.answers(body(1_000_000), body(1_000_001));
    await client.signOut('t');
    await fails(client.signOut('t'), 'unexpected');
  });

  it('reads characters that come in parts', async () => {
    const bytes = Buffer.from(JSON.stringify({ detail: 'é' }));
    const cut = bytes.indexOf('é') + 1;
    const body = new ReadableStream({
      start: (controller) => {
        for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) controller.enqueue(part);
        controller.close();
      },
    });
    server.answers(new Response(body, { status: 400 }));
    await fails(client.signOut('t'), 'refused', 'é');
  });

  it('knows what may pass by itself', () => {
    const problems = ['unreachable', 'busy', 'signed-out', 'denied', 'expired', 'refused', 'unexpected', ''];
    assert.deepEqual(problems.filter(mayPass), ['unreachable', 'busy']);
  });
});
