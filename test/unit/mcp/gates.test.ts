import assert from 'node:assert/strict';
import type { NameMode } from '../../../src/ai/aliases.ts';
import type { Headless } from '../../../src/headless/openHeadless.ts';
import { openEndpoint } from '../../../src/mcp/endpoint.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

describe('the names of the callers of MCP', () => {
  let gates: NameMode[];
  beforeEach(() => (gates = []));

  const headless = {
    gate: (mode: NameMode) => {
      gates.push(mode);
      return {
        incoming: (params: unknown) => params,
        outgoing: async (result: unknown) => result,
        sentence: (text: string) => text,
      };
    },
  } as unknown as Headless;
  const open = (names: NameMode = 'aliased') =>
    openEndpoint({ headless, names: () => names, clock: new FakeClock(), version: '1' });
  const ask = async (
    endpoint: ReturnType<typeof open>,
    id: string,
    {
      scopes = ['read'],
      headers = {},
      body = initialize,
    }: { scopes?: string[]; headers?: Record<string, string>; body?: object } = {},
  ): Promise<Response> => {
    const all = { accept: 'application/json, text/event-stream', 'content-type': 'application/json', ...headers };
    const request = new Request('http://127.0.0.1/mcp', { method: 'POST', headers: all, body: JSON.stringify(body) });
    return endpoint.answer({ request, body, caller: { id, scopes } } as Parameters<typeof endpoint.answer>[0]);
  };

  it('are kept for each token and setting, the last 200 that were used', async () => {
    const endpoint = open();
    for (let i = 1; i <= 200; i++) await ask(endpoint, `t${i}`);
    await ask(endpoint, 't1');
    assert.equal(gates.length, 200);
    await ask(endpoint, 't201');
    await ask(endpoint, 't1');
    await ask(endpoint, 't3');
    assert.equal(gates.length, 201, 'the first was used again');
    await ask(endpoint, 't2');
    assert.equal(gates.length, 202, 'the second was not, and is a new one');
    await endpoint.close();
  });

  it('are real ones for their scope alone, else what the setting says, but never more than aliases', async () => {
    for (const [setting, scopes, mode] of [
      ['real', ['read', 'names'], 'real'],
      ['none', ['names'], 'real'],
      ['real', ['read'], 'aliased'],
      ['aliased', ['write'], 'aliased'],
      ['none', ['read'], 'none'],
    ] as const) {
      const endpoint = open(setting);
      await ask(endpoint, 't', { scopes: [...scopes] });
      assert.equal(gates.at(-1), mode, `${setting} ${scopes.join()}`);
      await endpoint.close();
    }
  });

  it('belong to a session, which is begun only without one', async () => {
    const endpoint = open();
    const begun = await ask(endpoint, 't');
    const session = begun.headers.get('mcp-session-id') ?? assert.fail('no session');
    const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };
    const statusOf = async (headers: Record<string, string>, body: object, id = 't') =>
      (await ask(endpoint, id, { headers, body })).status;
    assert.equal(await statusOf({ 'mcp-session-id': session }, ping), 200);
    assert.equal(await statusOf({ 'mcp-session-id': session }, ping, 'other'), 404, 'it is not theirs');
    assert.equal(await statusOf({ 'mcp-session-id': 'none' }, initialize), 404);
    const lost = await ask(endpoint, 't', { body: ping });
    assert.equal(lost.status, 400);
    assert.deepEqual(await lost.json(), {
      jsonrpc: '2.0',
      error: { code: -32_000, message: 'Send initialize first, and then its Mcp-Session-Id with each request.' },
      id: null,
    });
    await endpoint.close();
  });
});
