import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { StartedHub } from './startedHub.ts';

/** Port on which the client looks for a test server. */
const testPort = 5666;

/**
 * The tests of ActivityWatch's own client for Node, run against the hub. That client sends no token, and expects a test server: a proxy
 * adds both.
 */
describe('aw-client from npm', () => {
  const hub = new StartedHub();
  const between = createServer((request, response) => void forward(request, response));
  let token = '';

  before(async function () {
    await hub.start();
    token = hub.token('write', 'read', 'names');
    between.listen(testPort, '127.0.0.1');
    const [problem] = await Promise.race([once(between, 'listening').then(() => []), once(between, 'error')]);
    if (problem) this.skip();
  });
  after(async () => {
    assert.ok(
      hub.hub.status().clients.some(({ app }) => app === 'aw-client-js-unittest'),
      'the client reached the hub',
    );
    between.close();
    await hub.stop();
  });

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const raw = Buffer.concat(parts).toString();
    const { status, text } = await hub.send(request.url ?? '', { method: request.method ?? 'GET', headers, raw });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(text.replace('"testing":false', '"testing":true'));
  }

  createRequire(import.meta.url)('aw-client/out/test/test.js');
});
