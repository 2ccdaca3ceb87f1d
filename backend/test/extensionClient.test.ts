import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import fc from 'fast-check';
import { anyText } from '../../test/harness/anyText.ts';
import { shareBatchOf, shareLevels } from '../../src/core/sharing/shareBatch.ts';
import { shareWithRetry } from '../../src/integrations/backend/shareWithRetry.ts';
import { BackendClient, BackendError, type BackendProblem } from '../../src/integrations/backend/backendClient.ts';
import { TestClock } from '../../test/unit/storage/storageFolder.ts';
import { type Person, signUp } from './harness/client.ts';
import { makeOrganization } from './harness/organization.ts';
import { type TestServer, startTestServer } from './harness/testServer.ts';

const isProblem = (problem: BackendProblem) => (error: unknown) =>
  error instanceof BackendError && error.problem === problem;
const never = new AbortController().signal;

const origin = {
  bySource: { by: 'source' as const, parts: [], days: [] },
  focusMs: new Map<string, number>(),
  aliasOf: (project: string) => `alias of ${project}`,
};

describe("the extension's client", () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  /** Advances the server's clock by the client's wait. */
  const wait = (ms: number): Promise<void> => {
    server.wait(ms);
    return Promise.resolve();
  };
  const decide = (person: Person, code: string, approve: boolean) =>
    person.client.ok('POST', '/auth/device/grant', { code, approve });

  it('signs in by device code, shares, takes back, and signs out', async () => {
    const person = await signUp(server.client());
    const client = new BackendClient(server.url);
    const code = await client.requestCode();
    let waits = 0;
    const approveLater = async (ms: number): Promise<void> => {
      waits += 1;
      if (waits === 3) await decide(person, code.userCode, true);
      await wait(ms);
    };
    const first = await client.awaitTokens(code, approveLater, never);
    assert.equal(waits, 3);
    const { accessToken: token, refreshToken } = await client.refresh(first.refreshToken);
    const range = {
      by: 'language' as const,
      parts: [{ type: 'name' as const, id: 'go', name: 'go', ms: 0 }],
      days: [{ day: '2026-11-02', ms: [90_000] }],
    };
    const batch = shareBatchOf(range, 'language', { ...origin, source: 'laptop', revision: 1 });
    const receipt = await client.share(batch, { key: 'key-of-one-batch', token });
    assert.equal((await client.share(batch, { key: 'key-of-one-batch', token })).id, receipt.id);
    const dashboard = await person.client.ok<{ totalSeconds: number }>(
      'GET',
      '/dashboard?from=2026-11-02&to=2026-11-02',
    );
    assert.equal(dashboard.totalSeconds, 90);
    const team = await makeOrganization(person);
    assert.deepEqual(
      (await client.places(token)).map(({ id }) => id).sort(),
      [person.personalOrganization, team].sort(),
    );
    await client.share(batch, { key: 'key-of-a-team', token, organization: team });
    const shared = await person.client.ok<{ totalSeconds: number }>(
      'GET',
      `/dashboard?from=2026-11-02&to=2026-11-02&organization=${team}`,
    );
    assert.equal(shared.totalSeconds, 90);
    assert.equal(await client.takeBack('laptop', token), 2, 'from both');
    await client.signOut(token);
    await assert.rejects(client.refresh(refreshToken), isProblem('signed-out'));
  });

  it('makes batches that the server takes, whatever the names', async () => {
    const person = await signUp(server.client());
    const client = new BackendClient(server.url);
    const code = await client.requestCode();
    await decide(person, code.userCode, true);
    const { accessToken: token } = await client.awaitTokens(code, wait, never);
    const name = fc.oneof(
      anyText({ maxLength: 300 }),
      fc.constantFrom('(none)', '(other)', '', ' ', '\u0000', '\u200b', '\ud800', `x${'\u{1F600}'.repeat(150)}`),
    );
    const part = fc.record({
      type: fc.constantFrom('name' as const, 'none' as const, 'rest' as const),
      id: fc.string(),
      name,
      ms: fc.constant(0),
    });
    let revision = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(part, fc.integer({ min: 0, max: 8_000_000 })), { maxLength: 8 }),
        fc.constantFrom(...shareLevels),
        async (split, level) => {
          revision += 1;
          const days = [{ day: '2026-11-02', ms: split.map(([, ms]) => ms) }];
          const batch = shareBatchOf({ by: 'project', parts: split.map(([one]) => one), days }, level, {
            ...origin,
            source: 'fuzz',
            revision,
          });
          await client.share(batch, { key: `fuzz-batch-${revision}`, token });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells a denial, and a code that expired', async () => {
    const person = await signUp(server.client());
    const client = new BackendClient(server.url);
    const denied = await client.requestCode();
    await decide(person, denied.userCode, false);
    await assert.rejects(client.awaitTokens(denied, wait, never), isProblem('denied'));
    const late = await client.requestCode();
    await assert.rejects(
      client.awaitTokens(late, () => wait(11 * 60_000), never),
      isProblem('expired'),
    );
  });

  it('stops asking when the person cancels', async () => {
    const client = new BackendClient(server.url);
    const code = await client.requestCode();
    const controller = new AbortController();
    const cancel = (): Promise<void> => Promise.resolve(controller.abort());
    await assert.rejects(client.awaitTokens(code, cancel, controller.signal), { name: 'AbortError' });
  });
});

