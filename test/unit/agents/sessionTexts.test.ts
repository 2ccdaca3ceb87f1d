import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { logOfSession, statementsIn } from '../../../src/agents/decisions/sessionTexts.ts';
import { sessionRecordId } from '../../../src/agents/sessionRecordId.ts';
import { findAnyLogs } from '../../../src/agents/findLogs.ts';
import { LogIndex } from '../../../src/agents/logIndex.ts';
import { sessionsOf } from '../../../src/agents/sessions.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/agents');

describe('texts of sessions', () => {
  let folder = '';
  beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'daymark-said-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const log = (name: string, ...lines: readonly unknown[]): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return file;
  };

  for (const [tool, version] of [
    ['claude-code', 'claude-code-2.1.332'],
    ['codex', 'codex-0.171'],
  ] as const)
    it(`are found by the record of a session that ${version} wrote`, () => {
      const index = new LogIndex();
      index.update(findAnyLogs(path.join(fixtures, version)));
      const sessions = index.ledgers.flatMap((ledger) => sessionsOf(ledger, { prices: {}, offsetAt: () => 0 }));
      assert.ok(sessions.length > 0);
      const files = sessions.map(({ id, session: { project } }) =>
        logOfSession({ id, tool, project }, [path.join(fixtures, version)]),
      );
      // A subagent of Codex has a log of its own, and belongs to no other session.
      assert.ok(files.every((file) => file !== undefined));
      assert.equal(new Set(files).size, files.length);
    });

  it('of Claude Code are prompts and answers; tools, thoughts, subagents, and what it tells itself are none', () => {
    const user = (content: unknown, rest: object = {}) => ({
      type: 'user',
      message: { role: 'user', content },
      ...rest,
    });
    const agent = (...content: readonly object[]) => ({ type: 'assistant', message: { role: 'assistant', content } });
    const file = log(
      'a.jsonl',
      user('Use SQLite, since it needs no server.'),
      agent(
        { type: 'thinking', thinking: 'never' },
        { type: 'text', text: 'I use SQLite.' },
        { type: 'tool_use', input: { never: 1 } },
      ),
      agent({ type: 'text', text: 'I use SQLite.' }),
      user([{ type: 'tool_result', content: 'never' }]),
      user('<system-reminder>never</system-reminder>'),
      user('<command-name>/never</command-name>'),
      user('never', { isMeta: true }),
      user('never', { isSidechain: true }),
      { type: 'attachment', content: 'never' },
      'no JSON: never',
      user([{ type: 'text', text: 'Thanks.' }]),
    );
    assert.deepEqual(statementsIn('claude-code', file), [
      { by: 'you', text: 'Use SQLite, since it needs no server.' },
      { by: 'agent', text: 'I use SQLite.' },
      { by: 'you', text: 'Thanks.' },
    ]);
  });

  it('of Codex are those of old and new versions, each once', () => {
    const event = (payload: object) => ({ type: 'event_msg', payload });
    const file = log(
      'rollout-a.jsonl',
      event({ type: 'user_message', message: 'Hello' }),
      event({ type: 'item_completed', item: { type: 'UserMessage', content: [{ type: 'text', text: 'Hello' }] } }),
      event({ type: 'item_completed', item: { type: 'AgentMessage', content: [{ type: 'Text', text: 'Hi' }] } }),
      event({ type: 'item_completed', item: { type: 'Reasoning', content: [{ type: 'Text', text: 'never' }] } }),
      {
        type: 'response_item',
        payload: { type: 'message', role: 'developer', content: [{ type: 'text', text: 'never' }] },
      },
    );
    assert.deepEqual(statementsIn('codex', file), [
      { by: 'you', text: 'Hello' },
      { by: 'agent', text: 'Hi' },
    ]);
  });

  it('are bounded, and the last ones count', () => {
    const said = Array.from({ length: 100 }, (_, at) => ({
      type: 'user',
      message: { content: `${at} ${'x'.repeat(9_000)}` },
    }));
    const texts = statementsIn('claude-code', log('long.jsonl', ...said));
    assert.equal(texts.length, 10);
    assert.match(texts.at(-1)?.text ?? '', /^99 x{3997}$/);
  });

  it('of another session are not found', () => {
    const id = sessionRecordId('claude-code', 's1', '/work/shop');
    assert.match(id, /^claude-code:[\da-f]{32}$/);
    log('projects/-work/s2.jsonl', '{}');
    assert.equal(logOfSession({ id, tool: 'claude-code', project: '/work/shop' }, [folder]), undefined);
    const file = log('projects/-work/s1.jsonl', '{}');
    assert.equal(logOfSession({ id, tool: 'claude-code', project: '/work/shop' }, [folder]), file);
    assert.equal(logOfSession({ id, tool: 'claude-code', project: '/work/other' }, [folder]), undefined);
  });
});
