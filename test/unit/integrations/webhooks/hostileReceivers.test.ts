import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { send } from '../../../../src/integrations/webhooks/send.ts';

describe('a webhook whose receiver', () => {
  let server: Server;
  let answer: string;
  let calls: number;
  let base: string;
  beforeEach(async () => {
    [answer, calls] = ['HTTP/1.1 204 No Content\r\n\r\n', 0];
    server = createServer((socket) => {
      calls++;
      socket.on('error', () => undefined).write(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `:${(server.address() as AddressInfo).port}/hook`;
  });
  afterEach(() => void server.close());

  /** Short limit for a receiver that says nothing, in ms. */
  const short = 400;
  const sent = (
    host: string,
    resolve: () => Promise<readonly LookupAddress[]> = async () => [{ address: '127.0.0.1', family: 4 }],
    patienceMs = 20_000,
  ) => send({ url: `http://${host}${base}`, allowPrivate: true, headers: {}, body: '{}', patienceMs, resolve });

  it('is not found by any name server in time is given up', async () => {
    const result = await sent('slow.example', () => new Promise<never>(() => undefined), short);
    assert.deepEqual([result.isDelivered, result.status, calls], [false, 0, 0]);
    assert.ok(result.reason);
  });

  it('has several addresses is reached by the one that answers', async () => {
    // Nothing listens at the first.
    const result = await sent('two.example', async () => [
      { address: '127.0.0.2', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]);
    assert.deepEqual([result.status, calls], [204, 1]);
    assert.deepEqual((await sent('none.example', async () => [])).isDelivered, false);
  });

  it('fails with a long error has a reason that a person can read', async () => {
    const { reason } = await sent(`${'a.'.repeat(900)}b`, async () => Promise.reject(new Error('x')));
    assert.ok(reason.length > 100 && reason.length <= 300, `${reason.length}`);
  });

  for (const [name, text, status] of [
    ['says 200 and no more', 'HTTP/1.1 200\r\n\r\n', 200],
    ['says to come again in 1e99 s', 'HTTP/1.1 429 Wait\r\nretry-after: 1e99\r\n\r\n', 429],
    ['has a status that is none', 'HTTP/1.1 999 Fine\r\n\r\n', 999],
    ['leads to a file', 'HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\n\r\n', 302],
    ['says for ever to continue', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000), 0],
    ['has headers without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}\r\n\r\n`, 0],
    ['speaks something else', 'SSH-2.0-OpenSSH\r\n', 0],
    ['says nothing', '', 0],
  ] as const)
    it(name, async () => {
      answer = text;
      const result = await sent('odd.example', undefined, status === 0 ? short : undefined);
      assert.deepEqual([result.status, result.isDelivered], [status, status === 200]);
      assert.ok(result.isDelivered || (result.reason !== '' && result.reason.length <= 300));
    });
});
