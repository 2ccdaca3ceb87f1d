import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AgentSession } from '../../../src/agents/sessionRecords.ts';
import { agentSessions } from '../../../src/agents/sessionRecords.ts';
import { receiveTelemetry } from '../../../src/agents/telemetry/receive.ts';
import { sessionKey, telemetryCalls } from '../../../src/agents/telemetry/telemetryCalls.ts';
import { translator } from '../../../src/core/base/translate.ts';
import type { App } from '../../../src/core/operations/app.ts';
import { recordsOf } from '../../../src/core/records/records.ts';
import { recordSessions } from '../../../src/extension/features/agents/recordSessions.ts';
import { DataFolder } from '../../../src/headless/dataFolder.ts';
import { openHeadless } from '../../../src/headless/openHeadless.ts';
import { defaultAnswerSettings } from '../../../src/headless/settingsFile.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { span } from '../storage/facts.ts';
import { StorageFolder, wasmPath } from '../storage/storageFolder.ts';

const at = Date.UTC(2026, 10, 29, 8, 10);
const minute = 60_000;

/** A request as exporters send it. */
const request = (...records: readonly Readonly<Record<string, string | number>>[]): unknown[] => [
  {
    resource: { attributes: [{ key: 'service.name', value: { stringValue: 'x' } }] },
    scopeLogs: [
      {
        logRecords: records.map((attributes) => ({
          timeUnixNano: '1795939807620000000',
          body: { stringValue: 'claude_code.api_request' },
          attributes: Object.entries(attributes).map(([key, value]) => ({
            key,
            value:
              typeof value === 'string'
                ? { stringValue: value }
                : Number.isInteger(value)
                  ? { intValue: value }
                  : { doubleValue: value },
          })),
        })),
      },
    ],
  },
];

/** As sent by Claude Code 2.1.332. */
const claude = (request_id: string, ms = 0, session = 's1') => ({
  'user.id': '8dfb0597',
  'session.id': session,
  'event.name': 'api_request',
  'event.timestamp': new Date(at + ms).toISOString(),
  'event.sequence': 5,
  model: 'claude-sonnet-4-5',
  input_tokens: 11,
  output_tokens: 21,
  cache_read_tokens: 5,
  cache_creation_tokens: 7,
  cache_creation_5m_tokens: 4,
  cache_creation_1h_tokens: 3,
  cost_usd: 0.00036,
  request_id,
  speed: 'normal',
});

/** As sent by Codex 0.171. */
const codex = {
  'event.name': 'codex.sse_event',
  'event.kind': 'response.completed',
  input_token_count: '109',
  output_token_count: '30',
  cached_token_count: '20',
  cache_write_token_count: '0',
  reasoning_token_count: '3',
  tool_token_count: '139',
  'event.timestamp': new Date(at).toISOString(),
  'conversation.id': 'c1',
  model: 'gpt-5.2-codex',
};

