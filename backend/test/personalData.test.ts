import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { type HookTarget, deliver, pushPayload } from '../../test/fakes/github/hookSender.ts';
import { digest } from '../src/http/guard.ts';
import { type Person, password, signIn, signUp } from './harness/client.ts';
import { joinAs, makeOrganization, share } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

type Row = Readonly<Record<string, unknown>>;

/** Columns that identify passwords, tokens, keys, codes, and networks: nothing to hand out, so it isn't exported. */
const digests = new Set(['secret', 'password_hash', 'hash', 'body_hash', 'device_hash', 'address']);

describe('what the server has about a person', () => {
  let server: TestServer;
  let colleague: Person;
  let team: string;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    colleague = await signUp(server.client());
    team = await makeOrganization(colleague);
  });
  after(() => server.stop());

  const tables = async (): Promise<string[]> => {
    const { rows } = await database.query(
      `select table_name from information_schema.tables where table_schema = 'public' order by 1`,
      server.databaseUrl,
    );
    return rows.map(({ table_name }) => String(table_name));
  };
  const rowsOf = async (table: string): Promise<readonly Row[]> =>
    (await database.query(`select * from "${table}"`, server.databaseUrl)).rows;
  const dump = (): Promise<string> => database.dump(server.databaseUrl);

  /** A person with rows in every table, and the values that find them. */
  async function plant(): Promise<{ person: Person; shown: string[]; secrets: string[] }> {
    const mark = `planted${randomBytes(6).toString('hex')}`;
    const email = `${mark}-mail@example.com`;
    await server.client().ok('POST', '/auth/register', { email, name: `${mark} Name`, password });
    const person = await signIn(server.client(), email);
    const { client, personalOrganization } = person;
    const key = await client.ok<{ secret: string }>('POST', '/auth/keys', { name: `${mark}-key`, scopes: ['share'] });
    const invite = (who: Person, id: string, to: string) =>
      who.client.ok<{ link: string }>('POST', `/organizations/${id}/invitations`, { email: to, role: 'member' });
    const { link } = await invite(colleague, team, email);
    await client.ok('POST', '/invitations/accept', { invitation: link.split('#')[1] });
    await invite(colleague, await makeOrganization(colleague), email);
    await colleague.client.ok('PATCH', `/organizations/${team}/members/${person.id}`, { role: 'admin' });
    await invite(person, team, `${mark}-invited@example.com`);
    const own = await client.ok<{ id: string }>('POST', '/organizations', { name: `${mark}-own` });
    await client.ok('POST', `/organizations/${personalOrganization}/projects`, {
      name: `${mark}-project`,
      alias: 'Heron',
      description: `${mark}-description`,
    });
    const items = [{ project: `${mark}-shared`, seconds: 61 }];
    const batch = { level: 'project', source: `${mark}-source`, days: [{ day: '2026-11-02', revision: 7, items }] };
    await share(person, batch);
    const task = {
      id: `${mark}-task`,
      title: `${mark}-title`,
      status: 'todo',
      priority: 'low',
      project: `${mark}-shared`,
    };
    const entry = { id: `${mark}-entry`, title: `${mark}-what`, startedAt: Date.UTC(2026, 10, 3), seconds: 60 };
    const ai = {
      calls: 71_001,
      tokens: 71_002,
      costMicros: 71_003,
      runs: 71_004,
      failedRuns: 71_000,
      runSeconds: 71_006,
    };
    const day = { day: '2026-11-03', revision: 7, items: [], entries: [entry], ai };
    await share(person, { level: 'tasks', source: `${mark}-source`, days: [day], tasks: [task] });
    await share(
      person,
      {
        ...batch,
        level: 'language',
        days: [{ ...batch.days[0], items: [{ language: `${mark}-language`, seconds: 5 }] }],
      },
      team,
    );
    await client.ok('POST', '/auth/totp', { password });
    await database.query(
      `insert into mail_links values ('\\x${randomBytes(32).toString('hex')}', '${person.id}', 'verify', now() + interval '1 day')`,
      server.databaseUrl,
    );
    await database.query(
      `insert into operator_log (actor_id, action, target) values ('${person.id}', 'user.operator', '${colleague.id}'), ('${colleague.id}', 'user.signed-out', '${person.id}')`,
      server.databaseUrl,
    );
    await database.query(
      `insert into model_calls values ('${mark}-call', '${person.id}', now(), '{"payload": "${mark}-payload", "answer": "${mark}-answer"}')`,
      server.databaseUrl,
    );
    const hook = await client.ok<HookTarget>('POST', `/organizations/${personalOrganization}/hooks`, {
      name: `${mark}-hook`,
    });
    const subject = { repo: `${mark}-login/${mark}-repo`, login: `${mark}-login`, at: Date.UTC(2026, 10, 2) };
    await deliver(hook, 'push', pushPayload(subject, { branch: `${mark}-branch`, sha: `${mark}-sha` }));
    await client.ok('PATCH', '/users/me', { timeZone: 'Asia/Tokyo' });
    await client.ok('POST', '/plans', { day: '2026-11-03' });
    await client.ok('GET', '/insights?day=2026-11-03');
    await client.ok('PUT', '/leaderboards/me', { alias: `${mark}-alias` });
    await client.ok('PUT', `/leaderboards/me?organization=${team}`, { alias: `${mark}-team-alias` });
    await client.ok('PUT', `/organizations/${own.id}/leaderboard`, { alias: `${mark}-organization-alias` });
    const code = { body: new URLSearchParams({ client_id: `${mark}-program`, scope: 'share' }) };
    const grant = (await server.client().send('POST', '/auth/device', code)).data as { user_code: string };
    await client.ok('POST', '/auth/device/grant', { code: grant.user_code, approve: true });
    const publicKey = randomBytes(32).toString('base64');
    const device = await client.ok<{ id: string }>('POST', '/sync/devices', { name: `${mark}-device`, publicKey });
    const envelope = Buffer.from(`${mark}-recovery`).toString('base64');
    const verifier = randomBytes(32).toString('base64');
    await client.ok('PUT', '/sync/recovery', { generation: 3, envelope, verifier });
    const segment = Buffer.from(`${mark}-segment`);
    for (const sequence of [1, 2, 3, 4, 5, 6])
      await client.send('PUT', `/sync/devices/${device.id}/segments/${sequence}`, { body: segment });
    const names = [
      'mail@example.com',
      'key',
      'invited@example.com',
      'own',
      'project',
      'description',
      'shared',
      'source',
      'language',
      'program',
      'device',
      'alias',
      'team-alias',
      'payload',
      'answer',
      'task',
      'title',
      'entry',
      'what',
      'hook',
      'login',
      'repo',
      'branch',
      'sha',
    ];
    const shown = [
      ...names.map((name) => `${mark}-${name}`),
      `${mark} Name`,
      person.id,
      own.id,
      device.id,
      publicKey,
      envelope,
      segment.toString('base64'),
    ];
    const secrets = [client.token ?? '', person.refreshToken, key.secret, hook.secret].flatMap((secret) => [
      secret,
      digest(secret).toString('hex'),
    ]);
    return { person, shown, secrets };
  }

  const download = async ({ client }: Person): Promise<string> => {
    const answer = await client.send('GET', '/users/me/export');
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename="daymark-export\.json"/);
    return answer.text;
  };

  it('comes as one download with every value of every table, and nothing of others', async () => {
    const { person, shown, secrets } = await plant();
    const text = await download(person);
    const document = JSON.parse(text) as Record<string, Row[]>;
    for (const value of shown) assert.ok(text.includes(value), value);
    for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret');
    assert.ok(!text.includes('argon2'));
    assert.ok(!text.includes(colleague.email));
    assert.equal(document['segments']?.length, 6);

    // Tables added later are covered too.
    let checked = 0;
    for (const table of await tables())
      for (const row of (await rowsOf(table)).filter((one) => Object.values(one).includes(person.id)))
        for (const [column, value] of Object.entries(row)) {
          if (digests.has(column) || (typeof value !== 'string' && typeof value !== 'number')) continue;
          // Other people that a row names, and data about a session elsewhere.
          if (value !== person.id && ['actor_id', 'invited_by', 'credential_id'].includes(column)) continue;
          assert.ok(text.includes(`${value}`), `${table}.${column}: ${value}`);
          checked += 1;
        }
    assert.ok(checked > 60, `${checked} values`);
  });

  it('is downloaded in pages, whole', async () => {
    const person = await signUp(server.client());
    await database.query(
      `insert into audit_log (organization_id, actor_id, action, target, detail)
       select '${person.personalOrganization}', '${person.id}', 'test.' || i, 'x', '{}' from generate_series(1, 2500) i`,
      server.databaseUrl,
    );
    const { auditLog } = JSON.parse(await download(person)) as { auditLog: { action: string }[] };
    const actions = new Set(auditLog.map(({ action }) => action));
    assert.equal(auditLog.length, 2500);
    assert.equal(actions.size, 2500);
  });

  it('is downloaded by the person alone, not by a program, and not without end', async () => {
    const person = await signUp(server.client());
    const { secret } = await person.client.ok<{ secret: string }>('POST', '/auth/keys', {
      name: 'x',
      scopes: ['read'],
    });
    assert.equal(await server.client(secret).status('GET', '/users/me/export'), 403);
    const statuses = await Promise.all(
      Array.from({ length: 15 }, () => person.client.status('GET', '/users/me/export')),
    );
    assert.equal(statuses.filter((status) => status === 429).length, 5);
  });

  it('is gone from every table once the account is deleted', async () => {
    const { person, shown, secrets } = await plant();
    const hash = String(
      (await database.query(`select password_hash from users where id = '${person.id}'`, server.databaseUrl)).rows[0]?.[
        'password_hash'
      ],
    );
    // bytea in the text of a row is hexadecimal.
    const planted = [...shown, ...secrets, hash, Buffer.from(shown.at(-1) ?? '', 'base64').toString('hex')];
    const { exportedAt: _at, ...lists } = JSON.parse(
      (await person.client.send('GET', '/users/me/export')).text,
    ) as Record<string, unknown[]>;
    const found = Object.entries(lists).filter(([, rows]) => rows.length > 0);
    const exported = Object.fromEntries(found.map(([name, rows]) => [name, rows.length]));
    const before = await dump();
    assert.ok(planted.filter((value) => before.includes(value)).length > 15);
    assert.equal(await person.client.status('POST', '/users/me/delete', { password: 'not it' }), 403);
    assert.equal(await person.client.status('GET', '/users/me'), 200);
    const proof = await person.client.ok<{ deleted: Record<string, number>; left: object }>(
      'POST',
      '/users/me/delete',
      {
        password,
      },
    );
    assert.deepEqual(proof.left, {});
    assert.deepEqual(proof.deleted, exported);
    const text = await dump();
    // An invitation to the remaining team is about someone else, and stays.
    for (const value of planted) assert.equal(text.includes(value), value.endsWith('-invited@example.com'), value);
    assert.equal(await person.client.status('GET', '/users/me'), 401);
    // The team remains, and its log still says what happened.
    const log = await colleague.client.ok<{ action: string; actorId: string | null }[]>(
      'GET',
      `/organizations/${team}/audit`,
    );
    assert.ok(log.some(({ action, actorId }) => action === 'member.joined' && actorId === null));
  });

  it('stays while others depend on its owner, who hears of which organization', async () => {
    const owner = await signUp(server.client(), `${randomUUID()}@example.com`);
    const id = await makeOrganization(owner);
    const other = await joinAs(server, { owner, id, role: 'member' });
    const refused = await owner.client.send('POST', '/users/me/delete', { body: { password } });
    assert.equal(refused.status, 409);
    assert.deepEqual((refused.data as { errors: unknown }).errors, [
      { path: `organizations.${id}`, message: 'You are its only owner.' },
    ]);
    await owner.client.ok('PATCH', `/organizations/${id}/members/${other.id}`, { role: 'owner' });
    await owner.client.ok('POST', '/users/me/delete', { password });
    assert.equal((await other.client.ok<{ id: string }>('GET', `/organizations/${id}`)).id, id);
  });
});
