import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { HistoryParser } from '../../../src/agents/attribution/parseHistory.ts';
import { readClaudeRegistry } from '../../../src/agents/live.ts';
import { AgentStream } from '../../../src/agents/runs/agentStream.ts';
import { liveSignals } from '../../../src/agents/telemetry/liveSignals.ts';
import { agentTelemetry } from '../../../src/agents/telemetry/telemetryRecords.ts';
import { telemetryCalls } from '../../../src/agents/telemetry/telemetryCalls.ts';
import { sessionStates, withSignals } from '../../../src/agents/telemetry/sessionStates.ts';
import { agentsInTrailers } from '../../../src/agents/trailers.ts';
import { askServers } from '../../../src/ai/mcp/askServers.ts';
import { externalFacts } from '../../../src/ai/mcp/externalFacts.ts';
import { streamedAnswer } from '../../../src/ai/streamedAnswer.ts';
import { changesIn } from '../../../src/extension/features/commits/numstat.ts';
import { fuzzRuns } from '../fuzz/runs.ts';
import { anyText, assertKept, otherBodies, withMore } from './anyAnswer.ts';

const json = (value: unknown): string => JSON.stringify(value);
const now = Date.UTC(2026, 10, 20, 9);
const sha = 'ab'.repeat(20);

/** Tries texts that are damaged, and those that are something else altogether. */
async function tried(usual: readonly string[], run: (text: string) => unknown, runs: number): Promise<void> {
  const timed = async (text: string): Promise<void> => {
    const began = performance.now();
    assertKept(await run(text));
    const took = performance.now() - began;
    assert.ok(took < 4000, `${took} ms`);
  };
  for (const text of [...otherBodies, ...usual.flatMap(withMore)]) await timed(text);
  await fc.assert(fc.asyncProperty(anyText(usual), timed), { numRuns: fuzzRuns(runs) });
}

