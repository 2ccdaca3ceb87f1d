import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { minuteMs } from '../../src/core/time/days.ts';
import { readConfig } from '../src/config.ts';
import { type Person, password, signIn, signUp } from './harness/client.ts';
import { Mailbox } from './harness/mailbox.ts';
import { testNow } from './harness/testNow.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

describe('two-factor authentication', () => {
  let server: TestServer;
  let ahead = 0;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  const pass = (ms: number): void => {
    server.wait(ms);
    ahead += ms;
  };
  const codeOf = (secret: string, shift = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: testNow() + ahead + shift });
  const login = ({ email }: Person, more: object = {}) =>
    server.client().send('POST', '/auth/login', { body: { email, password, ...more } });
  async function turnOn(person: Person): Promise<{ secret: string; recoveryCodes: string[] }> {
    const { secret, uri } = await person.client.ok<{ secret: string; uri: string }>('POST', '/auth/totp', { password });
    assert.match(uri, /^otpauth:\/\/totp\/Daymark:.*secret=/);
    const body = { code: codeOf(secret) };
    return { secret, ...(await person.client.ok<{ recoveryCodes: string[] }>('POST', '/auth/totp/confirm', body)) };
  }

  it('counts once a code is confirmed, then asks for one at each sign-in', async () => {
    const person = await signUp(server.client());
    const second = await signIn(server.client(), person.email);
    assert.equal(await person.client.status('POST', '/auth/totp', { password: 'wrong password' }), 403);
    await person.client.ok('POST', '/auth/totp', { password });
    assert.equal((await login(person)).status, 200);
    assert.equal(await person.client.status('POST', '/auth/totp/confirm', { code: '000000' }), 422);
    const { secret } = await turnOn(person);
    assert.equal(await second.client.status('GET', '/users/me'), 401);
    pass(minuteMs);
    const asked = await login(person);
    assert.equal(asked.status, 401);
    assert.deepEqual(
      (asked.data as { errors: { path: string }[] }).errors.map(({ path }) => path),
      ['body.code'],
    );
    assert.equal((await login(person, { code: '000000' })).status, 401);
    assert.equal((await login(person, { code: codeOf(secret) })).status, 200);
  });

  it('takes each code once, also at the same instant, and none that is old', async () => {
    const person = await signUp(server.client());
    const { secret } = await turnOn(person);
    assert.equal((await login(person, { code: codeOf(secret) })).status, 401, 'the one that confirmed');
    pass(minuteMs);
    const code = codeOf(secret);
    const lock = `select from totp where user_id = '${person.id}' for update`;
    const answers = await database.meetAt({ url: server.databaseUrl, lock, waiting: 3 }, () =>
      Promise.all([1, 2, 3].map(() => login(person, { code }))),
    );
    assert.deepEqual(
      answers.map(({ status }) => status).sort((a, b) => a - b),
      [200, 401, 401],
    );
    pass(5 * minuteMs);
    assert.equal((await login(person, { code: codeOf(secret, -2 * minuteMs) })).status, 401);
    assert.equal((await login(person, { code: codeOf(secret, -30_000) })).status, 200);
  });

  it('can’t be guessed: wrong codes lock like wrong passwords, and asking without one makes up for none', async () => {
    const person = await signUp(server.client());
    const { secret } = await turnOn(person);
    pass(minuteMs);
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      statuses.push((await login(person, { code: '000000' })).status);
      await login(person);
    }
    assert.ok(statuses.includes(429), String(statuses));
    assert.equal((await login(person, { code: codeOf(secret) })).status, 429);
  });

  it('lets in by recovery codes, each once, and is turned off by password and code', async () => {
    const person = await signUp(server.client());
    const { secret, recoveryCodes } = await turnOn(person);
    assert.equal(recoveryCodes.length, 10);
    const [first = '', other = ''] = recoveryCodes;
    assert.equal((await login(person, { code: ` ${first.toUpperCase()} ` })).status, 200);
    assert.equal((await login(person, { code: first })).status, 401);
    assert.deepEqual(await person.client.ok('GET', '/auth/totp'), { isOn: true, recoveryCodes: 9 });
    assert.equal(await person.client.status('POST', '/auth/totp', { password }), 409);
    assert.ok(!(await database.dump(server.databaseUrl)).includes(other));
    assert.equal(await person.client.status('POST', '/auth/totp/remove', { password, code: '000000' }), 422);
    pass(minuteMs);
    await person.client.ok('POST', '/auth/totp/remove', { password, code: codeOf(secret) });
    assert.equal((await login(person)).status, 200);
  });
});

