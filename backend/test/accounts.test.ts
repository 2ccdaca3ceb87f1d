import assert from 'node:assert/strict';
import { minuteMs } from '../../src/core/time/days.ts';
import { refreshGraceMs } from '../src/accounts/sessions.ts';
import { type Client, password, signIn, signUp } from './harness/client.ts';
import { startWindow } from './harness/startWindow.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

describe('accounts', () => {
  let server: TestServer;
  let anonymous: Client;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    anonymous = server.client();
  });
  after(() => server.stop());

  it('make the first account by a link that works once', async () => {
    const fresh = await startTestServer({ registration: 'closed' });
    const token = fresh.setupLink?.split('#')[1] ?? '';
    const body = { token, email: 'operator@example.com', name: 'Operator', password };
    assert.equal(await fresh.client().status('POST', '/auth/setup', { ...body, token: `${token}x` }), 403);
    assert.equal(await fresh.client().status('POST', '/auth/setup', body), 201);
    assert.equal(await fresh.client().status('POST', '/auth/setup', { ...body, email: 'second@example.com' }), 403);
    await fresh.stop();
    const again = await startTestServer({}, fresh.databaseUrl);
    assert.equal(again.setupLink, undefined);
    await again.stop();
  });

  it('are made as the operator allows', async () => {
    const body = { email: 'new@example.com', name: 'New', password };
    for (const registration of ['closed', 'invitation'] as const) {
      const strict = await startTestServer({ registration });
      assert.equal(await strict.client().status('POST', '/auth/register', body), 403);
      await strict.stop();
    }
    assert.equal(await anonymous.status('POST', '/auth/register', body), 202);
  });

  it('are found whatever the case of the address, and refuse short passwords', async () => {
    await anonymous.ok('POST', '/auth/register', { email: 'Mixed@Example.com', name: 'Mixed', password });
    await signIn(anonymous, 'mIXED@example.COM');
    const answer = await anonymous.send('POST', '/auth/register', {
      body: { email: 'short@example.com', name: 'S', password: 'short' },
    });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /body\.password/);
  });

  it('stores no password and no token', async () => {
    const { client, refreshToken } = await signUp(anonymous);
    const key = await client.ok<{ secret: string }>('POST', '/auth/keys', { name: 'k', scopes: ['read'] });
    const text = await database.dump(server.databaseUrl);
    for (const secret of [password, refreshToken, client.token ?? '', key.secret]) {
      assert.ok(!text.includes(secret), 'in clear');
      assert.ok(!text.includes(Buffer.from(secret).toString('hex')), 'as bytes');
    }
    assert.match(text, /\$argon2id\$/);
  });

  it('end access tokens after 15 minutes and renew them by refresh tokens', async () => {
    const { client, refreshToken } = await signUp(anonymous);
    server.wait(14 * minuteMs);
    assert.equal(await client.status('GET', '/users/me'), 200);
    server.wait(2 * minuteMs);
    assert.equal(await client.status('GET', '/users/me'), 401);
    const tokens = await anonymous.ok<Tokens>('POST', '/auth/refresh', { refreshToken });
    assert.equal(await anonymous.as(tokens.accessToken).status('GET', '/users/me'), 200);
  });

  it('end a session whose refresh token comes again later', async () => {
    const { refreshToken } = await signUp(anonymous);
    const stolen = await anonymous.ok<Tokens>('POST', '/auth/refresh', { refreshToken });
    server.wait(refreshGraceMs + 1);
    assert.equal(await anonymous.status('POST', '/auth/refresh', { refreshToken }), 401);
    assert.equal(await anonymous.as(stolen.accessToken).status('GET', '/users/me'), 401);
    assert.equal(await anonymous.status('POST', '/auth/refresh', { refreshToken: stolen.refreshToken }), 401);
  });

  it('give two windows that send one refresh token at the same instant tokens of their own', async () => {
    const { refreshToken } = await signUp(anonymous);
    const windows = [1, 2].map(() => startWindow(server.url, refreshToken));
    await Promise.all(windows.map(({ ready }) => ready));
    const renewed = await Promise.all(windows.map(({ refresh }) => refresh()));
    assert.notEqual(renewed[0], renewed[1]);
    server.wait(refreshGraceMs + 1);
    // Whichever of them the windows stored last, it works.
    for (const token of renewed)
      assert.equal(await anonymous.status('POST', '/auth/refresh', { refreshToken: token }), 200);
  });

  it('exchange no refresh token of a session that ended, not even within the grace', async () => {
    const { refreshToken } = await signUp(anonymous);
    const tokens = await anonymous.ok<Tokens>('POST', '/auth/refresh', { refreshToken });
    await anonymous.as(tokens.accessToken).ok('POST', '/auth/logout');
    assert.equal(await anonymous.status('POST', '/auth/refresh', { refreshToken }), 401);
  });

  it('end refresh tokens after 7 days', async () => {
    const { refreshToken } = await signUp(anonymous);
    server.wait(7 * 24 * 60 * minuteMs + 1);
    assert.equal(await anonymous.status('POST', '/auth/refresh', { refreshToken }), 401);
  });

  it('give pages the refresh token as a cookie that scripts and other sites do not get', async () => {
    const { email } = await signUp(anonymous);
    const answer = await anonymous.send('POST', '/auth/login', { body: { email, password, client: 'web' } });
    assert.ok(!answer.text.includes('dmr_'));
    const cookie = answer.headers.get('set-cookie') ?? '';
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/auth']) assert.ok(cookie.includes(part), cookie);
    const renewed = await anonymous.send('POST', '/auth/refresh', {
      body: {},
      headers: { cookie: cookie.split(';')[0] ?? '' },
    });
    assert.equal(renewed.status, 200);
    assert.ok(!renewed.text.includes('dmr_'));
  });

  it('are new at each sign-in, whatever cookie the browser already had (fixation)', async () => {
    const [attacker, victim] = [await signUp(anonymous), await signUp(anonymous)];
    const signInAs = (email: string, headers: Record<string, string> = {}) =>
      anonymous.send('POST', '/auth/login', { body: { email, password, client: 'web' }, headers });
    const cookieOf = (answer: { headers: Headers }): string =>
      (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const planted = cookieOf(await signInAs(attacker.email));
    const signedIn = await signInAs(victim.email, { cookie: planted });
    assert.notEqual(cookieOf(signedIn), planted);
    const renewed = await anonymous.send('POST', '/auth/refresh', { body: {}, headers: { cookie: planted } });
    const me = await anonymous.as((renewed.data as Tokens).accessToken).ok<{ id: string }>('GET', '/users/me');
    assert.equal(me.id, attacker.id, 'what was planted never leads to the account of the victim');
  });

  it('keep the cookie of one page when another signs out', async () => {
    const { email, client } = await signUp(anonymous);
    const web = await anonymous.send('POST', '/auth/login', { body: { email, password, client: 'web' } });
    const cookie = (web.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const other = await client.send('POST', '/auth/logout', { headers: { cookie } });
    assert.equal(other.headers.get('set-cookie'), null);
    const own = anonymous.as((web.data as Tokens).accessToken);
    const ended = await own.send('POST', '/auth/logout', { headers: { cookie } });
    assert.match(ended.headers.get('set-cookie') ?? '', /^daymark_refresh=;.*Max-Age=0/);
  });

  it('end a session at logout, and the others when the password changes', async () => {
    const first = await signUp(anonymous);
    const second = await signIn(anonymous, first.email);
    const third = await signIn(anonymous, first.email);
    await third.client.ok('POST', '/auth/logout');
    assert.equal(await third.client.status('GET', '/users/me'), 401);
    const changed = { currentPassword: password, newPassword: 'another horse battery' };
    assert.equal(await first.client.status('PUT', '/auth/password', { ...changed, currentPassword: 'wrong' }), 403);
    await first.client.ok('PUT', '/auth/password', changed);
    assert.equal(await first.client.status('GET', '/users/me'), 200);
    assert.equal(await second.client.status('GET', '/users/me'), 401);
    assert.equal(await anonymous.status('POST', '/auth/refresh', { refreshToken: second.refreshToken }), 401);
    assert.equal(await anonymous.status('POST', '/auth/login', { email: first.email, password }), 401);
  });

  it('list sessions and end one of them, never that of someone else', async () => {
    const first = await signUp(anonymous);
    const second = await signIn(anonymous, first.email);
    const other = await signUp(anonymous);
    const sessions = await first.client.ok<{ id: string; isCurrent: boolean }[]>('GET', '/auth/sessions');
    assert.equal(sessions.length, 2);
    const id = sessions.find((one) => !one.isCurrent)?.id ?? '';
    assert.equal(await other.client.status('DELETE', `/auth/sessions/${id}`), 404);
    await first.client.ok('DELETE', `/auth/sessions/${id}`);
    assert.equal(await second.client.status('GET', '/users/me'), 401);
  });

  it('delete themselves with what belongs to them', async () => {
    const { client, id, email } = await signUp(anonymous);
    assert.equal(await client.status('POST', '/users/me/delete', { password: 'wrong' }), 403);
    await client.ok('POST', '/users/me/delete', { password });
    assert.equal(await anonymous.status('POST', '/auth/login', { email, password }), 401);
    for (const [table, column] of [
      ['users', 'id'],
      ['memberships', 'user_id'],
      ['sessions', 'user_id'],
    ])
      assert.equal(
        (await database.query(`select from ${table} where ${column} = '${id}'`, server.databaseUrl)).rowCount,
        0,
      );
  });
});

