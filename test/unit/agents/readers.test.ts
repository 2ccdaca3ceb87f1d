import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findAnyLogs, findLogs } from '../../../src/agents/findLogs.ts';
import { Ledger } from '../../../src/agents/ledger.ts';
import { LogIndex } from '../../../src/agents/logIndex.ts';
import { summarizeTool } from '../../../src/agents/summary.ts';
import { agentTools, type AgentTool } from '../../../src/agents/tools.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/agents');
const all = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.(?:jsonl?|vscdb)$/.test(name) && !name.endsWith('workspace.json'),
);

function read(folder: string, tool: AgentTool) {
  const index = new LogIndex();
  index.update(findLogs(path.join(fixtures, folder), tool));
  const [ledger] = index.ledgers;
  assert.ok(ledger, `no log of ${tool} in ${folder}`);
  const summary = summarizeTool(ledger);
  const { tokens, calls } = summary.totals;
  const { problems, duplicates } = summary.reconciliation;
  return {
    calls,
    tokens: [tokens.input, tokens.output, tokens.cacheWrite, tokens.cacheWrite1h, tokens.cacheRead, tokens.reasoning],
    sessions: summary.sessions,
    turns: summary.turns,
    toolCalls: summary.toolCalls,
    duplicates,
    problems: Object.fromEntries(problems),
  };
}

