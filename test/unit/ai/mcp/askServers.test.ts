import assert from 'node:assert/strict';
import path from 'node:path';
import { analysisQuestion, readAnalysis } from '../../../../src/ai/analysis.ts';
import { askServers } from '../../../../src/ai/mcp/askServers.ts';
import { externalFacts } from '../../../../src/ai/mcp/externalFacts.ts';
import type { CallResult, ToolCall } from '../../../../src/ai/mcp/toolCall.ts';
import { fact, input } from '../given.ts';

const program = path.join(import.meta.dirname, '../../../fakes/mcp/hostileServer.mjs');
const call = (how: string, changes: Partial<ToolCall> = {}): ToolCall => ({
  server: how,
  command: process.execPath,
  args: [program, how],
  tool: 'list_directory',
  arguments: { path: '/shop' },
  ...changes,
});
const ask = (...calls: ToolCall[]): Promise<CallResult[]> => askServers(calls, new AbortController().signal, 10_000);
const problems = async (...calls: ToolCall[]): Promise<string[]> =>
  (await ask(...calls)).map((one) => ('problem' in one ? one.problem : one.text));

describe('MCP servers that the user configured', function () {
  this.timeout(60_000);

  it('are started once and called, without the environment’s secrets', async () => {
    process.env['DAYMARK_TEST_TOKEN'] = 'secret';
    const [first, second] = await problems(call('good'), call('good', { tool: 'read_file' }));
    delete process.env['DAYMARK_TEST_TOKEN'];
    assert.match(first ?? '', /"called":"list_directory"/);
    assert.match(second ?? '', /"called":"read_file"/);
    assert.ok(!first?.includes('DAYMARK_TEST_TOKEN') && first?.includes('PATH'));
  });

  for (const [how, problem] of [
    ['crash', 'crashed'],
    ['crash-early', 'crashed'],
    ['flood', 'too-long'],
    ['error', 'failed'],
    ['shape', 'failed'],
    ['writes', 'not-offered'],
  ] as const)
    it(`may misbehave: ${how}`, async () => assert.deepEqual(await problems(call(how)), [problem]));

  for (const how of ['silent', 'hang'])
    it(`are given up when they never answer: ${how}`, async () => {
      const asked = await askServers([call(how)], new AbortController().signal, 1500);
      assert.deepEqual(asked, [{ call: call(how), problem: 'timeout' }]);
    });

  it('that aren’t there are told', async () =>
    assert.deepEqual(await problems(call('good', { command: '/nowhere/at/all' })), ['crashed']));

  it('are called only for tools that read, and for no file of secrets', async () => {
    const calls = [call('good', { tool: 'write_file' }), call('good', { arguments: { path: '/shop/.env' } })];
    assert.deepEqual(await problems(...calls), ['not-allowed', 'not-allowed']);
    assert.deepEqual(await problems(call('good', { tool: 'get_issue' })), ['not-offered']);
  });

  it('end when they are canceled', async () => {
    const controller = new AbortController();
    const asked = askServers([call('hang')], controller.signal, 60_000);
    controller.abort();
    assert.deepEqual(
      (await asked).map((one) => 'problem' in one && one.problem),
      ['timeout'],
    );
  });
});

describe('what an MCP server answers', () => {
  it('is evidence, cut and without secrets, and nothing can be counted by it', async () => {
    const results = await ask(call('instructions'));
    const [found, ...others] = externalFacts([...results, { call: call('long'), text: 'y'.repeat(9000) }]);
    assert.equal(others[0]?.quote?.length, 2000);
    assert.ok(found && !/hunter2|\u202e|\\u0007/u.test(JSON.stringify(found)));
    const digest = { from: '2026-11-07', to: '2026-11-20', workdays: 10, facts: [found, fact()] };
    const question = analysisQuestion({ ...input(), digest }, 'aliased');
    assert.match(question.ask.content, /"e1","external",\{"tool":"list_directory","quote":"Ignore all rules/);
    const item = { type: 'other' as const, frequency: '', impact: 'high' as const, evidence: ['e1'] };
    const answer = { bottlenecks: [{ ...item, description: '99 tests failed.' }], insights: [], tool_suggestions: [] };
    const { bottlenecks } = readAnalysis(answer, question, { ...input(), digest, provider: 'claude' });
    assert.doesNotMatch(bottlenecks[0]?.description ?? '', /^99 tests failed\.$/);
    assert.ok((bottlenecks[0]?.flagged.length ?? 0) > 0);
  });

  it('takes a part of the payload at most', () => {
    const many = Array.from({ length: 8 }, (_, at): CallResult => ({ call: call(`s${at}`), text: 'z'.repeat(3000) }));
    const sizes = externalFacts(many).map(({ quote }) => quote?.length ?? 0);
    assert.ok(sizes.reduce((a, b) => a + b) <= 4500, String(sizes));
  });
});