describe('API keys', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  it('do what their scopes say, and never change the account', async () => {
    const { client } = await signUp(server.client());
    const { secret } = await client.ok<{ secret: string }>('POST', '/auth/keys', { name: 'reader', scopes: ['read'] });
    const key = client.as(secret);
    assert.equal(await key.status('GET', '/users/me'), 200);
    assert.equal(await key.status('POST', '/organizations', { name: 'x' }), 403);
    assert.equal(await key.status('POST', '/auth/keys', { name: 'more', scopes: ['manage'] }), 403);
    assert.equal(await key.status('PUT', '/auth/password', { currentPassword: password, newPassword: password }), 403);
    const list = await client.send('GET', '/auth/keys');
    assert.ok(!list.text.includes(secret));
  });

  it('stop working when they are rotated, revoked, or expired', async () => {
    const { client } = await signUp(server.client());
    const make = () =>
      client.ok<{ id: string; secret: string }>('POST', '/auth/keys', { name: 'k', scopes: ['read'], days: 1 });
    const works = (secret: string) => client.as(secret).status('GET', '/users/me');
    const rotated = await make();
    const renewed = await client.ok<{ secret: string }>('POST', `/auth/keys/${rotated.id}/rotate`);
    assert.deepEqual([await works(rotated.secret), await works(renewed.secret)], [401, 200]);
    const other = await signUp(server.client());
    assert.equal(await other.client.status('DELETE', `/auth/keys/${rotated.id}`), 404);
    await client.ok('DELETE', `/auth/keys/${rotated.id}`);
    assert.equal(await works(renewed.secret), 401);
    const short = await make();
    server.wait(25 * 60 * minuteMs);
    assert.equal(await works(short.secret), 401);
  });
});