describe('readers of logs of AI tools', () => {
  // The first two were written by the real programs; a fake API on this machine served the tokens that are expected here.
  it('Claude Code 2.1.197: plain, tool, resume, fork, subagent, error, cancel', () => {
    assert.deepEqual(read('claude-code-2.1.197', 'claude-code'), {
      calls: 8,
      tokens: [863, 383, 80, 160, 8063, 0],
      sessions: 6,
      turns: 7,
      toolCalls: 2,
      duplicates: 14,
      problems: {},
    });
  });

  it('Codex 0.171: plain, tool, resume, fork, error, cancel', () => {
    assert.deepEqual(read('codex-0.171', 'codex'), {
      calls: 5,
      tokens: [1500, 402, 0, 0, 1102, 152],
      sessions: 5,
      turns: 6,
      toolCalls: 1,
      duplicates: 5,
      problems: {},
    });
  });

  it('Claude Code 1.0: a subagent on the sidechain of its file, whose sum the result repeats, and a failed call', () => {
    assert.deepEqual(read('claude-code-1.0', 'claude-code'), {
      calls: 3,
      // msg_1 as it ended, msg_2 of the subagent, msg_3.
      tokens: [21, 110, 500, 0, 600, 0],
      sessions: 1,
      turns: 1,
      toolCalls: 1,
      duplicates: 1,
      problems: {},
    });
  });

  it('Claude Code 2.1.30: growing copies, subagents inside the parent, replays, missing request ids', () => {
    assert.deepEqual(read('claude-code-2.1.30', 'claude-code'), {
      calls: 4,
      // msg_1 159, msg_2 3, msg_3 40 (its own file has the final count), msg_4 6.
      tokens: [42, 208, 50, 0, 100, 0],
      sessions: 1,
      turns: 1,
      toolCalls: 0,
      duplicates: 5,
      problems: { 'unknown-type': 1 },
    });
  });

  it('Claude Code 2.1.332: compaction, cancel, and fork, of which only the total of the session tells', () => {
    assert.deepEqual(read('claude-code-2.1.332', 'claude-code'), {
      // Logged: 307, 127, 30, 60, 3000. The largest total of the lineage is that of the parent or of the fork: the fork's.
      calls: 3,
      tokens: [507, 217, 30, 60, 3000, 0],
      sessions: 2,
      // hello, /compact, go on, never mind, forked.
      turns: 5,
      toolCalls: 0,
      duplicates: 4,
      problems: {},
    });
  });

  it('takes nothing from the total of a session that worked in an excluded project, or names another model', () => {
    const total = { session: 's', lineage: '1', project: '/work/shop', usd: 1 };
    const tokens = { input: 10, output: 5, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
    const call = { session: 's', at: Date.UTC(2026, 10, 20), model: 'm-20260101', project: '/work/shop', tokens };
    const twice = { ...tokens, input: 20 };
    const inputOf = (fill: (ledger: Ledger) => void): number => {
      const ledger = new Ledger({ tool: 'claude-code' }, (project) => project === '/secret');
      ledger.usage({ ...call, key: '1' });
      ledger.reportedTotal({ ...total, models: [{ model: 'm', tokens: twice }] });
      fill(ledger);
      return ledger.entries().reduce((sum, entry) => sum + entry.tokens.input, 0);
    };
    assert.equal(
      inputOf(() => undefined),
      20,
    );
    assert.equal(
      inputOf((ledger) => ledger.usage({ ...call, key: '2', project: '/secret' })),
      10,
    );
    assert.equal(
      inputOf((ledger) => ledger.reportedTotal({ ...total, project: '/secret', models: [] })),
      10,
    );
    assert.equal(
      inputOf((ledger) => ledger.usage({ ...call, key: '2', model: 'other' })),
      20,
    );
  });

  it('Codex 0.20: logged no tokens, which is said once for each log', () => {
    const { calls, problems } = read('codex-0.20', 'codex');
    assert.deepEqual({ calls, problems }, { calls: 0, problems: { 'no-tokens': 1 } });
  });

  it('Codex 0.98: repeated totals, forks that copy history, with and without the parent', () => {
    const { calls, tokens, duplicates } = read('codex-0.98', 'codex');
    assert.deepEqual({ calls, tokens, duplicates }, { calls: 4, tokens: [850, 115, 0, 0, 1950, 30], duplicates: 4 });
  });

  it('Gemini CLI: documents and lines, cached tokens inside and beside the input', () => {
    const { calls, tokens, sessions, turns, problems } = read('gemini', 'gemini');
    assert.deepEqual(
      { calls, tokens, sessions, turns, problems },
      { calls: 3, tokens: [5899, 113, 0, 0, 4304, 56], sessions: 2, turns: 2, problems: {} },
    );
  });

  it('OpenCode: a fork under new ids is the same call', () => {
    const { calls, tokens, turns, duplicates } = read('opencode', 'opencode');
    assert.deepEqual(
      { calls, tokens, turns, duplicates },
      { calls: 1, tokens: [200, 60, 400, 0, 3000, 10], turns: 1, duplicates: 1 },
    );
  });

  it('Copilot CLI: counters that begin again and counters that continue', () => {
    const { calls, tokens, turns, toolCalls } = read('copilot-cli', 'copilot-cli');
    // "resets": 100 + 200 of input and 50 + 80 of output; "goes on": 200 and 80 in all.
    assert.deepEqual(
      { calls, tokens, turns, toolCalls },
      { calls: 4, tokens: [370, 210, 80, 0, 50, 25], turns: 3, toolCalls: 1 },
    );
  });

  it('Cline, Roo Code, and Aider', () => {
    assert.deepEqual(read('cline', 'cline').tokens, [120, 45, 300, 0, 900, 0]);
    assert.deepEqual(read('cline', 'cline').problems, { 'invalid-json': 1 });
    assert.deepEqual(read('roo-code', 'roo-code').tokens, [410, 25, 0, 0, 607, 0]);
    assert.deepEqual(read('aider', 'aider').tokens, [1510, 95, 0, 0, 0, 0]);
  });

  it('Cursor: messages of its database, and nothing of the account', () => {
    assert.deepEqual(read('cursor', 'cursor'), {
      calls: 2,
      tokens: [1500, 100, 0, 0, 0, 0],
      sessions: 2,
      turns: 2,
      toolCalls: 1,
      duplicates: 0,
      problems: { 'no-time': 1 },
    });
  });

  it('Copilot Chat: requests of documents and of logs of changes, whose cost is unknown, with the folder of the window', () => {
    const { duplicates: _, ...found } = read('copilot-chat', 'copilot-chat');
    assert.deepEqual(found, {
      calls: 4,
      tokens: [0, 0, 0, 0, 0, 0],
      sessions: 2,
      turns: 4,
      toolCalls: 3,
      problems: {},
    });
    const index = new LogIndex();
    index.update(findLogs(path.join(fixtures, 'copilot-chat'), 'copilot-chat'));
    const calls = index.ledgers.flatMap((ledger) => ledger.entries());
    const shown = calls.toSorted((a, b) => a.at - b.at).map(({ key, model, project }) => [key, model, project]);
    assert.deepEqual(shown, [
      ['r1', 'claude-sonnet-4', '/work/shop'],
      ['r3', 'gpt-5', '/work/shop'],
      ['r4', 'claude-sonnet-4', '/work/shop'],
      ['r5', 'claude-sonnet-4', '/work/shop'],
    ]);
    const [ledger] = index.ledgers;
    assert.ok(ledger);
    const { costUsd, unpricedCalls } = summarizeTool(ledger).totals;
    assert.deepEqual([costUsd, unpricedCalls], [0, 4], 'not free, but unknown');
  });

  it('tells every fixture by its content or path, and each tool has one', () => {
    const logs = findAnyLogs(fixtures);
    assert.equal(logs.length, all.length);
    for (const { path: file, format } of logs) {
      const folder = path.relative(fixtures, file).split(path.sep)[0] ?? '';
      assert.ok(folder.startsWith(format.tool), `${file} was taken for ${format.tool}`);
    }
    assert.deepEqual(new Set(logs.map(({ format }) => format.tool)), new Set(agentTools));
  });

  it('has no names of people or machines in the fixtures', () => {
    for (const file of all)
      assert.doesNotMatch(
        readFileSync(path.join(fixtures, file), 'utf8'),
        /\/(?:home|root|tmp|Users)\/|sk-[a-z]|@[a-z]+\.[a-z]/,
      );
  });
});
