import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Lockout } from '../src/accounts/lockout.ts';
import { connect as connectDatabase } from '../src/database/connect.ts';
import { password, signIn, signUp } from './harness/client.ts';
import { batchOf, makeOrganization } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

/** Sends bytes as they are. @returns what came back until the server closed the connection or ten seconds passed */
async function raw(server: TestServer, ...parts: (string | Buffer)[]): Promise<string> {
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (part: Buffer) => (answer += part.toString()));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 10_000))]);
  socket.destroy();
  return answer;
}

describe('attacks', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());
  const login = (email: string, given: string, headers: Record<string, string> = {}) =>
    server.client().send('POST', '/auth/login', { body: { email, password: given }, headers });

  it('guessing passwords is slowed down, whatever X-Forwarded-For says, also after a restart', async () => {
    const { email } = await signUp(server.client());
    const statuses = [];
    for (let i = 0; i < 10; i += 1)
      statuses.push((await login(email, 'wrong', { 'x-forwarded-for': `10.9.8.${i}` })).status);
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 401, 429, 429, 429, 429]);
    assert.equal((await login(email, password)).status, 429);
    const restarted = await startTestServer({}, server.databaseUrl);
    const answer = await restarted.client().send('POST', '/auth/login', { body: { email, password } });
    await restarted.stop();
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
  });

  it('guesses at the same time do not slip through together', async () => {
    const { email } = await signUp(server.client());
    const answers = await Promise.all(Array.from({ length: 25 }, () => login(email, 'wrong')));
    assert.ok(answers.filter(({ status }) => status === 401).length <= 6);
  });

  it('an attacker cannot lock owners out of a network that they have signed in from', async () => {
    const own = await startTestServer({ registration: 'open', proxies: 1 });
    try {
      const email = 'target@example.com';
      const from = (address: string, given: string) =>
        own
          .client()
          .send('POST', '/auth/login', { body: { email, password: given }, headers: { 'x-forwarded-for': address } });
      await own.client().ok('POST', '/auth/register', { email, name: 'Target', password });
      assert.equal((await from('192.0.2.1', password)).status, 200);
      // The attempts themselves, without the work of checking 50 passwords.
      const { db, pool } = connectDatabase(own.databaseUrl, 2, { onError: () => undefined });
      const lockout = new Lockout(pool);
      for (let i = 0; i < 51; i += 1) await lockout.begin(email, `198.51.100.${i}`, false);
      await db.destroy();
      assert.equal((await from('198.51.100.200', 'wrong')).status, 429);
      assert.equal((await from('192.0.2.1', password)).status, 200);
    } finally {
      await own.stop();
    }
  });

  it('answers tell nothing about who has an account', async () => {
    const { email } = await signUp(server.client());
    const register = (address: string) =>
      server
        .client()
        .send('POST', '/auth/register', { body: { email: address, name: 'X', password: 'some other password' } });
    const [taken, free] = [await register(email), await register('free@example.com')];
    assert.deepEqual([taken.status, taken.text], [free.status, free.text]);
    assert.equal((await login(email, password)).status, 200, 'the account was not changed');
    const strip = (text: string) => text.replace(/urn:uuid:[^"]*/, '');
    const [wrong, unknown] = [await login(email, 'wrong'), await login('nobody@example.com', 'wrong')];
    assert.deepEqual([wrong.status, strip(wrong.text)], [unknown.status, strip(unknown.text)]);
    for (let i = 0; i < 5; i += 1) await login('nobody@example.com', 'wrong');
    assert.equal((await login('nobody@example.com', 'wrong')).status, 429, 'unknown accounts are slowed down alike');
  });

  it('time tells nothing about who has an account', async () => {
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let i = 0; i < 8; i += 1) {
      const { email } = await signUp(server.client());
      for (const [kind, address] of [
        ['known', email],
        ['unknown', `x${i}@example.com`],
      ] as const) {
        const started = performance.now();
        await login(address, 'wrong');
        times[kind].push(performance.now() - started);
      }
    }
    // Without the work of a password hash, an unknown account would be answered in a fraction of the time.
    assert.ok(median(times.unknown) > median(times.known) / 3, JSON.stringify(times));
  });

  it('unknown fields are refused, not stored', async () => {
    const body = { email: 'mass@example.com', name: 'M', password };
    for (const extra of [
      { is_operator: true },
      { isOperator: true },
      { role: 'owner' },
      { id: 'x' },
      { __proto__: null, user_id: 'x' },
    ])
      assert.equal(await server.client().status('POST', '/auth/register', { ...body, ...extra }), 422);
    const { client } = await signUp(server.client());
    assert.equal(await client.status('PATCH', '/users/me', { name: 'N', email: 'other@example.com' }), 422);
    assert.equal(await client.status('POST', '/organizations', { name: 'O', is_personal: true }), 422);
    const id = await makeOrganization({ client } as never);
    const project = { name: 'P', alias: 'A', organization_id: id, version: 9 };
    assert.equal(await client.status('POST', `/organizations/${id}/projects`, project), 422);
  });

  it('text stays text: SQL, headers, and control characters', async () => {
    const { client, personalOrganization } = await signUp(server.client());
    const id = await makeOrganization({ client } as never);
    const evil = `'; drop table users; -- " \\ %_ $1 {{x}}`;
    await client.ok('POST', `/organizations/${id}/projects`, { name: evil, alias: evil });
    const [project] = await client.ok<{ name: string }[]>('GET', `/organizations/${id}/projects`);
    assert.equal(project?.name, evil);
    for (const at of [
      `/activities?project=${encodeURIComponent(evil)}`,
      `/activities?organization=${personalOrganization}'`,
      `/activities?sort=${encodeURIComponent('day; select 1')}`,
      `/analytics/time-distribution?from=2026-01-01&to=2026-01-02&by=${encodeURIComponent('user_id')}`,
      `/organizations/${encodeURIComponent(evil)}`,
      `/auth/device/grant?code=${encodeURIComponent(evil)}`,
    ])
      assert.ok([200, 404, 422].includes(await client.status('GET', at)), at);
    for (const name of ['a\r\nSet-Cookie: x=1', 'a\u0000b', 'a\u202eb', '\u001b[2J'])
      assert.equal(await client.status('PATCH', '/users/me', { name }), 422, JSON.stringify(name));
    await database.query('select from users', server.databaseUrl);
  });

  it('pages of other sites can do nothing, with or without the cookie', async () => {
    const { email } = await signUp(server.client());
    const signedIn = await server.client().send('POST', '/auth/login', { body: { email, password, client: 'web' } });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const refresh = (headers: Record<string, string>) =>
      server.client().send('POST', '/auth/refresh', { body: {}, headers: { cookie, ...headers } });
    assert.equal((await refresh({ origin: 'https://evil.example' })).status, 403);
    assert.equal((await refresh({ origin: 'null' })).status, 403);
    assert.equal((await refresh({ 'sec-fetch-site': 'cross-site' })).status, 403);
    const form = await server
      .client()
      .send('POST', '/auth/refresh', { body: new URLSearchParams({}), headers: { cookie } });
    assert.equal(form.status, 415, 'a form needs no permission of the browser');
    const text = await server
      .client()
      .send('POST', '/auth/refresh', { body: Buffer.from('{}'), headers: { cookie, 'content-type': 'text/plain' } });
    assert.equal(text.status, 415);
    assert.equal((await refresh({ origin: server.url })).status, 200);
  });

  it('another name for the server is refused (DNS rebinding)', async () => {
    const answer = await raw(
      server,
      'GET /api/v1/users/me HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    assert.match(answer, /^HTTP\/1.1 421/);
  });

  it('a token of a session that ended is of no use (replay)', async () => {
    const first = await signUp(server.client());
    const before = first.client.token;
    await first.client.ok('POST', '/auth/logout');
    const second = await signIn(server.client(), first.email);
    assert.notEqual(second.client.token, before);
    assert.equal(await server.client(before).status('GET', '/users/me'), 401);
    assert.equal(await server.client().status('POST', '/auth/refresh', { refreshToken: first.refreshToken }), 401);
  });

  it('nobody reads or changes the things of others by their ids', async () => {
    const mine = await signUp(server.client());
    const other = await signUp(server.client());
    const id = await makeOrganization(mine);
    const foreign = await makeOrganization(other);
    const project = await mine.client.ok<{ id: string }>('POST', `/organizations/${id}/projects`, {
      name: 'P',
      alias: 'A',
    });
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { version: 1, name: 'Q' }],
      ['DELETE', undefined],
    ] as const) {
      assert.equal(await other.client.status(method, `/organizations/${id}/projects/${project.id}`, body), 404);
      // Through an organization of one's own, with an id of another.
      assert.equal(await other.client.status(method, `/organizations/${foreign}/projects/${project.id}`, body), 404);
    }
    assert.equal(await other.client.status('DELETE', `/organizations/${foreign}/members/${mine.id}`), 404);
  });

  it('a small body that grows to a gigabyte is refused, and costs little', async () => {
    const { client } = await signUp(server.client());
    // Members follow each other as one gzip file.
    const member = gzipSync(Buffer.alloc(1024 * 1024, ' '), { level: 9 });
    const bomb = Buffer.concat(Array<Buffer>(900).fill(member));
    assert.ok(bomb.length < 1024 * 1024);
    const before = process.memoryUsage().rss;
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json', 'idempotency-key': 'bomb-bomb' };
    assert.equal((await client.send('POST', '/activities/batches', { body: bomb, headers })).status, 413);
    assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024);
    const twice = gzipSync(bomb);
    assert.equal(
      (
        await client.send('POST', '/activities/batches', {
          body: twice,
          headers: { ...headers, 'content-encoding': 'gzip, gzip' },
        })
      ).status,
      415,
    );
    const cut = gzipSync(JSON.stringify(batchOf('2026-11-02', 1))).subarray(0, 20);
    assert.equal((await client.send('POST', '/activities/batches', { body: cut, headers })).status, 400);
  });

  it('a huge body is refused before it is read', async () => {
    const host = new URL(server.url).host;
    const head = `POST /api/v1/auth/login HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
    assert.match(await raw(server, `${head}Content-Length: 1073741824\r\n\r\n`), /^HTTP\/1.1 413/);
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;
    assert.match(
      await raw(server, `${head}Transfer-Encoding: chunked\r\n\r\n`, ...Array<string>(40).fill(chunk)),
      /^HTTP\/1.1 413/,
    );
  });

  it('two lengths for one body are no request (smuggling)', async () => {
    const host = new URL(server.url).host;
    const answer = await raw(
      server,
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /docs HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1.1 400/);
    assert.doesNotMatch(answer, /200 OK/);
  });

  it('one that sends its headers slowly is cut off', async () => {
    const started = performance.now();
    const answer = await raw(server, 'GET /docs HTTP/1.1\r\nX-Slow: ');
    assert.ok(performance.now() - started < 9000, 'the connection stayed open');
    assert.match(answer, /408/);
  });
});