describe('what AI tools tell over OpenTelemetry', () => {
  it('is read by allow-list: the calls of models, with nothing of accounts or code', () => {
    const gemini = {
      'session.id': 'g1',
      'user.email': 'me@example.org',
      'event.name': 'gemini_cli.api_response',
      'event.timestamp': new Date(at).toISOString(),
      model: 'gemini-3-pro',
      input_token_count: 100,
      output_token_count: 10,
      cached_content_token_count: 60,
      thoughts_token_count: 5,
      tool_token_count: 0,
      response_text: 'secret',
    };
    const others = { ...codex, 'event.name': 'codex.tool_result', arguments: 'secret', output: 'secret' };
    const calls = telemetryCalls(
      request(claude('r1'), codex, gemini, others, { ...codex, 'event.kind': 'response.created' }),
    );
    assert.deepEqual(
      calls.map(({ tool, session, tokens }) => ({ tool, session, tokens: Object.values(tokens) })),
      [
        { tool: 'claude-code', session: 's1', tokens: [11, 21, 4, 3, 5, 0] },
        { tool: 'codex', session: 'c1', tokens: [89, 30, 0, 0, 20, 3] },
        { tool: 'gemini', session: 'g1', tokens: [40, 15, 0, 0, 60, 5] },
      ],
    );
    assert.doesNotMatch(JSON.stringify(calls), /secret|example|8dfb/);
  });

  it('is never misread: whatever JSON comes, nothing throws, and no call is made up', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (any) => assert.deepEqual(telemetryCalls(any), [])));
    for (const bad of [
      { input_tokens: -1 },
      { input_tokens: 0.5 },
      { 'event.timestamp': 'never' },
      { 'session.id': '' },
    ])
      assert.deepEqual(telemetryCalls(request({ ...claude('r'), ...bad })), []);
  });

  describe('recorded', () => {
    let disk: StorageFolder;
    let data: DataFolder;
    let app: App;
    beforeEach(async () => {
      disk = new StorageFolder();
      const { folder, clock } = disk;
      clock.jump(at + 60 * minute - clock.now());
      const journal = disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
      journal.append(span());
      await journal.close();
      data = new DataFolder({ folder, wasmPath, clock, mayWrite: true });
      const options = () => ({ ...defaultAnswerSettings, now: clock.now(), offset: 0 });
      const read = (query: string | { readonly name: string }, params: unknown): Promise<unknown> =>
        data.answer({ operation: typeof query === 'string' ? query : query.name, params, options: options() });
      const base = { clock, t: translator(), recorder: data.recorder, read: read as never, readOptions: options };
      app = { ...base, records: recordsOf(base) };
    });
    afterEach(async () => {
      await data.close();
      disk.remove();
    });

    const receive = (...records: readonly Readonly<Record<string, string | number>>[]) =>
      receiveTelemetry.run(app, { resourceLogs: request(...records) });
    const usage = async (): Promise<{ sessions: number; totals: { calls: number; tokens: { input: number } } }> => {
      await data.recorder.flush();
      const { folder, clock } = disk;
      const headless = openHeadless({ folder, wasmPath, clock });
      const ask = { transport: 'http', operation: 'agents.usage', params: { days: 7 } } as const;
      const answer = await headless.operate(ask);
      await headless.close();
      return answer as Awaited<ReturnType<typeof usage>>;
    };

    it('counts each call once, however often it is sent', async () => {
      assert.deepEqual(await receive(claude('r1'), claude('r2', 1000)), { calls: 2 });
      await receive(claude('r2', 1000), claude('r3', 20 * minute), codex);
      await receive(codex);
      const { sessions, totals } = await usage();
      assert.deepEqual([sessions, totals.calls, totals.tokens.input], [2, 4, 3 * 11 + 89]);
    });

    it('gives way to the log of the session as far as that goes, and to an exclusion', async () => {
      await receive(claude('r1'), claude('r2', 20 * minute), claude('r3', 0, 's2'), codex);
      const session: AgentSession = {
        tool: 'claude-code',
        key: sessionKey('claude-code', 's1'),
        start: at,
        end: at + minute,
        offset: 0,
        turns: 1,
        toolCalls: 0,
        usage: [
          {
            at,
            model: 'm',
            calls: 1,
            tokens: { input: 500, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 },
            costUsd: 1,
            unpricedCalls: 0,
            unpricedTokens: 0,
          },
        ],
        work: [],
      };
      await app.records(agentSessions).put('claude-code:1', session);
      // The log contains the first session's first call, and not yet the second.
      assert.equal((await usage()).totals.tokens.input, 500 + 11 + 11 + 89);
      const found = {
        sessions: [{ id: 'claude-code:1', session }],
        results: [],
        excluded: [sessionKey('claude-code', 's2')],
      };
      await recordSessions(app as never, found);
      assert.equal((await usage()).totals.tokens.input, 500 + 11 + 89);
      const whole = { ...session, end: at + 20 * minute, usage: [{ ...session.usage[0], calls: 2 }] } as AgentSession;
      await recordSessions(app as never, { ...found, sessions: [{ id: 'claude-code:1', session: whole }] });
      assert.deepEqual((await usage()).totals.tokens.input, 500 + 89);
    });
  });
});
