import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text as textFrom } from 'node:stream/consumers';
import { Client, StreamableHTTPClientTransport, type CallToolResult } from '@modelcontextprotocol/client';
import { openHubStore, type OpenHubStore } from '../../../src/headless/openHubStore.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { startHub } from '../../../src/hub/hub.ts';
import type { Scope } from '../../../src/hub/tokens.ts';
import { openEndpoint } from '../../../src/mcp/endpoint.ts';
import type { Names } from '../../../src/mcp/makeServer.ts';
import { StartedHub } from '../hub/startedHub.ts';
import { TestClock, wasmPath } from '../storage/storageFolder.ts';

type Mode = 'legacy' | 'auto';
interface Connecting {
  readonly mode?: Mode;
  /** The answer to each question; default: this client can't ask. */
  readonly answer?: 'accept' | 'decline';
}

const modes = ['legacy', 'auto'] as const;
const talk = { title: 'Talk about the roadmap', minutes: 5, kind: 'meeting' };
const textOf = (result: CallToolResult): string =>
  result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');

describe('MCP through the hub', function () {
  this.timeout(30_000);
  let hub: StartedHub;
  let store: OpenHubStore;
  let clock: TestClock;
  let clients: Client[];
  let names: Names;
  let loads: number;

  beforeEach(async () => {
    [hub, clock, clients, names, loads] = [new StartedHub(), new TestClock(), [], 'aliased', 0];
    const { folder } = hub;
    store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: [], hideFileNames: [] }) });
    const end = Date.now();
    const work = { kind: 'coding', source: 'editor', project: '/home/ada/zq7shop', signals: 3, saves: 0 } as const;
    await store.record([
      { type: 'span', id: '0123456789ab:1', start: end - 60_000, end, offset: 0, edits: {}, ...work },
    ]);
    const mcp = async () => {
      loads++;
      return openEndpoint({ headless: store.headless, names: () => names, clock, version: '1.2.3' });
    };
    hub.hub = await startHub({ folder, clock: systemClock, store, ports: [0], mcp });
  });
  afterEach(async () => {
    for (const client of clients) await client.close();
    await hub.hub.close();
    await store.close();
    await hub.stop();
  });

  const connect = async (scopes: readonly Scope[], { mode = 'legacy', answer }: Connecting = {}) => {
    const asked: string[] = [];
    const capabilities = answer ? { capabilities: { elicitation: { form: {} } } } : {};
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode }, ...capabilities });
    if (answer)
      client.setRequestHandler('elicitation/create', ({ params }) => {
        asked.push(params.message);
        return { action: answer, content: {} };
      });
    const headers = { authorization: `Bearer ${hub.token(...scopes)}` };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${hub.hub.url}/mcp`), { requestInit: { headers } }),
    );
    clients.push(client);
    return { client, asked };
  };
  const today = async (client: Client) => textOf(await client.callTool({ name: 'today_get', arguments: {} }));

  const headersOf = (token: string, more: Readonly<Record<string, string>> = {}) => ({
    authorization: `Bearer ${token}`,
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    ...more,
  });
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  };
  const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };
  const post = (token: string, body: unknown, session = '') =>
    hub.send('/mcp', {
      method: 'POST',
      headers: headersOf(token, session === '' ? {} : { 'mcp-session-id': session }),
      body,
    });
  const openSession = async (token: string): Promise<string> => {
    const { status, headers } = await post(token, initialize);
    assert.equal(status, 200);
    return String(headers['mcp-session-id']);
  };

  for (const mode of modes)
    it(`answers a client that speaks ${mode === 'legacy' ? 'the protocol of 2025' : 'the newest protocol'}`, async () => {
      const { client } = await connect(['read'], { mode });
      const { tools } = await client.listTools();
      assert.ok(tools.length > 25);
      assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint === true));
      assert.match(await today(client), /project-1/);
      assert.match(await today(client), /project-1/, 'an alias is kept from one request to the next');
      assert.equal(client.getServerVersion()?.version, '1.2.3');
      const { resources } = await client.listResources();
      assert.ok(resources.some(({ uri }) => uri === 'daymark://today'));
      const { clients: seen } = hub.hub.status();
      assert.deepEqual([seen[0]?.app, seen[0]?.token], ['MCP', 'test']);
      await client.close();
    });

  for (const mode of modes)
    it(`writes with the scope for it only, and asks first where the client can (${mode})`, async () => {
      const call = async (scopes: readonly Scope[], answer?: 'accept' | 'decline') => {
        const { client, asked } = await connect(scopes, { mode, ...(answer && { answer }) });
        const { tools } = await client.listTools();
        const text = textOf(await client.callTool({ name: 'activity_log', arguments: talk }));
        return { isListed: tools.some(({ name }) => name === 'activity_log'), text, asked };
      };
      const refused = await call(['read', 'names'], 'accept');
      assert.deepEqual([refused.isListed, refused.asked], [false, []]);
      assert.match(refused.text, /this token only reads.*\(not-allowed\)/);
      const declined = await call(['read', 'write'], 'decline');
      assert.equal(declined.isListed, true);
      assert.match(declined.text, /declined.*\(cancelled\)/);
      assert.match(declined.asked.join(), /roadmap/);
      const before = await connect(['read', 'names']);
      const feed = { name: 'feed_more', arguments: { before: Date.now() + 60_000, limit: 100 } };
      assert.doesNotMatch(textOf(await before.client.callTool(feed)), /roadmap/);
      assert.equal((await call(['read', 'write'], 'accept')).asked.length, 1);
      assert.match(textOf(await before.client.callTool(feed)), /roadmap/);
      assert.doesNotMatch((await call(['read', 'write'])).text, /declined|not-allowed/, 'its own dialog decides');
    });

  it('tells names to the scope for them; to others what the setting allows', async () => {
    assert.match(await today((await connect(['read', 'names'])).client), /zq7shop/);
    names = 'real';
    const { client } = await connect(['read']);
    const aliased = await today(client);
    assert.match(aliased, /project-1/);
    assert.doesNotMatch(aliased, /zq7shop/);
    names = 'none';
    await assert.rejects(today(client), 'a session does not outlive the setting');
    const left = await today((await connect(['read'])).client);
    assert.doesNotMatch(left, /zq7shop|project-1/);
  });

  it('refuses who has no business here, and loads nothing for them', async () => {
    const read = hub.token('read');
    const send = (headers: Readonly<Record<string, string>>, method = 'POST') =>
      hub.send('/mcp', { method, headers, ...(method === 'POST' && { body: initialize }) });
    for (const method of ['GET', 'POST', 'DELETE'])
      for (const token of ['', '00000000-0000-4000-8000-000000000000']) {
        const { status, headers } = await send(headersOf(token), method);
        assert.equal(status, 401, method);
        assert.match(String(headers['www-authenticate']), /Bearer/);
      }
    assert.equal((await send(headersOf(hub.token('write')))).status, 403);
    assert.equal((await send(headersOf(hub.token('browser')))).status, 403);
    for (const origin of ['https://evil.example', 'http://127.0.0.1:8082', hub.hub.url, 'null'])
      assert.equal((await send(headersOf(read, { origin }))).status, 403, origin);
    assert.equal((await send(headersOf(read, { 'sec-fetch-site': 'cross-site' }))).status, 403);
    assert.equal((await send(headersOf(read, { host: 'evil.example' }))).status, 421);
    assert.equal((await send(headersOf(read), 'PUT')).status, 405);
    const head = await send(headersOf(read), 'HEAD');
    assert.equal(head.status, 405);
    const raw = { method: 'POST', headers: headersOf(read) };
    assert.equal((await hub.send('/mcp', { ...raw, raw: 'this is no JSON' })).status, 400);
    assert.equal((await hub.send('/mcp', { ...raw, raw: '' })).status, 400);
    assert.equal((await hub.send('/mcp', { ...raw, raw: `"${'x'.repeat(1024 * 1024)}"` })).status, 413);
    assert.equal(loads, 0);
    await openSession(read);
    await openSession(read);
    assert.equal(loads, 1);
  });

  it('survives hostile messages and arguments', async () => {
    const token = hub.token('read', 'write');
    for (const body of [[], {}, 7, null, 'x', { jsonrpc: '2.0' }, [initialize, initialize], { ...ping, id: {} }]) {
      const { status, text } = await post(token, body);
      assert.ok(status >= 400 && status < 500, `${status} for ${JSON.stringify(body)}`);
      assert.ok(text.length < 3000);
    }
    const plain = { ...headersOf(token), 'content-type': 'text/plain' };
    assert.equal((await hub.send('/mcp', { method: 'POST', headers: plain, body: initialize })).status, 415);
    const { client } = await connect(['read', 'write']);
    const fails = async (name: string, given: Record<string, unknown>, message: RegExp) => {
      const result = await client.callTool({ name, arguments: given });
      assert.equal(result.isError, true, name);
      assert.match(textOf(result), message);
    };
    await fails('day_get', { day: { $gt: '' } }, /^day:/);
    await fails('plan_tick', { id: '../../etc/passwd', done: true }, /\(not-found\)/);
    await fails('activity_log', { ...talk, title: 'x'.repeat(900_000) }, /^title:/);
    for (const name of ['nope', '__proto__', 'command_run'])
      await assert.rejects(client.callTool({ name }), /There is no tool/);
    await assert.rejects(client.readResource({ uri: 'daymark://day/../../etc' }), /not found/i);
    assert.match(await today(client), /project-1/, 'it still answers');
    assert.ok(hub.hub.status().refusals.some(({ reason }) => reason.includes('MCP')));
  });

  it('keeps a session for its token alone, until it is ended, unused for hours, or one of too many', async () => {
    const token = hub.token('read');
    const statusOf = async (session: string, by = token) => (await post(by, ping, session)).status;
    const first = await openSession(token);
    assert.equal(await statusOf(first), 200);
    assert.equal(await statusOf(first, hub.token('read')), 404);
    assert.equal((await post(token, ping)).status, 400);
    const ended = await hub.send('/mcp', { method: 'DELETE', headers: headersOf(token, { 'mcp-session-id': first }) });
    assert.equal(ended.status, 200);
    assert.equal(await statusOf(first), 404);

    // Clients that never end theirs.
    const many: string[] = [];
    for (let i = 0; i < 9; i++) many.push(await openSession(token));
    const [oldest = '', ...others] = many;
    assert.equal(await statusOf(oldest), 404);
    for (const other of others) assert.equal(await statusOf(other), 200);
    const tokens = [1, 2, 3, 4].map(() => hub.token('read'));
    for (const one of tokens) for (let i = 0; i < 8; i++) await openSession(one);
    for (const other of others) assert.equal(await statusOf(other), 404, 'there are 32 in all');

    const [last = ''] = tokens.slice(-1);
    const used = await openSession(last);
    const idle = await openSession(last);
    clock.pass(3 * 3_600_000);
    assert.equal(await statusOf(used, last), 200);
    clock.pass(3_600_000);
    assert.deepEqual([await statusOf(used, last), await statusOf(idle, last)], [200, 404]);
  });

  it('ends the streams of clients that stay when the hub stops', async () => {
    const token = hub.token('read');
    const session = await openSession(token);
    const headers = headersOf(token, { 'mcp-session-id': session, accept: 'text/event-stream' });
    const asked = get({ host: '127.0.0.1', port: hub.hub.port, path: '/mcp', headers, agent: false });
    const [stream] = (await once(asked, 'response')) as [IncomingMessage];
    assert.deepEqual([stream.statusCode, stream.headers['content-type']], [200, 'text/event-stream']);
    const [text] = await Promise.all([textFrom(stream), hub.hub.close()]);
    assert.equal(text, '', 'ended rather than cut off');
  });
});