describe('mail', () => {
  let server: TestServer;
  let mailbox: Mailbox;
  before(async () => {
    mailbox = new Mailbox();
    server = await startTestServer({
      registration: 'open',
      smtpUrl: await mailbox.start(),
      mailFrom: 'Daymark <daymark@example.com>',
    });
  });
  after(async () => {
    await server.stop();
    await mailbox.stop();
  });

  const tokenIn = (text: string, page: string): string =>
    new RegExp(`${server.url}/${page}#(dml_[\\w-]{43})`).exec(text)?.[1] ?? '';
  async function forget(email: string): Promise<string> {
    await server.client().ok('POST', '/auth/password/forgot', { email });
    const mail = await mailbox.next();
    assert.equal(mail.to, email);
    assert.match(mail.text, /From: Daymark <daymark@example.com>/);
    return tokenIn(mail.text, 'reset');
  }
  const newPassword = 'a wholly new battery';
  const reset = (token: string) => server.client().status('POST', '/auth/password/reset', { token, newPassword });

  it('brings a link that sets a new password once, and ends all sessions', async () => {
    const person = await signUp(server.client());
    const older = await forget(person.email);
    const token = await forget(person.email);
    assert.equal(await reset(older), 403);
    assert.equal(await reset(`${token.slice(0, -1)}x`), 403);
    assert.equal(await reset(token), 204);
    assert.equal(await reset(token), 403);
    assert.equal(await person.client.status('GET', '/users/me'), 401);
    assert.equal(await server.client().status('POST', '/auth/login', { email: person.email, password }), 401);
    const login = { email: person.email, password: newPassword };
    const tokens = await server.client().ok<{ accessToken: string }>('POST', '/auth/login', login);
    const me = await server.client(tokens.accessToken).ok<{ isEmailVerified: boolean }>('GET', '/users/me');
    assert.equal(me.isEmailVerified, true);
  });

  it('brings a link that ends within an hour', async () => {
    const person = await signUp(server.client());
    const token = await forget(person.email);
    server.wait(61 * minuteMs);
    assert.equal(await reset(token), 403);
  });

  it('tells nobody whether an address has an account', async () => {
    const answer = await server
      .client()
      .send('POST', '/auth/password/forgot', { body: { email: 'nobody@example.com' } });
    assert.equal(answer.status, 202);
    const person = await signUp(server.client());
    await forget(person.email);
    assert.equal(mailbox.mails.length, 0);
  });

  it('verifies an address, and takes an account that was made for someone else’s address away from its maker', async () => {
    const thief = await signUp(server.client());
    const { secret } = await thief.client.ok<{ secret: string }>('POST', '/auth/keys', { name: 'k', scopes: ['read'] });
    await thief.client.ok('POST', '/auth/totp', { password });
    assert.equal(await reset(await forget(thief.email)), 204);
    assert.equal(await server.client(secret).status('GET', '/users/me'), 401);
    const owner = await signUp(server.client());
    const key = await owner.client.ok<{ secret: string }>('POST', '/auth/keys', { name: 'k', scopes: ['read'] });
    await owner.client.ok('POST', '/auth/email/send');
    const token = tokenIn((await mailbox.next()).text, 'verify');
    assert.equal(await reset(token), 403);
    assert.equal(await server.client().status('POST', '/auth/email/verify', { token }), 204);
    assert.equal(await server.client().status('POST', '/auth/email/verify', { token }), 403);
    // Once it is verified, a forgotten password costs no keys.
    assert.equal(await reset(await forget(owner.email)), 204);
    assert.equal(await server.client(key.secret).status('GET', '/users/me'), 200);
  });

  it('goes to one address a few times a minute, not without end', async () => {
    const person = await signUp(server.client());
    const body = { email: person.email };
    const sent = await Promise.all(
      Array.from({ length: 15 }, () => server.client().status('POST', '/auth/password/forgot', body)),
    );
    assert.ok(sent.includes(429));
  });

  it('is not sent where the operator has no server for it, and a half setting stops the start', async () => {
    const silent = await startTestServer({ registration: 'open' });
    assert.equal(await silent.client().status('POST', '/auth/password/forgot', { email: 'a@example.com' }), 409);
    await silent.stop();
    const env = { DATABASE_URL: 'postgres://x/y', DAYMARK_BACKEND_SMTP_URL: 'smtp://mail.example.com' };
    assert.throws(() => readConfig(env), /DAYMARK_BACKEND_MAIL_FROM/);
    assert.throws(
      () => readConfig({ ...env, DAYMARK_BACKEND_SMTP_URL: 'http://mail', DAYMARK_BACKEND_MAIL_FROM: 'a@b.c' }),
      /must begin with smtp/,
    );
  });
});