describe('whatever another program answers', function () {
  this.timeout(600_000);
  let folder = '';
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-answers-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('git: what changed in a commit, and who helped', () =>
    tried(
      ['3\t1\tsrc/a.ts\0-\t-\tb.png\0', 'Add\n\nCo-authored-by: Claude <noreply@anthropic.com>'],
      (text) => [changesIn(text).length, agentsInTrailers(text)],
      60,
    ));

  it('git: the history of a repository', () => {
    const log = `\0${sha} ${sha}\x001763000000 1763000000\0me@example.org\n\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n-x\n+y\n+z\n`;
    return tried(
      [log],
      (text) => {
        const commits: unknown[] = [];
        const parser = new HistoryParser((commit) => commits.push(commit));
        for (const line of text.split('\n')) parser.line(line);
        parser.end();
        return commits.length;
      },
      60,
    );
  });

  it('the output of a running agent', () => {
    const usage = { input_tokens: 5, output_tokens: 6 };
    const lines = [
      { type: 'system', subtype: 'init', session_id: 's', model: 'claude-sonnet-5' },
      {
        type: 'assistant',
        message: { id: 'm', model: 'claude-sonnet-5', usage, content: [{ type: 'text', text: 'a' }] },
      },
      { type: 'result', subtype: 'success', total_cost_usd: 0.2, num_turns: 3, session_id: 's', is_error: false },
      { type: 'thread.started', thread_id: '-t' },
      { type: 'turn.completed', usage },
      { type: 'item.completed', item: { id: 'i', type: 'agent_message', text: 'done' } },
    ];
    return tried(
      lines.map(json),
      (text) => {
        const shown = (['claude', 'codex', 'gemini'] as const).map((agent) => {
          const stream = new AgentStream(agent, { prices: {}, now: () => now });
          const shownLine = stream.line(text);
          // It goes into a record, and into a command line.
          assert.match(stream.progress.session ?? 's', /^[\w.:][\w.:-]{0,199}$/);
          return [shownLine, stream.progress];
        });
        return shown;
      },
      60,
    );
  });

  it('the registry of running agents', () => {
    const entry = {
      pid: 7,
      sessionId: 's',
      cwd: '/p',
      procStart: '5',
      status: 'busy',
      statusUpdatedAt: now,
      startedAt: now,
    };
    const registry = path.join(folder, 'sessions');
    mkdirSync(registry);
    const processes = { isRunning: () => true, startOf: () => '5', domain: undefined };
    return tried(
      [json(entry)],
      (text) => {
        writeFileSync(path.join(registry, '7.json'), text);
        return readClaudeRegistry(registry, processes);
      },
      60,
    );
  });

  it('OpenTelemetry: nothing is kept that can’t be read again', () => {
    const attributes = (of: object): object[] =>
      Object.entries(of).map(([key, value]) => ({
        key,
        value: typeof value === 'string' ? { stringValue: value } : { intValue: value as number },
      }));
    const stamp = new Date(now).toISOString();
    const call = {
      'session.id': 's',
      'event.name': 'api_request',
      'event.timestamp': stamp,
      model: 'm',
      input_tokens: 9,
    };
    const sign = { 'conversation.id': 's', 'event.name': 'codex.user_prompt', 'event.timestamp': stamp };
    const logs = (of: object): string =>
      json({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes: attributes(of) }] }] }] });
    const span = {
      name: 'run_turn',
      endTimeUnixNano: `${now}000000`,
      attributes: attributes({ 'conversation.id': 's', 'turn.id': 1 }),
    };
    const usual = [logs(call), logs(sign), json({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] })];
    return tried(
      usual,
      (text) => {
        let body: unknown;
        try {
          body = JSON.parse(text);
        } catch {
          return undefined;
        }
        const states = withSignals({}, liveSignals(body), now);
        assert.ok(sessionStates.safeParse(JSON.parse(json(states))).success, json(states));
        const list = (body as { resourceLogs?: unknown } | null)?.resourceLogs;
        const calls = telemetryCalls(Array.isArray(list) ? list : []);
        for (const { tokens, model } of calls) {
          assert.ok(agentTelemetry.schema.shape.tokens.safeParse(tokens).success, json(tokens));
          assert.ok(model.length <= 4096);
        }
        for (const call of calls) assertKept(call);
        return states;
      },
      80,
    );
  });

  it('a language model of VS Code', () =>
    tried(
      ['{"bottlenecks":[],"insights":[],"tool_suggestions":[]}'],
      (text) => {
        async function* parts(): AsyncGenerator<string> {
          yield text;
        }
        const model = {
          id: 'm',
          open: async () => parts(),
          cancel: () => undefined,
          outcomeOf: () => 'server-error' as const,
        };
        const counts = { countTokens: async () => text.length * 1e300 };
        return streamedAnswer({ ...model, ...counts }, ['q'], new AbortController().signal);
      },
      20,
    ));

  it('an MCP server', async () => {
    const program = path.join(import.meta.dirname, '../../fakes/mcp/hostileServer.mjs');
    const ask = { server: 's', command: process.execPath, tool: 'read_file', arguments: { path: '/a' } };
    const usual = [
      json({ protocolVersion: '2025-06-18', capabilities: {} }),
      json({ tools: [{ name: 'read_file', inputSchema: {} }] }),
      json({ content: [{ type: 'text', text: 'a' }] }),
    ];
    const property = fc.asyncProperty(fc.tuple(...usual.map((one) => anyText([one]))), async (results) => {
      // One argument of a program can't be longer.
      if (results.some((one) => one.length > 100_000 || one.includes('\n'))) return;
      const asked = await askServers(
        [{ ...ask, args: [program, 'says', json(results)] }],
        new AbortController().signal,
        5000,
      );
      assert.equal(asked.length, 1);
      assertKept(externalFacts(asked), { text: 2000, list: 20 });
    });
    await fc.assert(property, { numRuns: Math.min(200, fuzzRuns(8)) });
  });

  it('an MCP server: texts of any length and form', () =>
    tried(
      ['token="abc', '-eyJ', '-----BEGIN A', '://a:'],
      (text) => {
        const call = { server: 's', command: 'c', tool: 'read_file' };
        const facts = [1, 1000, 50_000].map((times) =>
          externalFacts([{ call, text: text.slice(0, 40).repeat(times) }]),
        );
        for (const [fact] of facts) assert.ok((fact?.quote?.length ?? 0) <= 2000);
        return facts;
      },
      20,
    ));

  it('is tried with every file that starts a program', () => {
    const starts = /\bspawn\(|\bexecFile\(|promisify\(execFile\)|\bfork\(/;
    const files = globSync('src/**/*.ts', { cwd: projectFolder }).map((file) => file.split(path.sep).join('/'));
    const found = files.filter((file) => starts.test(readFileSync(path.join(projectFolder, file), 'utf8')));
    assert.deepEqual(found.sort(), [
      'src/agents/runs/supervisor/runJob.ts',
      'src/ai/mcp/stdioServer.ts',
      // Daymark's own supervisor.
      'src/extension/features/agents/runs/supervise.ts',
      'src/extension/runGit.ts',
    ]);
  });
});
