import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { liveSignals, liveSigns, signalingTools, type LiveSignal } from '../../../src/agents/telemetry/liveSignals.ts';
import { readSessionStates, stateFile } from '../../../src/agents/telemetry/stateFile.ts';
import { signaledAgents, withSignals, type SessionStates } from '../../../src/agents/telemetry/sessionStates.ts';
import { AgentStates } from '../../../src/agents/telemetry/agentStates.ts';

const at = Date.UTC(2026, 10, 29, 8, 10);
const minute = 60_000;

type Values = Readonly<Record<string, string | number | boolean>>;

const attributes = (values: Values): object[] =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { intValue: value },
  }));

const logs = (...records: readonly Values[]): object => ({
  resourceLogs: [{ scopeLogs: [{ logRecords: records.map((values) => ({ attributes: attributes(values) })) }] }],
});

interface Span {
  readonly name: string;
  readonly end: number;
  readonly values: Values;
  readonly parentSpanId?: string;
  readonly status?: object;
}

const spans = (service: string, ...list: readonly Span[]): object => ({
  resourceSpans: [
    {
      resource: { attributes: attributes({ 'service.name': service }) },
      scopeSpans: [
        {
          spans: list.map(({ end, values, ...rest }) => ({
            ...rest,
            endTimeUnixNano: `${end}000000`,
            attributes: attributes(values),
          })),
        },
      ],
    },
  ],
});

/** As Codex 0.171 sends them. */
const codex = (name: string, ms: number, rest: Values = {}): Values => ({
  'event.name': `codex.${name}`,
  'event.timestamp': new Date(at + ms).toISOString(),
  'conversation.id': 'c1',
  ...rest,
});
const request = { endpoint: '/responses', 'http.response.status_code': 200 };
const completed = { 'event.kind': 'response.completed' };
const turnEnd = (ms: number): object =>
  spans('codex_cli_rs', {
    name: 'run_turn',
    end: at + ms,
    values: { 'conversation.id': 'c1', 'turn.id': 't1' },
  });

/** The states after some requests, one after the other. */
const statesAfter = (requests: readonly object[], now = at + minute): SessionStates =>
  requests.reduce<SessionStates>((states, body) => withSignals(states, liveSignals(body), now), {});
const stateAfter = (...requests: readonly object[]): string | undefined =>
  signaledAgents(statesAfter(requests), at + minute)[0]?.state;

