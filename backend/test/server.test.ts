import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import path from 'node:path';
import { ConfigError, readConfig } from '../src/config.ts';
import { connect } from '../src/database/connect.ts';
import { NewerDatabaseError, migrate, migrations } from '../src/database/migrate.ts';
import { startEmbedded } from '../src/embedded/embedded.ts';
import { clientAddress, networkOf } from '../src/http/guard.ts';
import { makeLog } from '../src/log.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';
import { password, signUp } from './harness/client.ts';

describe('configuration', () => {
  const base = { DATABASE_URL: 'postgres://localhost/daymark' };

  it('has defaults for everything but the database', () => {
    const config = readConfig(base);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.registration, 'invitation');
    assert.equal(config.requestsPerMinute, 100);
  });

  const wrong: Record<string, [Record<string, string>, RegExp]> = {
    'no database': [{ DATABASE_URL: '' }, /DAYMARK_BACKEND_FOLDER.*DATABASE_URL/],
    'a database that is no PostgreSQL': [{ DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL.*postgres/],
    'a port out of range': [{ DAYMARK_BACKEND_PORT: '70000' }, /DAYMARK_BACKEND_PORT/],
    'a misspelt variable': [{ DAYMARK_BACKEND_PROT: '1' }, /DAYMARK_BACKEND_PROT: unknown/],
    'an unknown kind of registration': [{ DAYMARK_BACKEND_REGISTRATION: 'all' }, /REGISTRATION/],
    'the whole network without a public address': [{ DAYMARK_BACKEND_HOST: '0.0.0.0' }, /DAYMARK_BACKEND_URL.*https/],
    'a public address without encryption': [
      { DAYMARK_BACKEND_URL: 'http://example.com' },
      /DAYMARK_BACKEND_URL.*https/,
    ],
  };
  for (const [name, [env, message]] of Object.entries(wrong))
    it(`refuses ${name}`, () =>
      assert.throws(
        () => readConfig({ ...base, ...env }),
        (error) => error instanceof ConfigError && message.test(error.message),
      ));

  it('names everything that is wrong at once', () => {
    assert.throws(
      () => readConfig({ ...base, DAYMARK_BACKEND_PORT: 'x', DAYMARK_BACKEND_RATE: '0' }),
      /DAYMARK_BACKEND_PORT[\s\S]*DAYMARK_BACKEND_RATE/,
    );
  });
});

