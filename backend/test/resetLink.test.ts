import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { signUp } from './harness/client.ts';
import { type TestServer, startTestServer } from './harness/testServer.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Runs the server's program with arguments until it ends. */
async function runMain(databaseUrl: string, ...args: string[]): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, said };
}

describe('the link for a new password from the command line', function () {
  this.timeout(60_000);
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  it('sets a new password, once, without mail', async () => {
    const person = await signUp(server.client());
    const { code, said } = await runMain(server.databaseUrl, 'reset-link', person.email.toUpperCase());
    assert.equal(code, 0, said);
    const token = /\/reset#(\S+)/.exec(said)?.[1];
    const body = { token, newPassword: 'another long password' };
    assert.equal(await server.client().status('POST', '/auth/password/reset', body), 204);
    assert.equal(await server.client().status('POST', '/auth/password/reset', body), 403);
    assert.equal(await person.client.status('GET', '/users/me'), 401);
    const login = { email: person.email, password: body.newPassword, client: 'app' };
    assert.equal(await server.client().status('POST', '/auth/login', login), 200);
  });

  it('is made for accounts that exist, and by no other command', async () => {
    const [missing, wrong] = await Promise.all([
      runMain(server.databaseUrl, 'reset-link', 'nobody@example.com'),
      runMain(server.databaseUrl, 'reset-everything'),
    ]);
    assert.deepEqual([missing.code, wrong.code], [1, 1]);
    assert.match(missing.said, /no account has this address/);
    assert.match(wrong.said, /reset-link EMAIL/);
  });
});