describe('what running agents tell over OpenTelemetry', () => {
  it('Codex: works, waits for its user once it has answered, works on with a tool, and fails', () => {
    const answer = logs(codex('user_prompt', 1), codex('api_request', 2, request), codex('sse_event', 3, completed));
    assert.equal(stateAfter(logs(codex('user_prompt', 1))), 'working');
    assert.equal(stateAfter(answer), 'waiting');
    assert.equal(stateAfter(answer, logs(codex('tool_decision', 4, { decision: 'approved' }))), 'working');
    assert.equal(stateAfter(answer, turnEnd(4)), 'done');
    const failure = logs(codex('api_request', 5, { ...request, 'error.message': 'http 400' }));
    assert.equal(stateAfter(answer, failure), 'failed');
    assert.equal(stateAfter(answer, failure, turnEnd(6)), 'failed');
    assert.equal(stateAfter(answer, failure, logs(codex('api_request', 7, request))), 'working');
    // A request for the list of models says nothing.
    assert.equal(
      stateAfter(logs(codex('api_request', 1, { endpoint: '/models', 'error.message': 'http 404' }))),
      undefined,
    );
  });

  it('Codex that never asks has finished when it has answered, in whichever request it said so', () => {
    const begins = codex('conversation_starts', 0, { approval_policy: 'never' });
    const answer = logs(codex('user_prompt', 1), codex('sse_event', 3, completed));
    assert.equal(stateAfter(logs(begins), answer), 'done');
    assert.equal(stateAfter(logs(codex('user_prompt', 1), begins, codex('sse_event', 3, completed))), 'done');
  });

  it('Gemini CLI: works, is unclear once it has answered in a terminal, and has finished at its end', () => {
    const gemini = (name: string, ms: number, rest: Values = {}): object =>
      logs({
        'event.name': `gemini_cli.${name}`,
        'event.timestamp': new Date(at + ms).toISOString(),
        'session.id': 'g1',
        ...rest,
      });
    const prompt = gemini('user_prompt', 1);
    assert.equal(stateAfter(prompt), 'working');
    assert.equal(stateAfter(prompt, gemini('api_response', 2, { interactive: true })), 'unknown');
    assert.equal(stateAfter(prompt, gemini('api_response', 2, { interactive: false })), 'working');
    assert.equal(stateAfter(prompt, gemini('api_error', 2)), 'failed');
    assert.equal(stateAfter(prompt, gemini('plan.approval_mode_duration', 3)), 'done');
    assert.equal(stateAfter(prompt, gemini('conversation_finished', 3)), 'done');
  });

  it('Copilot: works until its agent has ended, and not only a subagent', () => {
    const span = (operation: string, ms: number, rest: Partial<Span> = {}): object =>
      spans('github-copilot', {
        name: operation,
        end: at + ms,
        values: { 'gen_ai.operation.name': operation, 'gen_ai.conversation.id': 'p1' },
        ...rest,
      });
    const chat = span('chat', 1);
    assert.equal(stateAfter(chat), 'working');
    assert.equal(stateAfter(chat, span('invoke_agent', 2, { parentSpanId: 'aa' })), 'working');
    assert.equal(stateAfter(chat, span('invoke_agent', 2)), 'done');
    assert.equal(stateAfter(chat, span('invoke_agent', 2, { status: { code: 2 } })), 'failed');
    const named = liveSignals({ ...span('chat', 1), ...logs() });
    assert.deepEqual(named, [{ tool: 'copilot-cli', session: 'p1', at: at + 1, sign: 'working' }]);
  });

  it('is never misread, and a body of anything else says nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (any) => assert.deepEqual(liveSignals(any), [])));
    for (const bad of [{ 'event.timestamp': 'never' }, { 'conversation.id': '' }])
      assert.deepEqual(liveSignals(logs(codex('user_prompt', 1, bad))), []);
    assert.deepEqual(
      liveSignals(spans('other', { name: 'chat', end: at, values: { 'gen_ai.operation.name': 'chat' } })),
      [],
    );
  });

  it('the latest sign decides, in whichever order requests arrive', () => {
    const signal = fc.record({
      tool: fc.constantFrom(...signalingTools),
      session: fc.constantFrom('a', 'b'),
      at: fc.integer({ min: at, max: at + minute }),
      sign: fc.constantFrom(...liveSigns.filter((sign) => sign === 'working' || sign === 'unclear')),
    });
    fc.assert(
      fc.property(fc.uniqueArray(signal, { selector: (one: LiveSignal) => one.at }), (signals) => {
        const oneByOne = (list: readonly LiveSignal[]): object =>
          Object.fromEntries(
            Object.entries(
              list.reduce<SessionStates>((states, each) => withSignals(states, [each], at + minute), {}),
            ).map(([key, { state, seen }]) => [key, { state, seen }]),
          );
        assert.deepEqual(oneByOne(signals), oneByOne(signals.toReversed()));
      }),
    );
  });

  it('grows old: unknown after a silence, then gone; signs of another time say nothing', () => {
    const states = statesAfter([logs(codex('user_prompt', 0))], at);
    const after = (minutes: number): (string | undefined)[] =>
      signaledAgents(states, at + minutes * minute).map(({ state }) => state);
    assert.deepEqual([after(9), after(10), after(30)], [['working'], ['unknown'], []]);
    assert.deepEqual(withSignals({}, liveSignals(logs(codex('user_prompt', 0))), at + 11 * minute), {});
    assert.deepEqual(withSignals({}, liveSignals(logs(codex('user_prompt', 0))), at - 2 * minute), {});
    const many = Array.from({ length: 150 }, (_, index) =>
      codex('user_prompt', index, { 'conversation.id': `c${index}` }),
    );
    assert.equal(Object.keys(statesAfter([logs(...many)])).length, 100);
  });

  describe('kept for windows', () => {
    let folder = '';
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'daymark-states-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('in a file with no id, name, or folder, written when a state changes, and read by the next hub', () => {
      let now = at;
      const states = new AgentStates(folder, { now: () => now });
      states.take(logs({ 'event.name': 'other' }));
      assert.deepEqual(readSessionStates(folder), {});
      states.take(logs(codex('user_prompt', 0, { prompt: 'secret' })));
      const first = statSync(stateFile(folder)).ino;
      assert.equal(statSync(stateFile(folder)).mode & 0o077, process.platform === 'win32' ? 0o066 : 0);
      assert.doesNotMatch(readFileSync(stateFile(folder), 'utf8'), /c1|secret/);
      states.take(logs(codex('tool_result', 1000)));
      assert.equal(statSync(stateFile(folder)).ino, first, 'the same state is not written again');
      now += minute;
      states.take(logs(codex('tool_result', minute)));
      assert.notEqual(statSync(stateFile(folder)).ino, first, 'but a sign of life is, once a minute');
      new AgentStates(folder, { now: () => now }).take(logs(codex('sse_event', minute + 1, completed)));
      assert.deepEqual(
        Object.values(readSessionStates(folder)).map(({ tool, state, since }) => [tool, state, since]),
        [['codex', 'waiting', at + minute + 1]],
      );
    });

    it('a damaged file is as none', () => {
      mkdirSync(path.dirname(stateFile(folder)));
      for (const bad of ['{', '[]', '{"a":{}}', 'x'.repeat(70_000)]) {
        writeFileSync(stateFile(folder), bad);
        assert.deepEqual(readSessionStates(folder), {});
      }
    });
  });
});
