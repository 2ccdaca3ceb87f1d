import assert from 'node:assert/strict';
import { hookEventSchema } from '../../src/core/github/hookEvent.ts';
import { dayMs } from '../../src/core/time/days.ts';
import { type HookTarget, deliver, pushPayload } from '../../test/fakes/github/hookSender.ts';
import { cleanUp } from '../src/cleanUp.ts';
import { connect } from '../src/database/connect.ts';
import { type Person, signUp } from './harness/client.ts';
import { followEvents, type EventReader } from './harness/eventReader.ts';
import { joinAs, makeOrganization } from './harness/organization.ts';
import { testNow } from './harness/testNow.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

const subject = { repo: 'mona/app', login: 'mona', at: Date.UTC(2026, 10, 20, 9) };
const push = (hook: HookTarget, sha: string): Promise<Response> =>
  deliver(hook, 'push', pushPayload(subject, { branch: 'main', sha }));

describe('the stream of events', () => {
  let servers: TestServer[];
  let server: TestServer;
  let owner: Person;
  let hook: HookTarget;
  const readers: EventReader[] = [];

  before(async () => {
    server = await startTestServer({ registration: 'open' });
    servers = [server, await startTestServer({}, server.databaseUrl)];
  });
  after(() => Promise.all(servers.map((one) => one.stop())));
  beforeEach(async () => {
    owner = await signUp(server.client());
    hook = await owner.client.ok<HookTarget>('POST', `/organizations/${owner.personalOrganization}/hooks`, {
      name: 'App',
    });
  });
  afterEach(() => readers.splice(0).forEach((reader) => reader.close()));

  const follow = async (...asked: Parameters<typeof followEvents>): Promise<EventReader> => {
    const reader = await followEvents(...asked);
    readers.push(reader);
    return reader;
  };
  const shaOf = async (reader: EventReader): Promise<string> =>
    hookEventSchema.parse((await reader.next())?.data).sha ?? '';

  it('says where it begins, and tells what is delivered to another instance', async () => {
    await push(hook, 'before');
    const reader = await follow(servers[1] ?? server, owner.client.token);
    assert.deepEqual(await reader.next(), { event: 'hello', id: '1', data: {} });
    const waiting = reader.next();
    await push(hook, 'after');
    const found = await waiting;
    assert.deepEqual([found?.event, found?.id, hookEventSchema.parse(found?.data).sha], ['github', '2', 'after']);
  });

  it('goes on after the last event that was read', async () => {
    const reader = await follow(server, owner.client.token);
    const { id = '' } = (await reader.next()) ?? {};
    reader.close();
    // More than one page, in whatever order they come.
    const missed = Array.from({ length: 120 }, (_one, i) => `missed ${i}`);
    await Promise.all(missed.map((sha) => push(hook, sha)));
    const again = await follow(server, owner.client.token, { after: id });
    assert.equal((await again.next())?.event, 'hello');
    const found: string[] = [];
    for (let i = 0; i < missed.length; i++) {
      const event = await again.next();
      assert.equal(event?.id, String(i + 1));
      found.push(hookEventSchema.parse(event?.data).sha ?? '');
    }
    assert.deepEqual(found.sort(), missed.sort());
  });

  it('asks a person’s own VS Code to read everything from GitHub, once a minute', async () => {
    const other = await signUp(server.client());
    const [mine, theirs] = [await follow(server, owner.client.token), await follow(server, other.client.token)];
    await Promise.all([mine.next(), theirs.next()]);
    const ask = (): Promise<unknown> => owner.client.ok('POST', '/github/sync');
    const answers = await Promise.all([ask(), ask(), ask()]);
    assert.equal(answers.filter((one) => (one as { requested: boolean }).requested).length, 1);
    assert.deepEqual(await mine.next(), { event: 'gap', id: '1', data: {} });
    const headers = { authorization: `Bearer ${owner.client.token}` };
    assert.equal((await fetch(`${server.url}/sync_github`, { method: 'POST', headers })).status, 202);
    await push(hook, 'next');
    assert.equal((await mine.next())?.id, '2');
    await other.client.ok('POST', '/github/sync');
    assert.deepEqual(await theirs.next(), { event: 'gap', id: '1', data: {} });
  });

  it('says when some of what was missed is gone, or the server knows less than before', async () => {
    await push(hook, 'old');
    const connection = connect(server.databaseUrl, 1, { onError: () => undefined });
    await cleanUp(connection.db, testNow() + 8 * dayMs);
    await connection.db.destroy();
    // It ended the sessions too, by that clock.
    const person = await signUp(server.client());
    await database.query(
      `update memberships set organization_id = '${owner.personalOrganization}' where user_id = '${person.id}'`,
      server.databaseUrl,
    );
    const behind = await follow(server, person.client.token, { after: '0' });
    assert.deepEqual(await behind.next(), { event: 'gap', id: '1', data: {} });
    const ahead = await follow(server, person.client.token, { after: '9' });
    assert.deepEqual(await ahead.next(), { event: 'gap', id: '1', data: {} });
    const current = await follow(server, person.client.token, { after: '1' });
    assert.deepEqual(await current.next(), { event: 'hello', id: '1', data: {} });
  });

  it('tells members of the organization alone', async () => {
    const team = await makeOrganization(owner);
    const member = await joinAs(server, { owner, id: team, role: 'member' });
    const viewer = await joinAs(server, { owner, id: team, role: 'viewer' });
    const own = await owner.client.ok<HookTarget>('POST', `/organizations/${team}/hooks`, { name: 'Team' });
    const seen = await follow(server, member.client.token, { organization: team });
    const mine = await follow(server, member.client.token);
    assert.equal((await seen.next())?.event, 'hello');
    assert.equal((await mine.next())?.event, 'hello');
    assert.equal((await follow(server, viewer.client.token, { organization: team })).status, 403);
    assert.equal(
      (await follow(server, (await signUp(server.client())).client.token, { organization: team })).status,
      404,
    );
    await push(hook, "the owner's own");
    await push(own, 'for the team');
    assert.equal(await shaOf(seen), 'for the team');
    const memberHook = await member.client.ok<HookTarget>(
      'POST',
      `/organizations/${member.personalOrganization}/hooks`,
      {
        name: 'Own',
      },
    );
    await push(memberHook, "the member's own");
    assert.equal(await shaOf(mine), "the member's own");
  });

  it('ends before it tells something to someone who was removed, or whose session has ended', async () => {
    const team = await makeOrganization(owner);
    const member = await joinAs(server, { owner, id: team, role: 'member' });
    const own = await owner.client.ok<HookTarget>('POST', `/organizations/${team}/hooks`, { name: 'Team' });
    const removed = await follow(server, member.client.token, { organization: team });
    const signedOut = await follow(server, member.client.token);
    await removed.next();
    await signedOut.next();
    await owner.client.ok('DELETE', `/organizations/${team}/members/${member.id}`);
    await push(own, 'not for them');
    assert.equal(await removed.next(), undefined);
    const memberHook = await member.client.ok<HookTarget>(
      'POST',
      `/organizations/${member.personalOrganization}/hooks`,
      {
        name: 'Own',
      },
    );
    await member.client.ok('POST', '/auth/logout');
    await push(memberHook, 'after signing out');
    assert.equal(await signedOut.next(), undefined);
  });

  it('goes on when the connection to PostgreSQL is lost', async () => {
    const reader = await follow(server, owner.client.token);
    await reader.next();
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'daymark-backend-events' and datname = '${new URL(server.databaseUrl).pathname.slice(1)}'`,
    );
    await push(hook, 'while it was lost');
    assert.equal(await shaOf(reader), 'while it was lost');
  });

  it('is limited for each person, and ends when the server stops', async () => {
    const own = await startTestServer({}, server.databaseUrl);
    const open: EventReader[] = [];
    for (let i = 0; i < 20; i++) open.push(await follow(own, owner.client.token));
    assert.equal((await follow(own, owner.client.token)).status, 429);
    open.pop()?.close();
    for (const reader of open) await reader.next();
    const started = performance.now();
    await own.stop();
    assert.ok(performance.now() - started < 5000);
    for (const reader of open) assert.equal(await reader.next(), undefined);
  });

  it('refuses a position that is none', async () => {
    for (const after of ['x', '-1', '1e3'])
      assert.equal((await follow(server, owner.client.token, { after })).status, 422);
  });
});
