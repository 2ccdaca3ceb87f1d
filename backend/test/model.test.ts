import assert from 'node:assert/strict';
import { addDays } from '../../src/core/time/days.ts';
import { type FakeAnthropic, startFakeAnthropic } from '../../test/fakes/anthropic/fakeAnthropic.ts';
import type { ServerInsights, ServerPlan } from '../src/assistant/makePages.ts';
import { type Person, password, signUp } from './harness/client.ts';
import { share } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

const key = 'sk-ant-planted-key';

describe('plans and insights by the model of the operator', () => {
  let fake: FakeAnthropic;
  let server: TestServer;
  const claude = { key, model: 'claude-haiku-5-5', usdPerDay: 1 };
  before(async () => {
    fake = await startFakeAnthropic(key);
    server = await startTestServer({ registration: 'open', claude: { ...claude, url: fake.url } });
  });
  after(async () => {
    await server.stop();
    await fake.close();
  });
  beforeEach(() => {
    fake.seen.length = 0;
    fake.turns.length = 0;
  });

  async function somebody(seconds: number, of = server): Promise<Person> {
    const person = await signUp(of.client());
    const days = Array.from({ length: 35 }, (_one, i) => addDays('2026-11-26', -i));
    const items = [{ project: 'Planted Shop', seconds }];
    await share(person, {
      level: 'project',
      source: 'laptop',
      days: days.map((day) => ({ day, revision: 1, items })),
    });
    return person;
  }
  const insightsOf = ({ client }: Person) => client.ok<ServerInsights>('GET', '/insights?day=2026-11-27');
  const planOf = ({ client }: Person) => client.ok<ServerPlan>('POST', '/plans', { day: '2026-11-27' });
  const agree = ({ client }: Person, usesModel = true) => client.ok('PATCH', '/users/me', { usesModel });

  it('are asked for only by who agreed, and send just what is shown, without names', async () => {
    const person = await somebody(3601);
    assert.equal((await planOf(person)).provider, 'rules');
    const { payload } = await person.client.ok<{ payload: string }>('GET', '/model/preview?day=2026-11-27');
    assert.equal(fake.seen.length, 0);
    await agree(person);
    const [one] = [await insightsOf(person)];
    assert.deepEqual([one.provider, one.fallback, one.insights], ['claude', null, []]);
    assert.ok(one.facts.some(({ id }) => id === 'project:Planted Shop'));
    assert.deepEqual(fake.seen.at(-1)?.body, JSON.parse(payload));
    assert.equal((await planOf(person)).provider, 'claude');
    assert.equal(fake.seen.length, 2);
    const sent = JSON.stringify(fake.seen.map(({ body }) => body));
    for (const name of ['Planted Shop', 'example.com', 'Someone', person.id]) assert.ok(!sent.includes(name), name);
    const calls = await person.client.ok<{ task: string; outcome: string; payload: string }[]>('GET', '/model/calls');
    assert.deepEqual(
      calls.map(({ task, outcome }) => [task, outcome]),
      [
        ['plan', 'ok'],
        ['analysis', 'ok'],
      ],
    );
    assert.equal(calls[1]?.payload, payload);
    for (const place of [await database.dump(server.databaseUrl), JSON.stringify(server.log)])
      assert.ok(!place.includes(key));
    await agree(person, false);
    assert.equal((await planOf(person)).provider, 'rules');
    assert.equal(fake.seen.length, 2);
  });

  it('use what the model says where it cites what was sent, and nothing else', async () => {
    const person = await somebody(3602);
    await agree(person);
    const { payload } = await person.client.ok<{ payload: string }>('GET', '/model/preview?day=2026-11-27');
    const { messages } = JSON.parse(payload) as { messages: { content: string }[] };
    const { facts } = JSON.parse(messages[0]?.content ?? '') as { facts: { id: string }[] };
    const item = { category: 'productivity', recommendation: 'Keep it.', observation: 'You work on one project.' };
    const insights = [
      { ...item, evidence: [facts[0]?.id ?? ''] },
      { ...item, observation: 'You shipped 99 releases.', evidence: [facts[0]?.id ?? ''] },
      { ...item, evidence: ['made-up'] },
    ];
    fake.turns.push({ answer: { bottlenecks: [], insights, tool_suggestions: [] } });
    const made = await insightsOf(person);
    assert.equal(made.provider, 'claude');
    assert.ok(made.insights.length <= 1);
    assert.ok(!JSON.stringify(made).includes('99 releases'));
  });

  const problems = {
    auth: { status: 401, type: 'authentication_error', message: 'invalid x-api-key' },
    overloaded: { status: 529, type: 'overloaded_error', message: 'Overloaded' },
    'rate-limited': { status: 429, type: 'rate_limit_error', message: 'slow down' },
    'server-error': { status: 500, type: 'api_error', message: 'Internal' },
  };
  let n = 0;
  for (const [code, problem] of Object.entries(problems))
    it(`go by the built-in rules where the service answers ${problem.status}, and say why`, async () => {
      const person = await somebody(3700 + n++);
      await agree(person);
      for (let i = 0; i < 4; i++) fake.turns.push({ problem, retryAfterMs: 1 });
      const plan = await planOf(person);
      assert.deepEqual([plan.provider, plan.fallback], ['rules', code]);
      assert.ok(plan.tasks.length > 0);
    });

  it('stay within the budget of the day, of everybody and of each person', async () => {
    const poor = await startTestServer({
      registration: 'open',
      claude: { ...claude, usdPerDay: 0.001, url: fake.url },
    });
    try {
      const person = await somebody(3800, poor);
      await agree(person);
      assert.deepEqual([(await planOf(person)).fallback, fake.seen.length], ['budget', 0]);
    } finally {
      await poor.stop();
    }
    const eager = await somebody(3801);
    await agree(eager);
    const fallbacks = [];
    for (let i = 0; i < 8; i++)
      fallbacks.push((await eager.client.ok<ServerPlan>('POST', '/plans', { day: addDays('2026-11-20', i) })).fallback);
    assert.deepEqual(fallbacks, [null, null, null, null, null, null, 'budget', 'budget']);
    assert.equal(fake.seen.length, 6);
  });

  it('keep what a call cost, and nothing else, once the account is deleted', async () => {
    const person = await somebody(3900);
    await agree(person);
    await planOf(person);
    const sent = String(fake.seen[0]?.body['messages']);
    await person.client.ok('POST', '/users/me/delete', { password });
    const { rows } = await database.query('select body from model_calls where user_id is null', server.databaseUrl);
    const [{ body } = { body: {} }] = rows;
    assert.equal(rows.length, 1);
    assert.deepEqual([(body as { payload: string }).payload, 'answer' in (body as object)], ['', false]);
    assert.ok(!(await database.dump(server.databaseUrl)).includes(person.id), sent);
  });

  it('need a model on the server', async () => {
    const without = await startTestServer({ registration: 'open' });
    try {
      const person = await signUp(without.client());
      assert.equal(await person.client.status('PATCH', '/users/me', { usesModel: true }), 409);
      assert.equal(await person.client.status('GET', '/model/preview'), 404);
      assert.equal((await person.client.ok<{ offersModel: boolean }>('GET', '/users/me')).offersModel, false);
    } finally {
      await without.stop();
    }
  });
});
