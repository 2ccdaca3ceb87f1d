import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { announced } from '../../../src/hub/discovery.ts';
import { limits } from '../../../src/hub/http/limits.ts';
import { eventually, StartedHub } from './startedHub.ts';

const bulk = '/api/v1/users/current/heartbeats.bulk';
const today = '/api/v1/users/current/statusbar/today';

describe('attacks on the hub', () => {
  let hub: StartedHub;
  let write: string;
  const beats = [{ entity: '/p/a.ts', type: 'file', time: Date.now() / 1000 }];
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  beforeEach(async () => {
    hub = await new StartedHub().start();
    write = hub.token('write');
  });
  afterEach(() => hub.stop());

  it('a name that leads to this machine (DNS rebinding) is refused, whatever the token', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${hub.hub.port}`,
      '127.0.0.1',
      `127.0.0.1.nip.io:${hub.hub.port}`,
      `0.0.0.0:${hub.hub.port}`,
    ]) {
      const { status } = await hub.send(bulk, { method: 'POST', headers: { host, ...bearer(write) }, body: beats });
      assert.equal(status, 421, host);
    }
    assert.equal(hub.spans.size, 0);
    const without = await hub.raw(`GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n`);
    assert.match(without, /^HTTP\/1\.1 400 /);
  });

  it('a web page is refused, also one of another port of this machine, and gets no CORS', async () => {
    for (const origin of [
      'https://evil.example',
      'http://127.0.0.1:8082',
      'http://localhost',
      'null',
      'chrome-extension://a/../b',
    ]) {
      const headers = { origin, ...bearer(write) };
      const sent = await hub.send(bulk, { method: 'POST', headers, body: beats });
      assert.equal(sent.status, 403, origin);
      assert.equal(sent.headers['access-control-allow-origin'], undefined);
      const preflight = await hub.send(`${bulk}?api_key=${write}`, { method: 'OPTIONS', headers: { origin } });
      assert.equal(preflight.status, 403, origin);
    }
    for (const site of ['cross-site', 'same-site']) {
      const { status } = await hub.send(bulk, {
        method: 'POST',
        headers: { 'sec-fetch-site': site, ...bearer(write) },
        body: beats,
      });
      assert.equal(status, 403, site);
    }
    assert.equal(hub.spans.size, 0);
  });

  it('a browser extension gets CORS for itself alone, and only with a valid token', async () => {
    const origin = 'moz-extension://3f2c7d3e-1b7c-4a53-9d6b-0a5c1f7f2b11';
    const options = { method: 'OPTIONS', headers: { origin } };
    const allowed = await hub.send(`${bulk}?api_key=${write}`, options);
    assert.deepEqual([allowed.status, allowed.headers['access-control-allow-origin']], [204, origin]);
    assert.equal(allowed.headers['access-control-allow-credentials'], undefined);
    const headers = String(allowed.headers['access-control-allow-headers']).split(', ');
    assert.ok(
      ['authorization', 'content-type'].every((name) => headers.includes(name)),
      'or no extension can ask',
    );
    const refused = await hub.send(bulk, options);
    assert.deepEqual([refused.status, refused.headers['access-control-allow-origin']], [401, undefined]);
  });

  it('no token, a wrong one, and a revoked one are refused', async () => {
    const wrong = '11111111-1111-4111-8111-111111111111';
    const { token, secret } = hub.tokens.create('gone', ['write', 'read'], 0);
    hub.tokens.revoke(token.id);
    const forms: Record<string, string>[] = [
      {},
      bearer(wrong),
      bearer(secret),
      bearer(''),
      { authorization: 'Bearer' },
      bearer(`${write.slice(0, -1)}x`),
    ];
    for (const headers of forms) {
      const { status, headers: answered, text } = await hub.send(bulk, { method: 'POST', headers, body: beats });
      assert.deepEqual([status, answered['content-type']], [401, 'application/problem+json']);
      assert.ok(!text.includes(write));
    }
    for (const address of [
      today,
      '/api/daymark/v1/openapi.json',
      '/api/daymark/v1/day.get',
      '/api/daymark/v1/hub/status',
    ])
      assert.equal((await hub.send(address)).status, 401, address);
    assert.equal(hub.spans.size, 0);
  });

  it('a token does what its scopes say, and no more', async () => {
    const read = hub.token('read');
    assert.equal((await hub.send(bulk, { method: 'POST', headers: bearer(read), body: beats })).status, 403);
    assert.equal((await hub.send(today, { headers: bearer(write) })).status, 403);
  });

  it('who guesses tokens is slowed down, and who has one is not', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < limits.refusalsAtOnce + 20; i++) statuses.add((await hub.send(today)).status);
    assert.deepEqual([...statuses], [401, 429]);
    const { status } = await hub.send(bulk, { method: 'POST', headers: bearer(write), body: beats });
    assert.equal(status, 202);
  });

  it('a token that sends without end is told to wait', async () => {
    const small = await new StartedHub().start([0], { requestsPerSecond: 0.01, requestsAtOnce: 3 });
    const headers = bearer(small.token('write'));
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await small.send(bulk, { method: 'POST', headers, body: [] }));
    await small.stop();
    assert.deepEqual(
      answers.map(({ status }) => status),
      [202, 202, 202, 429, 429],
    );
    assert.ok(Number(answers.at(-1)?.headers['retry-after']) > 1);
    assert.match(String(answers[0]?.headers['ratelimit']), /^"token";r=2;t=\d+$/);
  });

  it('addresses that need no token are limited for everybody together', async () => {
    const small = await new StartedHub().start([0], { requestsPerSecond: 0.01, requestsAtOnce: 3 });
    const statuses: number[] = [];
    for (const address of ['/health/live', '/health/ready', '/health/live', '/health/live', '/health/ready'])
      statuses.push((await small.send(address)).status);
    const body = { code: 'AAAA-AAAA', name: 'x' };
    statuses.push((await small.send('/api/daymark/v1/browser/pair', { method: 'POST', body })).status);
    await small.stop();
    assert.deepEqual(statuses, [200, 200, 200, 429, 429, 429]);
  });

  it('a body that is too long is refused, also when its length is not said', async () => {
    const long = JSON.stringify('x'.repeat(limits.bodyBytes));
    const sent = await hub
      .send(bulk, { method: 'POST', headers: bearer(write), raw: long })
      .catch((error: NodeJS.ErrnoException) => error);
    assert.ok(sent instanceof Error || sent.status === 413);
    const lied = await hub.raw(
      `POST ${bulk} HTTP/1.1\r\nHost: 127.0.0.1:${hub.hub.port}\r\nAuthorization: Bearer ${write}\r\nContent-Length: 999999999\r\n\r\n[`,
    );
    assert.match(lied, /^HTTP\/1\.1 413 /);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`.repeat(20);
    const chunked = await hub
      .raw(
        `POST ${bulk} HTTP/1.1\r\nHost: 127.0.0.1:${hub.hub.port}\r\nAuthorization: Bearer ${write}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}0\r\n\r\n`,
      )
      .catch(() => 'HTTP/1.1 413 reset');
    assert.match(chunked, /^HTTP\/1\.1 413 /);
    const many = await hub.send(bulk, {
      method: 'POST',
      headers: bearer(write),
      body: Array(limits.bulkItems + 1).fill(beats[0]),
    });
    assert.equal(many.status, 413);
    const zipped = await hub.send(bulk, {
      method: 'POST',
      headers: { ...bearer(write), 'content-encoding': 'gzip' },
      raw: 'x',
    });
    assert.equal(zipped.status, 415);
    assert.equal(hub.spans.size, 0);
  });

  it('headers that are too long, and requests that are no HTTP, are refused', async () => {
    const head = `GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:${hub.hub.port}\r\n`;
    assert.match(await hub.raw(`${head}X: ${'a'.repeat(limits.headerBytes)}\r\n\r\n`), /^HTTP\/1\.1 4\d\d /);
    assert.match(await hub.raw('\x16\x03\x01\x02\x00\x01'), /^HTTP\/1\.1 400 /);
    const smuggled = `POST ${bulk} HTTP/1.1\r\nHost: 127.0.0.1:${hub.hub.port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    assert.match(await hub.raw(smuggled), /^HTTP\/1\.1 400 /);
    assert.match(
      await hub.raw(`${head}X-A: b\r\n\tfolded: c\r\nConnection: close\r\n\r\n`),
      /^HTTP\/1\.1 (?:200|400) /,
    );
  });

  it('a client that sends slowly is cut off', async () => {
    const hasty = await new StartedHub().start([0], { headersMs: 200, requestMs: 400 });
    const head = `POST ${bulk} HTTP/1.1\r\nHost: 127.0.0.1:${hasty.hub.port}\r\n`;
    const authorized = `${head}Authorization: Bearer ${hasty.token('write')}\r\nContent-Length: 100\r\n\r\n[`;
    const [slowHead, slowBody] = await Promise.all([hasty.raw(head), hasty.raw(authorized)]);
    await hasty.stop();
    assert.match(slowHead, /^HTTP\/1\.1 408 /);
    assert.match(slowBody, /^(?:HTTP\/1\.1 408 |$)/);
  });

  it('thousands of connections take no more than there are places, and leave the hub answering', async () => {
    // Those that have a place keep it, however slow the machine is.
    const patient = await new StartedHub().start([0], { headersMs: 120_000, requestMs: 120_000 });
    const extra = 2000;
    const sockets: Socket[] = [];
    const dropped = (): number => patient.hub.status().refusals.find(({ status }) => status === 503)?.count ?? 0;
    while (dropped() < extra) {
      // No more at once than the system lets wait.
      for (let i = 0; i < 250; i++) sockets.push(connect(patient.hub.port, '127.0.0.1').on('error', () => undefined));
      await eventually(() => assert.equal(dropped(), Math.max(0, sockets.length - limits.connections)));
    }
    for (const socket of sockets) socket.destroy();
    await eventually(async () => assert.equal((await patient.send('/health/live')).status, 200));
    await patient.stop();
  });

  it('paths that could be read in two ways are refused', async () => {
    for (const address of [
      '/api/../health/live',
      '/api/v1/%2e%2e/x',
      '/api%2fv1',
      '/api/v1\\..\\x',
      'http://evil.example/health/live',
      '/%00',
      '/a/./b',
    ])
      assert.equal((await hub.send(address, { headers: bearer(write) })).status, 400, address);
    assert.equal((await hub.send(`/${'a'.repeat(limits.addressChars)}`)).status, 414);
    assert.equal((await hub.send('//health//live')).status, 200);
    assert.equal((await hub.send('/__proto__')).status, 404);
    assert.equal((await hub.send('/api/daymark/v1/constructor', { headers: bearer(hub.token('read')) })).status, 404);
  });

  it('nothing that was sent comes back in a header', async () => {
    const { headers, text } = await hub.send('/api/v1/users/x%0d%0aSet-Cookie:%20a=b/statusbar/nowhere', {
      headers: bearer(write),
    });
    assert.equal(headers['set-cookie'], undefined);
    assert.ok(!text.includes('Set-Cookie'));
    assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
  });

  it('it listens on this machine only', async () => {
    const address = await new Promise<string>((resolve) => {
      const socket = connect(hub.hub.port, '127.0.0.1', () => {
        resolve(String(socket.remoteAddress));
        socket.destroy();
      });
    });
    assert.equal(address, '127.0.0.1');
    await assert.rejects(
      new Promise((resolve, reject) => connect(hub.hub.port, '::1').on('connect', resolve).on('error', reject)),
    );
  });
});

describe('where the hub is', () => {
  it('is told by a file while it runs, and another port is taken where the first is not free', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    );
    const hub = new StartedHub();
    mkdirSync(path.join(hub.folder, 'hub'), { recursive: true });
    await hub.start([port, 0]);
    assert.notEqual(hub.hub.port, port);
    assert.deepEqual(announced(hub.folder)?.url, hub.hub.url);
    await hub.hub.close();
    assert.equal(announced(hub.folder), undefined);
    taken.close();
    rmSync(hub.folder, { recursive: true });
  });
});
