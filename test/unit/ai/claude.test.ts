import assert from 'node:assert/strict';
import { createClaude } from '../../../src/ai/claude/claude.ts';
import { claudeRequest } from '../../../src/ai/claude/request.ts';
import type { AiTask } from '../../../src/core/insights/receipts.ts';
import { startFakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import type { FakeAnthropic, FakeTurn } from '../../fakes/anthropic/fakeAnthropic.ts';

const key = 'sk-ant-test-key-0123456789';
const ask = (task: AiTask = 'analysis') => ({ task, system: 'Find it.', content: '{"facts":[]}' });
const problem = (status: number, type: string, message = 'no'): FakeTurn => ({ problem: { status, type, message } });

describe('Claude', () => {
  let fake: FakeAnthropic;
  before(async () => void (fake = await startFakeAnthropic(key)));
  after(() => fake.close());
  beforeEach(() => {
    fake.seen.length = 0;
    fake.turns.length = 0;
  });

  const client = (options: { timeoutMs?: number; retries?: number; apiKey?: string; baseUrl?: string } = {}) =>
    createClaude({ apiKey: key, baseUrl: fake.url, timeoutMs: 2000, retries: 0, ...options });
  const { signal } = new AbortController();
  const send = (turns: readonly FakeTurn[], options = {}, model = 'claude-sonnet-5-5') => {
    fake.turns.push(...turns);
    return client(options).send(claudeRequest(model, ask()), signal);
  };

  for (const task of ['analysis', 'plan'] as const)
    it(`sends what the service accepts, and exactly that: ${task}`, async () => {
      const request = claudeRequest('claude-sonnet-5-5', ask(task));
      const answer = await client().send(request, signal);
      assert.equal(answer.outcome, 'ok');
      assert.deepEqual(fake.seen[0]?.body, JSON.parse(JSON.stringify(request)));
      assert.deepEqual(answer.tokens, { input: 1200, output: 300, cacheRead: 0, cacheWrite: 0, estimated: false });
      assert.equal(answer.requestId, 'req_fake');
    });

  const failures: readonly [string, FakeTurn, string][] = [
    ['429', problem(429, 'rate_limit_error'), 'rate-limited'],
    ['529', problem(529, 'overloaded_error'), 'overloaded'],
    ['500', problem(500, 'api_error'), 'server-error'],
    ['503', problem(503, 'api_error'), 'server-error'],
    ['401', problem(401, 'authentication_error'), 'auth'],
    ['403', problem(403, 'permission_error'), 'permission'],
    ['402', problem(402, 'billing_error'), 'billing'],
    ['no credit', problem(400, 'invalid_request_error', 'Your credit balance is too low'), 'billing'],
    ['413', problem(413, 'request_too_large'), 'too-large'],
    ['a long prompt', problem(400, 'invalid_request_error', 'prompt is too long: 9 tokens > 8'), 'too-large'],
    ['another 400', problem(400, 'invalid_request_error'), 'bad-request'],
    ['a refusal', { answer: '', stop: 'refusal' }, 'refused'],
    ['an answer cut off', { answer: '{"bottlenecks":[', stop: 'max_tokens' }, 'truncated'],
    ['a full context', { answer: '{', stop: 'model_context_window_exceeded' }, 'truncated'],
    ['a connection that is cut', { broken: 'cut' }, 'network'],
    ['a body that is no JSON', { broken: 'garbage' }, 'unreadable'],
  ];
  for (const [name, turn, outcome] of failures)
    it(`tells ${name} apart: ${outcome}`, async () => assert.equal((await send([turn])).outcome, outcome));

  it('tells an unknown model, a service that is silent and one that is not there', async () => {
    assert.equal((await send([], {}, 'claude-none')).outcome, 'no-model');
    assert.equal((await send([{ broken: 'hang' }], { timeoutMs: 50 })).outcome, 'timeout');
    assert.equal((await send([], { baseUrl: 'http://127.0.0.1:1' })).outcome, 'network');
  });

  it('tries again after 429, 529 and 5xx, and no longer than told', async () => {
    const busy = [problem(429, 'rate_limit_error'), problem(529, 'overloaded_error')];
    assert.equal((await send(busy, { retries: 2 })).outcome, 'ok');
    assert.equal(fake.seen.length, 3);
    const dead = [500, 500, 500].map((status) => problem(status, 'api_error'));
    assert.equal((await send(dead, { retries: 2 })).outcome, 'server-error');
    assert.equal(fake.seen.length, 6);
  });

  it('is cancelled at once', async () => {
    fake.turns.push({ broken: 'hang' });
    const controller = new AbortController();
    const answer = client().send(claudeRequest('claude-sonnet-5-5', ask()), controller.signal);
    setTimeout(() => controller.abort(), 30);
    assert.equal((await answer).outcome, 'cancelled');
  });

  it('lists models, which checks the key', async () => {
    const found = await client().models(signal);
    assert.ok(found.outcome === 'ok' && found.models.some(({ id }) => id === 'claude-haiku-5-5'));
    assert.deepEqual(await client({ apiKey: 'sk-ant-wrong-key' }).models(signal), { outcome: 'auth' });
    assert.ok(fake.seen.every(({ path }) => path === '/v1/models'));
  });

  it('never takes a key, an address or a header from the environment', async () => {
    const hostile = {
      ANTHROPIC_API_KEY: 'env-key',
      ANTHROPIC_AUTH_TOKEN: 'env-token',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
      ANTHROPIC_CUSTOM_HEADERS: 'x-api-key: env-header\nauthorization: Bearer env-header\nx-leak: yes',
      ANTHROPIC_PROFILE: 'env-profile',
    };
    Object.assign(process.env, hostile);
    try {
      assert.equal((await send([])).outcome, 'ok');
      const headers = fake.seen[0]?.headers ?? {};
      assert.equal(headers.authorization, `Bearer ${key}`);
      assert.doesNotMatch(JSON.stringify(headers), /env-|x-leak/);
    } finally {
      for (const name of Object.keys(hostile)) delete process.env[name];
    }
  });

  it('writes nothing to the console, and no key into what it returns', async () => {
    const said: unknown[] = [];
    const { log, warn, error } = console;
    Object.assign(console, { log: said.push.bind(said), warn: said.push.bind(said), error: said.push.bind(said) });
    try {
      const answer = await send([problem(401, 'authentication_error', `bad key ${key}`)]);
      assert.doesNotMatch(JSON.stringify(answer), /sk-ant/);
    } finally {
      Object.assign(console, { log, warn, error });
    }
    assert.deepEqual(said, []);
  });
});

describe('the fake of the Messages API', () => {
  let fake: FakeAnthropic;
  before(async () => void (fake = await startFakeAnthropic(key)));
  after(() => fake.close());
  const good = { model: 'claude-sonnet-5-5', max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }] };
  const post = async (body: object, headers: Record<string, string> = {}) => {
    const usual = { 'content-type': 'application/json', 'anthropic-version': '2026-10-21', 'x-api-key': key };
    const response = await fetch(`${fake.url}/v1/messages`, {
      method: 'POST',
      headers: { ...usual, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  const refused: readonly [string, object, Record<string, string>?][] = [
    ['a retired parameter', { ...good, temperature: 1 }],
    ['an unknown parameter', { ...good, foo: 1 }],
    ['no max_tokens', { ...good, max_tokens: undefined }],
    ['no messages', { ...good, messages: [] }],
    ['thinking turned off', { ...good, thinking: { type: 'disabled' } }],
    ['a forced tool', { ...good, tool_choice: { type: 'any' } }],
    [
      'an unbounded object',
      { ...good, output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
    ],
    ['no version', good, { 'anthropic-version': '' }],
  ];
  for (const [name, body, headers] of refused)
    it(`refuses ${name} in the real shape`, async () => {
      const { status, text } = await post(body, headers);
      assert.equal(status, 400);
      assert.match(
        text,
        /^\{"type":"error","error":\{"type":"invalid_request_error","message":".+"\},"request_id":"req_fake"\}$/,
      );
    });

  it('streams where asked', async () => {
    const { text } = await post({ ...good, stream: true });
    assert.match(text, /event: message_start[\s\S]*text_delta[\s\S]*event: message_stop/);
  });
});