describe('sign-in by device code', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  interface Grant {
    readonly device_code: string;
    readonly user_code: string;
    readonly interval: number;
  }
  const form = (fields: Record<string, string>) => ({ body: new URLSearchParams(fields) });
  const ask = async (scope = 'share read'): Promise<Grant> =>
    (await server.client().send('POST', '/auth/device', form({ client_id: 'VS Code', scope }))).data as Grant;
  const poll = async ({ device_code }: Grant) => {
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
    const answer = await server
      .client()
      .send('POST', '/auth/device/token', form({ grant_type, device_code, client_id: 'VS Code' }));
    return answer.data as { error?: string; access_token: string; scope: string };
  };

  it('gives a program tokens once a person has approved it', async () => {
    const grant = await ask();
    assert.equal((await poll(grant)).error, 'authorization_pending');
    const { client } = await signUp(server.client());
    const shown = await client.ok<{ client: string }>(
      'GET',
      `/auth/device/grant?code=${grant.user_code.toLowerCase()}`,
    );
    assert.equal(shown.client, 'VS Code');
    await client.ok('POST', '/auth/device/grant', { code: grant.user_code, approve: true });
    server.wait(6000);
    const tokens = await poll(grant);
    assert.equal(tokens.scope, 'share read');
    assert.equal(await client.as(tokens.access_token).status('GET', '/users/me'), 200);
    assert.equal(await client.as(tokens.access_token).status('POST', '/organizations', { name: 'x' }), 403);
    assert.equal((await poll(grant)).error, 'invalid_grant');
  });

  it('slows down a program that asks too often, and ends codes after 10 minutes', async () => {
    const grant = await ask();
    await poll(grant);
    assert.equal((await poll(grant)).error, 'slow_down');
    server.wait(6000);
    assert.equal((await poll(grant)).error, 'slow_down');
    server.wait(10 * minuteMs);
    assert.equal((await poll(grant)).error, 'expired_token');
    const { client } = await signUp(server.client());
    assert.equal(await client.status('POST', '/auth/device/grant', { code: grant.user_code, approve: true }), 404);
  });

  it('tells a program that it was denied, and limits guesses of codes', async () => {
    const grant = await ask();
    const { client } = await signUp(server.client());
    await client.ok('POST', '/auth/device/grant', { code: grant.user_code, approve: false });
    assert.equal((await poll(grant)).error, 'access_denied');
    const guesses = Array.from({ length: 15 }, () =>
      client.status('POST', '/auth/device/grant', { code: 'BBBBBBBB', approve: true }),
    );
    assert.ok((await Promise.all(guesses)).includes(429));
  });
});
