import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays } from '../../src/core/time/days.ts';
import { makeNightly, type ServerInsights, type ServerPlan } from '../src/assistant/makePages.ts';
import { readConfig } from '../src/config.ts';
import { makeLog } from '../src/log.ts';
import { connect } from '../src/database/connect.ts';
import { type Person, signUp } from './harness/client.ts';
import { share } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

describe('plans and insights on the server', () => {
  let server: TestServer;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());

  let revision = 0;
  const shareDay = (person: Person, day: string, items: object[]): Promise<unknown> => {
    revision += 1;
    const [level = 'totals'] = Object.keys(items[0] ?? {}).filter((name) => name !== 'seconds');
    return share(person, { level, source: `of-${level}`, days: [{ day, revision, items }] });
  };
  /** Four weeks of an hour on each weekday, then one of three hours a day. */
  async function somebody(): Promise<Person> {
    const person = await signUp(server.client());
    const days = Array.from({ length: 35 }, (_one, i) => addDays('2026-11-26', -i));
    revision += 1;
    await share(person, {
      level: 'project',
      source: 'laptop',
      days: days.map((day, i) => ({ day, revision, items: [{ project: 'Shop', seconds: i < 7 ? 10_800 : 3600 }] })),
    });
    return person;
  }

  it('are made by the built-in rules, and cite what was shared', async () => {
    const person = await somebody();
    const insights = await person.client.ok<ServerInsights>('GET', '/insights?day=2026-11-27');
    assert.deepEqual([insights.from, insights.to, insights.workdays], ['2026-11-13', '2026-11-26', 14]);
    const [week] = insights.insights;
    assert.equal(week?.observation, 'The past week had 300 % of the work of a usual week');
    assert.match(week?.evidence[0]?.text ?? '', /^21 h in the last 7 days, 300 % of the 7 h/);
    assert.ok(insights.facts.some(({ id }) => id === 'project:Shop'));
    const plan = await person.client.ok<ServerPlan>('POST', '/plans', { day: '2026-11-27' });
    // The median of Fridays: one of three hours and four of one.
    assert.equal(plan.capacityMinutes, 60);
    assert.equal(plan.tasks[0]?.title, 'Continue in Shop, where you left off');
    assert.ok(plan.tasks.reduce((sum, { minutes }) => sum + minutes, plan.learning?.minutes ?? 0) <= 60);
    for (const item of [...plan.tasks, plan.learning, plan.reflection]) assert.ok((item?.evidence.length ?? 0) > 0);
    assert.deepEqual(await person.client.ok('GET', '/plans?day=2026-11-27'), plan);
    assert.equal(await person.client.status('GET', '/plans?day=2026-11-20'), 404);
  });

  it('learn a language that is rarely used, and know nothing before anything is shared', async () => {
    const person = await signUp(server.client());
    const first = await person.client.ok<ServerPlan>('POST', '/plans', {});
    assert.equal(first.capacityMinutes, 240);
    assert.match(first.tasks[0]?.title ?? '', /^Choose the one result/);
    assert.equal((await person.client.ok<ServerInsights>('GET', '/insights')).insights.length, 0);
    await shareDay(person, '2026-11-26', [
      { language: 'go', seconds: 30_000 },
      { language: 'rust', seconds: 1800 },
    ]);
    const plan = await person.client.ok<ServerPlan>('POST', '/plans', { day: '2026-11-27' });
    assert.equal(plan.learning?.title, 'Read one chapter on rust');
  });

  it('are made at three at night of the time zone that was given, once a day, and for nobody else', async () => {
    const [person, other] = [await somebody(), await somebody()];
    assert.equal(await person.client.status('PATCH', '/users/me', { timeZone: 'Mars/Olympus' }), 422);
    await person.client.ok('PATCH', '/users/me', { timeZone: 'Asia/Tokyo' });
    const { db } = connect(server.databaseUrl, 2, { onError: () => undefined });
    const services = { db, config: readConfig({ DATABASE_URL: server.databaseUrl }), log: makeLog('silent') };
    const madeAt = async (time: string): Promise<string[]> => {
      await makeNightly(services, Date.parse(time));
      const { rows } = await database.query(
        `select user_id, kind, day::text from assistant_pages where user_id in ('${person.id}', '${other.id}') order by day, kind`,
        server.databaseUrl,
      );
      assert.ok(rows.every(({ user_id }) => user_id === person.id));
      return rows.map(({ kind, day }) => `${String(kind)} ${String(day)}`);
    };
    assert.deepEqual(await madeAt('2026-11-26T17:59:00Z'), []);
    const first = ['insights 2026-11-27', 'plan 2026-11-27'];
    assert.deepEqual(await madeAt('2026-11-26T18:01:00Z'), first);
    assert.equal(await makeNightly(services, Date.parse('2026-11-26T19:00:00Z')), 0);
    assert.equal((await madeAt('2026-11-27T18:01:00Z')).length, 4);
    await person.client.ok('PATCH', '/users/me', { timeZone: null });
    assert.equal((await madeAt('2026-11-28T18:01:00Z')).length, 4);
    await db.destroy();
  });

  it('go with the days that are taken back', async () => {
    const person = await somebody();
    for (const day of ['2026-11-20', '2026-11-27']) await person.client.ok('POST', '/plans', { day });
    await person.client.ok('DELETE', '/activities?from=2026-11-25&to=2026-11-26');
    assert.equal(await person.client.status('GET', '/plans?day=2026-11-20'), 200);
    assert.equal(await person.client.status('GET', '/plans?day=2026-11-27'), 404);
  });

  it('answer at the paths of the seeds, with activities that are logged', async () => {
    const person = await signUp(server.client());
    const send = (path: string, method: string, body?: object) =>
      fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${person.client.token}`,
          'content-type': 'application/json',
          'idempotency-key': `key-${randomUUID()}`,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    const log = (body: object) => send('/log_activity', 'POST', body);
    assert.equal((await log({ day: '2026-11-26', seconds: 1800 })).status, 202);
    assert.equal((await log({ day: '2026-11-26', seconds: 600, project: 'Shop' })).status, 202);
    assert.equal((await log({ day: '2026-11-26', seconds: 600, project: 'Shop', language: 'go' })).status, 422);
    assert.equal((await log({ day: '1999-11-26', seconds: 600 })).status, 422);
    const board = await person.client.ok<{ totalSeconds: number }>('GET', '/dashboard?from=2026-11-26&to=2026-11-26');
    assert.equal(board.totalSeconds, 2400);
    const { rows } = await database.query(
      `select sum(measured_seconds)::int as measured from shared_days where user_id = '${person.id}'`,
      server.databaseUrl,
    );
    assert.equal(rows[0]?.['measured'], 0);
    const plan = await send('/generate_plan', 'POST', { day: '2026-11-27' });
    assert.equal(plan.status, 201);
    assert.equal(
      ((await plan.json()) as { data: ServerPlan }).data.tasks[0]?.title,
      'Continue in Shop, where you left off',
    );
    assert.equal((await send('/insights?day=2026-11-27', 'GET')).status, 200);
  });

  it('log an activity once for its key', async () => {
    const person = await signUp(server.client());
    const headers = { 'idempotency-key': randomUUID() };
    const body = { day: '2026-11-26', seconds: 60 };
    const sent = await Promise.all([1, 2, 3].map(() => person.client.send('POST', '/activities', { body, headers })));
    assert.equal(new Set(sent.map(({ data }) => (data as { id: string }).id)).size, 1);
    const { items } = await person.client.ok<{ items: { source: string; seconds: number }[] }>('GET', '/activities');
    assert.deepEqual(
      items.map(({ seconds }) => seconds),
      [60],
    );
    await person.client.ok('DELETE', `/activities?from=2026-11-26&to=2026-11-26&source=${items[0]?.source}`);
    assert.equal((await person.client.ok<{ items: object[] }>('GET', '/activities')).items.length, 0);
  });
});
