import assert from 'node:assert/strict';
import { type Person, password, signIn, signUp } from './harness/client.ts';
import { batchOf, makeOrganization, share } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

interface ServerState {
  readonly users: number;
  readonly organizations: number;
  readonly jobs: readonly { readonly job: string; readonly result: string | null; readonly error: string | null }[];
}

describe('the administration', () => {
  let server: TestServer;
  let operator: Person;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    operator = await signUp(server.client());
    await database.query(`update users set is_operator = true where id = '${operator.id}'`, server.databaseUrl);
  });
  after(() => server.stop());
  const state = () => operator.client.ok<ServerState>('GET', '/admin/server');
  const users = async (query = '') =>
    (await operator.client.ok<{ users: { email: string; isOperator: boolean }[] }>('GET', `/admin/users${query}`))
      .users;

  it('has accounts, organizations, sizes, and jobs, but nothing that people share', async () => {
    const person = await signUp(server.client(), 'shares@example.com');
    await person.client.ok('PATCH', '/users/me', { name: 'Planted Heron' });
    await makeOrganization(person);
    const items = [{ project: 'planted-project', seconds: 3605 }];
    await share(
      person,
      batchOf('2026-11-02', 60, {
        source: 'planted-source',
        level: 'project',
        days: [{ day: '2026-11-02', revision: 1, items }],
      }),
    );
    const { organizations, jobs } = await state();
    assert.ok(organizations >= 1);
    assert.deepEqual(
      jobs.map(({ job, result }) => [job, result]),
      ['expiry', 'months', 'standings', 'nightly'].map((job) => [job, 'done']),
    );
    assert.ok((await users('?search=heron')).some(({ email }) => email === 'shares@example.com'));
    assert.deepEqual(await users('?search=no%25one'), []);
    let all = '';
    for (const path of ['/admin/server', '/admin/users', '/admin/organizations', '/admin/log'])
      all += (await operator.client.send('GET', path)).text;
    assert.ok(all.includes('Planted Heron'));
    for (const planted of ['planted-project', 'planted-source', '3605']) assert.ok(!all.includes(planted), planted);
  });

  it('is for operators who signed in with a password', async () => {
    const person = await signUp(server.client());
    assert.equal(await person.client.status('GET', '/admin/users'), 403);
    assert.equal(await person.client.status('PATCH', `/admin/users/${person.id}`, { isOperator: true }), 403);
    assert.equal(await person.client.status('PATCH', '/users/me', { name: 'x', isOperator: true }), 422);
    const scopes = ['read', 'manage', 'share', 'sync'];
    const key = await operator.client.ok<{ secret: string }>('POST', '/auth/keys', { name: 'x', scopes });
    assert.equal(await server.client(key.secret).status('GET', '/admin/users'), 403);
  });

  it('keeps an operator', async () => {
    const at = `/admin/users/${operator.id}`;
    assert.equal(await operator.client.status('PATCH', at, { isOperator: false }), 409);
    assert.equal(await operator.client.status('POST', '/users/me/delete', { password }), 409);
    const other = await signUp(server.client());
    await operator.client.ok('PATCH', `/admin/users/${other.id}`, { isOperator: true });
    await other.client.ok('GET', '/admin/log');
    // Two who step down at once wait for each other.
    const lock = 'select from users where is_operator for update';
    const met = await database.meetAt({ url: server.databaseUrl, lock, waiting: 2 }, () =>
      Promise.all(
        [operator, other].map(({ client, id }) => client.status('PATCH', `/admin/users/${id}`, { isOperator: false })),
      ),
    );
    assert.deepEqual(
      met.sort((a, b) => a - b),
      [204, 409],
    );
    await database.query(`update users set is_operator = (id = '${operator.id}')`, server.databaseUrl);
  });

  it('ends the sessions and keys of an account', async () => {
    const person = await signUp(server.client());
    const key = await person.client.ok<{ secret: string }>('POST', '/auth/keys', { name: 'x', scopes: ['read'] });
    await operator.client.ok('POST', `/admin/users/${person.id}/sign-out`);
    assert.equal(await person.client.status('GET', '/users/me'), 401);
    assert.equal(await server.client(key.secret).status('GET', '/users/me'), 401);
    assert.equal(await server.client().status('POST', '/auth/refresh', { refreshToken: person.refreshToken }), 401);
    await signIn(server.client(), person.email);
  });

  it('deletes an account by the own password, and logs it without its id', async () => {
    const person = await signUp(server.client());
    const at = `/admin/users/${person.id}/delete`;
    assert.equal(await operator.client.status('POST', at, { password: 'wrong password' }), 403);
    await operator.client.ok('POST', `/admin/users/${person.id}/sign-out`);
    await operator.client.ok('POST', at, { password });
    assert.equal(await server.client().status('POST', '/auth/login', { email: person.email, password }), 401);
    const log = await operator.client.ok<{ action: string; actorId: string; target: string }[]>('GET', '/admin/log');
    assert.deepEqual(
      log.slice(0, 2).map(({ action, actorId, target }) => [action, actorId, target]),
      [
        ['user.deleted', operator.id, 'deleted'],
        ['user.signed-out', operator.id, 'deleted'],
      ],
    );
    assert.ok(!(await database.dump(server.databaseUrl)).includes(person.id));
  });

  it('shows which job failed and by which code, and runs the others all the same', async () => {
    await database.query('alter table leaderboard_standings rename to away', server.databaseUrl);
    try {
      await operator.client.ok('POST', '/admin/jobs/run');
      const { jobs } = await state();
      assert.deepEqual(
        jobs.map(({ job, result, error }) => [job, result, error]),
        [
          ['expiry', 'done', null],
          ['months', 'failed', '42P01'],
          ['standings', 'failed', '42P01'],
          ['nightly', 'done', null],
        ],
      );
    } finally {
      await database.query('alter table away rename to leaderboard_standings', server.databaseUrl);
    }
  });
});