describe("the extension's client with a server that means harm", () => {
  let server: Server;
  afterEach(() => void server.close());
  async function serve(listener: RequestListener): Promise<BackendClient> {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return new BackendClient(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
  }
  const json =
    (body: object): RequestListener =>
    (_request, response) =>
      void response.end(JSON.stringify(body));
  const code = { device_code: 'dmd_x', user_code: 'AAAA', expires_in: 60, interval: 1 };

  it('follows no redirect with a token', async () => {
    const seen: string[] = [];
    const client = await serve((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    await assert.rejects(client.takeBack('laptop', 'dma_secret'), isProblem('unreachable'));
    assert.equal(seen.length, 1);
  });

  it('opens no page of another server', async () => {
    const client = await serve(json({ ...code, verification_uri_complete: 'https://evil.example/device' }));
    await assert.rejects(client.requestCode(), isProblem('unexpected'));
  });

  it('reads no endless answer, and nothing that is none', async () => {
    const endless = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(100_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    await assert.rejects(endless.requestCode(), isProblem('unexpected'));
    server.closeAllConnections();
    server.close();
    const wrong = await serve((_request, response) => void response.end('<html>'));
    await assert.rejects(wrong.requestCode(), isProblem('unexpected'));
  });

  it('sends a batch again under the same key where that may help, and not where it can not', async () => {
    const clock = new TestClock();
    const to = { token: 'dma_x', organization: '018f3a00-0000-7000-8000-000000000001', clock };
    const batch = shareBatchOf({ by: 'source', parts: [], days: [] }, 'totals', {
      ...origin,
      source: 's',
      revision: 1,
    });
    const sharing = async (statuses: readonly number[]): Promise<{ keys: string[]; end: unknown }> => {
      const keys: string[] = [];
      const client = await serve((request, response) => {
        keys.push(String(request.headers['idempotency-key']));
        const status = statuses[keys.length - 1] ?? 202;
        response.writeHead(status).end(JSON.stringify({ data: { id: 'receipt', days: 0, items: 0 } }));
      });
      let isDone = false;
      const done = shareWithRetry(client, batch, to).then(
        (receipt) => receipt.id,
        (error: unknown) => (error as BackendError).problem,
      );
      void done.finally(() => (isDone = true));
      while (!isDone) await new Promise((resolve) => setTimeout(() => resolve(clock.pass(5000)), 5));
      return { keys, end: await done };
    };
    const later = await sharing([503, 429]);
    assert.deepEqual([later.end, later.keys.length, new Set(later.keys).size], ['receipt', 3, 1]);
    server.close();
    assert.equal((await sharing([500, 502, 503, 202])).end, 'busy');
    server.close();
    const refused = await sharing([422]);
    assert.deepEqual([refused.end, refused.keys.length], ['refused', 1]);
  });

  it('says that nobody answers', async () => {
    const client = await serve(json({}));
    server.close();
    await once(server, 'close');
    await assert.rejects(client.requestCode(), isProblem('unreachable'));
  });
});