describe('the server', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());
  const get = (at: string, headers: Record<string, string> = {}) =>
    fetch(server.url + at, { headers, redirect: 'manual' });

  it('tells load balancers that it is well', async () => {
    for (const at of ['/health', '/health/live', '/health/ready']) {
      const response = await get(at);
      assert.equal(response.status, 200, at);
      assert.equal(((await response.json()) as { status: string }).status, 'ok');
    }
  });

  it('describes every endpoint in OpenAPI 3.1 and on a page', async () => {
    const description = (await (await get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    assert.equal(description.openapi, '3.1.0');
    const page = await (await get('/docs')).text();
    assert.ok(Object.keys(description.paths).length > 25);
    for (const at of Object.keys(description.paths)) assert.ok(page.includes(at), at);
  });

  it('sends headers that keep pages of others out, and an id for each request', async () => {
    for (const at of ['/docs', '/openapi.json', '/api/v1/users/me', '/nowhere']) {
      const { headers } = await get(at);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', at);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, at);
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/, at);
      assert.equal(headers.get('access-control-allow-origin'), null, at);
    }
  });

  it('answers with a tag, and without a body to who has that already', async () => {
    const { client } = await signUp(server.client());
    const first = await client.send('GET', '/users/me');
    const tag = first.headers.get('etag') ?? '';
    assert.match(tag, /^"[^"]+"$/);
    const again = await client.send('GET', '/users/me', { headers: { 'if-none-match': tag } });
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', tag]);
    for (const name of ['ratelimit', 'x-request-id', 'cache-control']) assert.ok(again.headers.get(name), name);
    await client.ok('PATCH', '/users/me', { name: 'Another name' });
    const changed = await client.send('GET', '/users/me', { headers: { 'if-none-match': tag } });
    assert.equal(changed.status, 200);
    // Someone else's answer is theirs.
    assert.equal((await server.client().send('GET', '/users/me', { headers: { 'if-none-match': tag } })).status, 401);
  });

  it('answers errors as problem details that lead to the log', async () => {
    const response = await get('/api/v1/users/me');
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    const problem = (await response.json()) as { title: string; instance: string };
    assert.equal(problem.title, 'Sign-in required');
    const id = problem.instance.replace('urn:uuid:', '');
    assert.ok(
      server.log.some((line) => line['requestId'] === id && line['status'] === 401 && line['route'] === '/users/me'),
    );
  });

  it('logs no address, password, or token, not even when one is handed to the log', async () => {
    const { email, client } = await signUp(server.client());
    await client.send('GET', `/activities?project=${email}`);
    const lines: string[] = [];
    const log = makeLog('info', { write: (line) => void lines.push(line) });
    log.info({ email, password, body: { refreshToken: 'dmr_x', list: { token: 'dma_x' } } }, 'careless');
    log.error({ err: Object.assign(new Error(`Key (email)=(${email}) exists`), { code: '23505' }) }, 'failed');
    const all = JSON.stringify(server.log) + lines.join('');
    for (const secret of [email, password, client.token ?? 'none', 'dmr_x', 'dma_x'])
      assert.ok(!all.includes(secret), secret);
    assert.ok(lines[1]?.includes('23505'));
  });

  it('limits requests by address and by user, and says when to continue', async () => {
    const limited = await startTestServer({ registration: 'open', requestsPerMinute: 8 });
    try {
      const { client } = await signUp(limited.client());
      const answers = await Promise.all(Array.from({ length: 10 }, () => client.send('GET', '/users/me')));
      const refused = answers.filter(({ status }) => status === 429);
      assert.ok(refused.length >= 5, `${refused.length} refused`);
      assert.ok(Number(refused[0]?.headers.get('retry-after')) > 0);
      assert.equal((await fetch(`${limited.url}/health/live`)).status, 200);
    } finally {
      await limited.stop();
    }
  });

  it('limits an API key before its owner', async () => {
    const limited = await startTestServer({ registration: 'open', requestsPerMinute: 60 });
    try {
      const { client } = await signUp(limited.client());
      const key = { name: 'Script', scopes: ['read'] };
      const { secret } = await client.ok<{ secret: string }>('POST', '/auth/keys', key);
      const ask = limited.client(secret);
      const statuses: number[] = [];
      for (let i = 0; i < 49; i++) statuses.push(await ask.status('GET', '/dashboard?from=2026-11-01&to=2026-11-02'));
      assert.deepEqual([statuses.filter((one) => one === 200).length, statuses.at(-1)], [48, 429]);
      assert.equal(await client.status('GET', '/users/me'), 200);
    } finally {
      await limited.stop();
    }
  });

  it('takes X-Forwarded-For only from its own proxies', () => {
    const context = (forwarded: string) =>
      ({
        env: { incoming: { socket: { remoteAddress: '10.0.0.1' } } },
        req: { header: () => forwarded },
      }) as unknown as Parameters<typeof clientAddress>[0];
    assert.equal(clientAddress(context('6.6.6.6'), 0), '10.0.0.1');
    assert.equal(clientAddress(context('6.6.6.6, 203.0.113.7'), 1), '203.0.113.7');
    assert.equal(networkOf('2001:db8:0:1:aaaa::1'), networkOf('2001:db8::1:bbbb:0:0:2'));
    assert.notEqual(networkOf('2001:db8:0:1::1'), networkOf('2001:db8:0:2::1'));
    assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
  });

  it('answers what is under way when it stops, and is not ready meanwhile', async () => {
    const stopping = await startTestServer({ registration: 'open' });
    const url = new URL(stopping.url);
    const socket = connectSocket(Number(url.port), url.hostname);
    await once(socket, 'connect');
    const body = JSON.stringify({ email: 'slow@example.com', password });
    socket.write(
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stopped = stopping.stop();
    await assert.rejects(fetch(`${stopping.url}/health/ready`));
    socket.write(body.slice(5));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1.1 401/);
    await stopped;
  });
});

