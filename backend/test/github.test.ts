import assert from 'node:assert/strict';
import { FakeGithubSignIn } from '../../test/fakes/github/fakeGithubSignIn.ts';
import { type Answer, type Person, password, signUp } from './harness/client.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

const ada = { id: 1815, login: 'ada' };

describe('sign-in by GitHub', () => {
  const fake = new FakeGithubSignIn();
  let server: TestServer;
  let person: Person;
  before(async () => {
    await fake.start();
    const github = { ...fake.client, url: fake.url };
    server = await startTestServer({ registration: 'open', github });
    person = await signUp(server.client());
  });
  after(async () => {
    await server.stop();
    await fake.stop();
  });

  /** State of a browser after it began something. */
  interface Begun {
    readonly url: string;
    readonly cookie: string;
  }

  const begin = async (path: string, client = server.client(), body?: object): Promise<Begun> => {
    const answer = await client.send('POST', `/auth/github/${path}`, body ? { body } : {});
    assert.equal(answer.status, 200, answer.text);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { url: (answer.data as { url: string }).url, cookie };
  };
  const finish = ({ cookie }: Pick<Begun, 'cookie'>, back: URL): Promise<Answer> => {
    const { code, state } = Object.fromEntries(back.searchParams);
    return server.client().send('POST', '/auth/github/finish', { body: { code, state }, headers: { cookie } });
  };
  const signIn = async (account = ada): Promise<Answer> => {
    const begun = await begin('sign-in');
    return finish(begun, fake.allow(begun.url, account));
  };
  const connect = async ({ client }: Person, account = ada): Promise<Answer> => {
    const begun = await begin('connect', client, { password });
    return finish(begun, fake.allow(begun.url, account));
  };

  it('lets in who connected the account before, and makes no account', async () => {
    assert.equal((await signIn()).status, 401);
    assert.equal(await person.client.status('POST', '/auth/github/connect', { password: 'not it' }), 403);
    const connected = await connect(person);
    assert.deepEqual(connected.data, { isConnected: true, tokens: null });
    const { tokens } = (await signIn()).data as { tokens: { accessToken: string } };
    const me = await server.client(tokens.accessToken).ok<{ id: string }>('GET', '/users/me');
    assert.equal(me.id, person.id);
    const stranger = await signUp(server.client());
    assert.equal((await connect(stranger)).status, 409);
    await person.client.ok('DELETE', '/auth/github');
    assert.equal((await signIn()).status, 401);
    assert.equal((await connect(stranger)).status, 200);
    await stranger.client.ok('POST', '/users/me/delete', { password });
  });

  it('takes a code once, from the browser that asked for it, within ten minutes', async () => {
    await connect(person);
    const begun = await begin('sign-in');
    const back = fake.allow(begun.url, ada);
    assert.equal((await finish({ cookie: '' }, back)).status, 403);
    assert.equal((await finish({ cookie: (await begin('sign-in')).cookie }, back)).status, 403);
    assert.equal((await finish(begun, back)).status, 200);
    assert.equal((await finish(begun, back)).status, 403);
    const late = await begin('sign-in');
    server.wait(11 * 60_000);
    assert.equal((await finish(late, fake.allow(late.url, ada))).status, 403);
    // A code that somebody else got is of another challenge.
    const [mine, theirs] = [await begin('sign-in'), await begin('sign-in')];
    const mixed = fake.allow(mine.url, ada);
    mixed.searchParams.set('code', fake.allow(theirs.url, { id: 7, login: 'eve' }).searchParams.get('code') ?? '');
    assert.equal((await finish(mine, mixed)).status, 401);
  });

  it('asks for the code of an authenticator app elsewhere, and says when GitHub is out of order', async () => {
    fake.isDown = true;
    const begun = await begin('sign-in');
    assert.equal((await finish(begun, fake.allow(begun.url, ada))).status, 503);
    fake.isDown = false;
    await database.query(`insert into totp values ('${person.id}', 'ABCDEFGHIJKLMNOP', now(), 0)`, server.databaseUrl);
    const refused = await signIn();
    assert.equal(refused.status, 401);
    assert.match(refused.text, /needs a code/);
  });

  it('stores no token, and no secret', async () => {
    const dump = await database.dump(server.databaseUrl);
    for (const secret of ['gho_', fake.client.secret])
      assert.ok(!dump.includes(secret) && !JSON.stringify(server.log).includes(secret));
    assert.ok(fake.asked > 3);
  });

  it('is not there where the operator has no OAuth app', async () => {
    const without = await startTestServer({ registration: 'open' });
    try {
      assert.equal(await without.client().status('POST', '/auth/github/sign-in'), 409);
      assert.ok(!(await (await fetch(`${without.url}/days`)).text()).includes('data-github'));
      assert.ok((await (await fetch(`${server.url}/days`)).text()).includes('data-github'));
    } finally {
      await without.stop();
    }
  });
});
