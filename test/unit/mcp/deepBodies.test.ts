import assert from 'node:assert/strict';
import { openHubStore, type OpenHubStore } from '../../../src/headless/openHubStore.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { startHub } from '../../../src/hub/hub.ts';
import { openEndpoint } from '../../../src/mcp/endpoint.ts';
import { StartedHub } from '../hub/startedHub.ts';
import { wasmPath } from '../storage/storageFolder.ts';

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
/** Other JSON texts that code that walks them, or makes a message of them, must not fail on. */
const values: readonly string[] = [
  `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  `{"${'k'.repeat(900_000)}":1}`,
  `{${Array.from({ length: 10_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
  `"${'\\u0000'.repeat(100_000)}"`,
  '1e999',
];

describe('bodies that are nested too deep, or too much of something', function () {
  this.timeout(120_000);
  let hub: StartedHub;
  let store: OpenHubStore;
  let headers: Record<string, string>;
  before(async () => {
    hub = new StartedHub();
    const { folder } = hub;
    store = openHubStore({ folder, wasmPath, privacy: () => ({ exclude: [], hideFileNames: [] }) });
    const mcp = async () =>
      openEndpoint({ headless: store.headless, names: () => 'real', clock: systemClock, version: '1' });
    const limits = { requestsPerSecond: 100_000, requestsAtOnce: 100_000 };
    hub.hub = await startHub({ folder, clock: systemClock, store, ports: [0], mcp, limits });
    headers = {
      authorization: `Bearer ${hub.token('read', 'write', 'names')}`,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    };
  });
  after(async () => {
    await hub.hub.close();
    await store.close();
    await hub.stop();
  });

  const post = async (address: string, raw: string, more: Readonly<Record<string, string>> = {}) => {
    const began = performance.now();
    const answer = await hub.send(address, { method: 'POST', headers: { ...headers, ...more }, raw });
    const took = performance.now() - began;
    assert.ok(answer.status < 500, `${address} ${raw.slice(0, 60)}: ${answer.status} ${answer.text.slice(0, 300)}`);
    assert.ok(
      answer.text.length < raw.length + 20_000,
      `${address} ${raw.slice(0, 60)}: an answer of ${answer.text.length}`,
    );
    assert.doesNotMatch(answer.text, /internal/i);
    assert.ok(took < 10_000, `${address} ${raw.slice(0, 60)}: ${took} ms`);
    return answer;
  };

  it('are refused by /mcp, in a session and without one', async () => {
    const clientInfo = { name: 'raw', version: '1' };
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    const begin = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    const session = { 'mcp-session-id': String((await post('/mcp', begin)).headers['mcp-session-id']) };
    const call = (given: string): string =>
      `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"activity_log","arguments":${given}}}`;
    const given = (value: string) => `{"title":${value},"minutes":5,"kind":"meeting"}`;
    for (const body of [
      ...[deep, ...values].flatMap((value) => [value, call(value), call(given(value))]),
      `[${deep}]`,
      `{"jsonrpc":"2.0","id":${deep},"method":"ping"}`,
      `{"jsonrpc":"2.0","id":2,"method":${deep}}`,
      `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":${deep}}`,
      call(given(`"x","more":${deep}`)),
    ])
      await post('/mcp', body, session);
    await post('/mcp', begin.replace('"capabilities":{}', `"capabilities":${deep}`));
    await post('/mcp', call(deep));
    const ping = await post('/mcp', '{"jsonrpc":"2.0","id":3,"method":"ping"}', session);
    assert.equal(ping.status, 200, 'it still answers');
    assert.equal('isAdmin' in {}, false);
  });

  it('are refused by each operation of the HTTP API', async () => {
    const operations = await store.describe();
    assert.ok(operations.length > 40);
    for (const { name, params } of operations) {
      const [first = 'more', ...rest] = Object.keys((params['properties'] ?? {}) as object);
      await post(`/api/daymark/v1/${name}`, `{"${first}":${deep},"${rest[0] ?? 'another'}":${deep}}`);
    }
    for (const body of [deep, ...values, ...values.map((value) => `{"title":${value}}`)])
      await post('/api/daymark/v1/tasks.add', body);
    assert.equal((await post('/api/daymark/v1/today.get', '{}')).status, 200, 'it still answers');
  });
});
