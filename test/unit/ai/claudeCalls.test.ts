import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createClaude } from '../../../src/ai/claude/claude.ts';
import { claudeProvider } from '../../../src/ai/claude/claudeProvider.ts';
import { callModel } from '../../../src/ai/callModel.ts';
import { errorCode, errorMessage } from '../../../src/core/base/appError.ts';
import { startFakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import type { FakeAnthropic, FakeTurn, RawResponse } from '../../fakes/anthropic/fakeAnthropic.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { ask, desk } from './desk.ts';

const key = 'sk-ant-test-key-0123456789';
const model = 'claude-sonnet-5-5';
const good = '{"bottlenecks":[],"insights":[],"tool_suggestions":[]}';
const usage = { input_tokens: 1200, output_tokens: 300 };
const message = (changes: object = {}) =>
  JSON.stringify({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model,
    content: [{ type: 'text', text: good }],
    stop_reason: 'end_turn',
    usage,
    ...changes,
  });
const raw = (body: string | Buffer, more: RawResponse = {}): FakeTurn => ({ raw: { body: [body], ...more } });
const html = { 'content-type': 'text/html' };
const textOf = (text: string) => message({ content: [{ type: 'text', text }] });
const problem = (type: string) => JSON.stringify({ type: 'error', error: { type, message: 'no' } });
const slow = { everyMs: 20, times: 10_000 } as const;

/** The most that a payload may cost, three bytes a token and every token of the answer used; and what the usual usage costs, US dollars. */
const mostFor = (payload: string) => (Math.ceil(Buffer.byteLength(payload) / 3) * 2 + 8000 * 10) / 1e6;
const usual = (1200 * 2 + 300 * 10) / 1e6;

/** The service's behavior, the resulting type of failure, and the possible cost: nothing, by usage, or the maximum. */
const cases: readonly [name: string, turn: FakeTurn, outcome: string, cost: 'none' | 'usage' | 'most'][] = [
  ['a good answer', raw(message()), 'ok', 'usage'],
  ['headers, and then silence', raw('{', { ends: 'hang' }), 'timeout', 'most'],
  ['a body that drips for ever', raw(' ', slow), 'timeout', 'most'],
  ['a reset while the body arrives', raw(message().slice(0, 50), { ends: 'cut' }), 'network', 'most'],
  ['a body that ends too soon', raw(message().slice(0, -9)), 'unreadable', 'most'],
  ['fewer bytes than announced', raw('{}', { headers: { 'content-length': '999' }, ends: 'cut' }), 'network', 'most'],
  ['a body without end', raw('x'.repeat(65_536), { times: 1e6 }), 'unreadable', 'most'],
  ['a gzip bomb', raw(gzipSync('a'.repeat(5e7)), { headers: { 'content-encoding': 'gzip' } }), 'unreadable', 'most'],
  ['gzip that is none', raw('plain', { headers: { 'content-encoding': 'gzip' } }), 'network', 'most'],
  ['a 404 page', raw('<html>', { status: 404, headers: html }), 'unreadable', 'none'],
  ['a login page of a proxy', raw('<html>', { headers: html }), 'unreadable', 'most'],
  ['a page of a proxy with 502', raw('<html>', { status: 502, headers: html }), 'server-error', 'most'],
  ['a gateway that timed out', raw('', { status: 504 }), 'timeout', 'most'],
  ['a request that timed out', raw(problem('timeout_error'), { status: 408 }), 'timeout', 'most'],
  ['a conflict', raw(problem('conflict_error'), { status: 409 }), 'bad-request', 'none'],
  ['nothing at all', raw('', { status: 204 }), 'unreadable', 'most'],
  ['null', raw('null'), 'unreadable', 'most'],
  ['a list', raw('[]'), 'unreadable', 'most'],
  ['an overload with status 200', raw(problem('overloaded_error')), 'overloaded', 'most'],
  ['too many requests with status 200', raw(problem('rate_limit_error')), 'rate-limited', 'most'],
  ['an error of no known type', raw(problem('new_error')), 'server-error', 'most'],
  ['no content', raw(message({ content: [] })), 'unreadable', 'usage'],
  ['content that is null', raw(message({ content: null })), 'unreadable', 'usage'],
  ['a block that is null', raw(message({ content: [null, { type: 'text', text: good }] })), 'ok', 'usage'],
  ['a text that is a number', raw(message({ content: [{ type: 'text', text: 7 }] })), 'unreadable', 'usage'],
  [
    'a call of a tool',
    raw(message({ content: [{ type: 'tool_use', id: 't', name: 'x', input: {} }] })),
    'unreadable',
    'usage',
  ],
  ['a paused turn', raw(message({ stop_reason: 'pause_turn' })), 'truncated', 'usage'],
  ['an answer cut off', raw(message({ stop_reason: 'max_tokens' })), 'truncated', 'usage'],
  ['a refusal', raw(message({ stop_reason: 'refusal', content: [] })), 'refused', 'usage'],
  ['a stop reason that is an object', raw(message({ stop_reason: {} })), 'ok', 'usage'],
  ['a model that is a number', raw(message({ model: 42 })), 'ok', 'usage'],
  ['a model that has no price', raw(message({ model: 'gateway/own' })), 'ok', 'usage'],
  ['no usage', raw(message({ usage: undefined })), 'ok', 'most'],
  ['usage that is null', raw(message({ usage: null })), 'ok', 'most'],
  ['usage of nothing', raw(message({ usage: { input_tokens: 0, output_tokens: 300 } })), 'ok', 'most'],
  ['usage of no answer', raw(message({ usage: { input_tokens: 1200, output_tokens: 0 } })), 'ok', 'most'],
  ['usage without counts', raw(message({ usage: {} })), 'ok', 'most'],
  ['negative usage', raw(message({ usage: { input_tokens: -5, output_tokens: 3 } })), 'ok', 'most'],
  ['usage in words', raw(message({ usage: { input_tokens: '1200', output_tokens: '300' } })), 'ok', 'most'],
  ['usage beyond what there can be', raw(message({ usage: { input_tokens: 1e12, output_tokens: 1 } })), 'ok', 'most'],
  ['more output than was allowed', raw(message({ usage: { input_tokens: 1, output_tokens: 9000 } })), 'ok', 'most'],
  ['usage in fractions', raw(message({ usage: { input_tokens: 0.5, output_tokens: 1 } })), 'ok', 'most'],
  ['negative cached tokens', raw(message({ usage: { ...usage, cache_read_input_tokens: -1e6 } })), 'ok', 'most'],
  ['prose with braces after it', raw(textOf(`${good}\nNote that {x} and {y: 1} are left.`)), 'ok', 'usage'],
  ['prose with braces before it', raw(textOf(`Given {x} and an open { brace: ${good}`)), 'ok', 'usage'],
  ['the same answer twice', raw(textOf(`${good}\n${good}`)), 'ok', 'usage'],
  ['deep nesting', raw(textOf(`{"a":${'['.repeat(2e5)}`)), 'unreadable', 'usage'],
  ['many braces', raw(textOf('{"'.repeat(2e5))), 'unreadable', 'usage'],
  ['401', raw(problem('authentication_error'), { status: 401 }), 'auth', 'none'],
  ['403 by a proxy', raw('<html>', { status: 403, headers: html }), 'permission', 'none'],
  ['413 by a proxy', raw('', { status: 413 }), 'too-large', 'none'],
  ['429', raw(problem('rate_limit_error'), { status: 429 }), 'rate-limited', 'none'],
  ['503', raw('', { status: 503 }), 'server-error', 'none'],
  ['529', raw(problem('overloaded_error'), { status: 529 }), 'overloaded', 'none'],
  ['a status of no kind', raw('', { status: 799 }), 'network', 'most'],
];

describe('a call of Claude, whatever the service does', () => {
  let fake: FakeAnthropic;
  before(async () => void (fake = await startFakeAnthropic(key)));
  after(() => fake.close());
  beforeEach(() => {
    fake.seen.length = 0;
    fake.turns.length = 0;
  });
  const client = (options: { timeoutMs?: number; retries?: number; baseUrl?: string } = {}) =>
    createClaude({ apiKey: key, baseUrl: fake.url, timeoutMs: 500, retries: 0, ...options });
  const call = async (options: Parameters<typeof client>[0] = {}, signal = new AbortController().signal) => {
    const at = desk({ clock: systemClock });
    const provider = claudeProvider(model, () => Promise.resolve(client(options)));
    const error = await callModel(ask, { ...at, provider }, signal).then(
      () => undefined,
      (one: unknown) => one,
    );
    assert.equal(at.book.last.length, 1);
    const receipt = at.book.last[0] ?? assert.fail();
    assert.equal(error === undefined ? 'ok' : errorCode(error).replace('ai-', ''), receipt.outcome);
    return { receipt, message: errorMessage(error) };
  };

  for (const [name, turn, outcome, cost] of cases)
    it(`${name}: ${outcome}, costs ${cost}`, async () => {
      fake.turns.push(turn);
      // Only what never answers meets the short deadline, however busy the machine is.
      const { receipt } = await call(outcome === 'timeout' ? {} : { timeoutMs: 20_000 });
      assert.equal(receipt.outcome, outcome);
      if (cost === 'none') assert.deepEqual([receipt.costUsd, receipt.costAtMost], [0, undefined]);
      if (cost === 'usage') assert.deepEqual([receipt.costUsd, receipt.costAtMost], [usual, undefined]);
      if (cost === 'most') assert.deepEqual([receipt.costUsd, receipt.costAtMost], [mostFor(receipt.payload), true]);
      assert.ok(receipt.durationMs >= 0 && receipt.durationMs < 20_000);
      assert.equal(typeof receipt.model, 'string');
    });

  it('is cancelled while the body arrives, and counts at the most it may cost', async () => {
    fake.turns.push(raw(' ', slow));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const { receipt } = await call({ timeoutMs: 60_000 }, controller.signal);
    assert.deepEqual([receipt.outcome, receipt.costAtMost], ['cancelled', true]);
  });

  for (const [name, headers] of [
    ['seconds', { 'retry-after': '3600' }],
    ['milliseconds', { 'retry-after-ms': '3600000' }],
    ['a date', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }],
  ] as const)
    it(`is not held by a service that asks to wait an hour (${name}), and says until when`, async () => {
      fake.turns.push(raw(problem('rate_limit_error'), { status: 429, headers }));
      const { receipt, message: text } = await call({ timeoutMs: 60_000, retries: 2 });
      assert.equal(receipt.outcome, 'rate-limited');
      assert.match(text, /after 20\d\d-\d\d-\d\d \d\d:\d\d\./);
      assert.ok(receipt.durationMs < 3000);
    });

  it('tries nothing twice that may have been billed', async () => {
    fake.turns.push(raw('{', { ends: 'cut' }), raw(message()));
    assert.equal((await call({ retries: 2 })).receipt.outcome, 'network');
    fake.turns.length = 0;
    fake.turns.push(raw('', { status: 504 }), raw(message()));
    assert.equal((await call({ retries: 2 })).receipt.outcome, 'timeout');
    assert.equal(fake.seen.length, 2);
  });

  it('has one deadline for all attempts and the waiting between them', async () => {
    const busy = raw(problem('rate_limit_error'), { status: 429, headers: { 'retry-after-ms': '300' } });
    fake.turns.push(...Array.from({ length: 50 }, () => busy));
    const { receipt } = await call({ timeoutMs: 1000, retries: 50 });
    assert.equal(receipt.outcome, 'rate-limited');
    assert.ok(receipt.durationMs < 1500 && fake.seen.length < 6);
  });

  it('never sends the payload to another host', async () => {
    let reached = 0;
    const other = createServer((_, response) => void (reached++, response.end(message())));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/messages`;
    try {
      for (const status of [301, 302, 303, 307, 308]) {
        fake.turns.push(raw('', { status, headers: { location: elsewhere } }));
        const { receipt } = await call({ retries: 2 });
        assert.deepEqual([receipt.outcome, receipt.costUsd], ['network', 0], String(status));
      }
      assert.equal(reached, 0);
      fake.turns.push(raw('', { status: 307, headers: { location: '/v1/messages' } }), raw(message()));
      assert.equal((await call()).receipt.outcome, 'ok');
      const loop = raw('', { status: 308, headers: { location: `${fake.url}/v1/messages` } });
      fake.turns.push(...Array.from({ length: 9 }, () => loop));
      assert.equal((await call()).receipt.outcome, 'network');
    } finally {
      other.close();
    }
  });

  it('tells a host that is not there, speaks no TLS, or speaks no HTTP', async () => {
    const tcp = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('garbage\r\n\r\nzz\r\n');
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const { port } = tcp.address() as AddressInfo;
    try {
      const outcomes = [];
      for (const baseUrl of ['https://daymark.invalid', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port}`])
        outcomes.push((await call({ baseUrl, timeoutMs: 2000 })).receipt.outcome);
      assert.deepEqual(outcomes, ['network', 'network', 'network']);
      assert.equal((await call({ baseUrl: 'http://127.0.0.1:1' })).receipt.costUsd, 0);
    } finally {
      tcp.close();
    }
  });

  it('lists models from whatever comes', async () => {
    const listed = {
      data: [null, 7, { id: 5 }, { id: 'claude-a', display_name: null, retires_at: 3 }],
      has_more: true,
    };
    const server = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(listed)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const found = await client({ baseUrl }).models(new AbortController().signal);
      assert.deepEqual(found, { outcome: 'ok', models: [{ id: 'claude-a', name: 'claude-a' }] });
    } finally {
      server.close();
    }
  });
});