describe('migrations', () => {
  it('run once when instances start together', async () => {
    const url = await database.create();
    const connections = [1, 2, 3].map(() => connect(url, 2, { onError: () => undefined }));
    const steps = await Promise.all(connections.map(({ db }) => migrate(db)));
    assert.deepEqual(steps.flat(), Object.keys(migrations));
    await Promise.all(connections.map(({ db }) => db.destroy()));
  });

  it('leave nothing behind when one fails', async () => {
    const { db } = connect(await database.create(), 2, { onError: () => undefined });
    const broken = {
      '0001-good': { up: (at: typeof db) => at.schema.createTable('users').addColumn('id', 'integer').execute() },
      '0002-bad': { up: () => Promise.reject(new Error('no')) },
    };
    await assert.rejects(migrate(db, broken), /no/);
    assert.deepEqual(await migrate(db), Object.keys(migrations));
    await db.destroy();
  });

  it('refuse the database of a newer version', async () => {
    const url = await database.create();
    const { db } = connect(url, 2, { onError: () => undefined });
    await migrate(db);
    await database.query(`insert into kysely_migration values ('9999-later', now()::text)`, url);
    await assert.rejects(migrate(db), NewerDatabaseError);
    await db.destroy();
  });
});

describe('the embedded database', () => {
  it('keeps its data, writes through to the disk, and belongs to one server', async () => {
    const folder = path.join(database.folder, 'own');
    mkdirSync(folder);
    const first = await startEmbedded(folder);
    await database.query('create table kept as select 1 as one', first.url);
    const { rows } = await database.query('show fsync', first.url);
    assert.deepEqual(rows, [{ fsync: 'on' }]);
    await assert.rejects(database.query('select 1', first.url.replace(/:[^:@]+@/, ':wrong@')), /password/);
    await first.stop();
    const second = await startEmbedded(folder);
    assert.deepEqual((await database.query('select * from kept', second.url)).rows, [{ one: 1 }]);
    await second.stop();
  });

  it('stops a PostgreSQL that a killed server left behind, and no other process', async () => {
    const folder = path.join(database.folder, 'orphan');
    mkdirSync(folder);
    const program = `const { startEmbedded } = await import(${JSON.stringify(new URL('../src/embedded/embedded.ts', import.meta.url).href)});
      const { url } = await startEmbedded(${JSON.stringify(folder)});
      process.stdout.write(url);
      setInterval(() => {}, 1000);`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(server.stdout, 'data')) as [Buffer];
    server.kill('SIGKILL');
    await once(server, 'exit');
    await database.query('select 1', url.toString());
    const next = await startEmbedded(folder);
    await assert.rejects(database.query('select 1', url.toString()));
    await next.stop();

    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    writeFileSync(path.join(folder, 'data', 'postmaster.pid'), `${bystander.pid}\n`);
    const last = await startEmbedded(folder).catch(() => undefined);
    assert.equal(bystander.exitCode ?? bystander.signalCode, null);
    bystander.kill();
    await last?.stop();
  });

  it('refuses a folder that another server uses', async () => {
    const folder = path.join(database.folder, 'used');
    mkdirSync(folder);
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    writeFileSync(path.join(folder, 'server.pid'), String(other.pid));
    await assert.rejects(startEmbedded(folder), new RegExp(`Process ${other.pid} uses`));
    other.kill();
  });
});
