import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { StdioServer } from '../../../../src/ai/mcp/stdioServer.ts';

/** An MCP server that answers each request by the function of its method, and with what it was sent if there is none. */
const program = `
const lines = [];
const write = (text) => process.stdout.write(text);
const answer = (id, result) => JSON.stringify({ jsonrpc: '2.0', id, result }) + '\\n';
const methods = {
  asks: ({ id }) => write('{"id":"s1","method":"sampling/createMessage"}\\n{"method":"progress"}\\nnull\\n7\\n' + answer(id, 1)),
  pieces: ({ id }) => { const text = answer(id, 'ü'); write(text.slice(0, 9)); setTimeout(() => write(text.slice(9)), 20); },
  fill: ({ id, params }) => { const text = answer(id, ''); write(answer(id, 'x'.repeat(params.size - text.length))); },
  starts: ({ id, params }) => {
    const code = 'require("net").connect(' + params.port + ', "127.0.0.1").on("close", () => process.exit()).resume()';
    require('child_process').spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
    write(answer(id, 1));
  },
  never: () => undefined,
  ends: () => process.exit(1),
};
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  lines.push(line);
  const message = JSON.parse(line);
  if (methods[message.method]) methods[message.method](message);
  else if (message.method === 'lines') write(answer(message.id, lines.map((one) => JSON.parse(one))));
  else if (message.method === 'environment') write(answer(message.id, Object.keys(process.env)));
});
`;

describe('a program that is an MCP server', () => {
  const servers: StdioServer[] = [];
  const start = (): StdioServer => {
    const server = new StdioServer(process.execPath, ['-e', program]);
    servers.push(server);
    return server;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  const { signal } = new AbortController();
  const reason = (error: unknown): unknown => (error instanceof Error ? error.message : error);

  it('gets requests and notifications, and its own are not served', async () => {
    const server = start();
    assert.equal((await server.request('asks', { a: 1 }, signal)).result, 1);
    server.notify('ready');
    assert.deepEqual((await server.request('lines', {}, signal)).result, [
      { jsonrpc: '2.0', id: 1, method: 'asks', params: { a: 1 } },
      { jsonrpc: '2.0', id: 's1', error: { code: -32_601, message: 'Method not found' } },
      { jsonrpc: '2.0', method: 'ready' },
      { jsonrpc: '2.0', id: 2, method: 'lines', params: {} },
    ]);
  });

  it('may answer in pieces, and is told no variable that it needn’t know', async () => {
    process.env['DAYMARK_TEST_TOKEN'] = 'secret';
    const server = start();
    delete process.env['DAYMARK_TEST_TOKEN'];
    assert.equal((await server.request('pieces', {}, signal)).result, 'ü');
    const names = (await server.request('environment', {}, signal)).result as string[];
    assert.ok(names.includes('PATH') && !names.includes('DAYMARK_TEST_TOKEN'), names.join(' '));
  });

  it('may write four million characters in all', async () => {
    const server = start();
    await server.request('fill', { size: 4 * 1024 * 1024 }, signal);
    assert.equal(await server.request('lines', {}, signal).catch(reason), 'too-long');
  });

  it('is waited for until that is canceled, or it ends', async () => {
    const server = start();
    const abort = new AbortController();
    const answers = [server.request('never', {}, abort.signal), server.request('never', {}, signal)];
    abort.abort(new Error('canceled'));
    assert.equal(await answers[0]?.catch(reason), 'canceled');
    assert.equal(await server.request('never', {}, abort.signal).catch(reason), 'canceled');
    server.notify('ends');
    assert.equal(await answers[1]?.catch(reason), 'crashed');
    assert.equal(await server.request('lines', {}, signal).catch(reason), 'crashed');
    const none = new StdioServer('/nowhere/at/all', []);
    assert.equal(await none.request('lines', {}, signal).catch(reason), 'crashed');
  });

  it('ends with what it has started', async function () {
    if (process.platform === 'win32') this.skip();
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const server = start();
    const connected = once(listener, 'connection');
    const { port } = listener.address() as AddressInfo;
    await server.request('starts', { port }, signal);
    const [socket] = (await connected) as [Socket];
    socket.on('error', () => undefined).resume();
    const waiting = server.request('never', {}, signal).catch(reason);
    server.close();
    assert.equal(await waiting, 'crashed');
    await once(socket, 'close');
    listener.close();
  });
});
