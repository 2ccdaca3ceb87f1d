import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLogs } from '../../../src/agents/findLogs.ts';
import { LogIndex } from '../../../src/agents/logIndex.ts';
import { sessionsOf } from '../../../src/agents/sessions.ts';
import { TextShelf, type TextRules } from '../../../src/agents/texts/textShelf.ts';
import type { AgentTool } from '../../../src/agents/tools.ts';
import type { KeptText } from '../../../src/core/facts/keptTexts.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/agents');
const everything: TextRules = { keeps: 'all', from: 0, paused: [], known: {} };
const at = '2026-11-28T10:00:00.000Z';

describe('texts of sessions', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'daymark-texts-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file: string, lines: readonly unknown[] | string): void {
    const full = path.join(root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, typeof lines === 'string' ? lines : lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  interface Read {
    readonly folder?: string;
    readonly rules?: Partial<TextRules>;
    readonly isExcluded?: (path: string) => boolean;
  }

  function read(tool: AgentTool, { folder = root, rules = {}, isExcluded }: Read = {}) {
    const shelf = new TextShelf({ ...everything, ...rules });
    const index = new LogIndex(isExcluded, shelf);
    index.update(findLogs(folder, tool));
    const sessions = [...shelf.fresh(1)].flat();
    return {
      sessions,
      texts: sessions.flatMap(({ texts }) => texts),
      failures: index.ledgers.flatMap((ledger) => ledger.failures()),
      records: index.ledgers.flatMap((ledger) => sessionsOf(ledger, { prices: {}, offsetAt: () => 0 })),
    };
  }
  const said = (texts: readonly KeptText[]): string[] =>
    texts.map(({ by, text, file }) => [by, ...(file ? [file] : []), text].join('|'));

  const claude = (line: object): object => ({ sessionId: 's', cwd: '/work/shop', timestamp: at, ...line });
  const asked = (uuid: string, content: unknown, more: object = {}): object =>
    claude({ type: 'user', uuid, message: { role: 'user', content }, ...more });
  const answered = (id: string, content: unknown): object =>
    claude({
      type: 'assistant',
      uuid: `u-${id}`,
      requestId: 'r',
      message: { id, model: 'm', content, usage: { input_tokens: 1 } },
    });
  const edit = (id: string, file: string): object =>
    answered(`m-${id}`, [
      { type: 'tool_use', id, name: 'Edit', input: { file_path: file, old_string: 'one\ntwo', new_string: 'three' } },
    ]);

  it('of real Claude Code belong to the records of its sessions, once for all copies', () => {
    const { sessions, texts, records } = read('claude-code', { folder: path.join(fixtures, 'claude-code-2.1.197') });
    const ids = new Set(records.map(({ id }) => id));
    assert.ok(sessions.length >= 4);
    // The sessions that hung and that failed have no call, and so no record.
    assert.equal(sessions.filter(({ session }) => !ids.has(session)).length, 2);
    const prompts = texts.filter(({ by }) => by === 'prompt').map(({ text }) => text);
    assert.deepEqual(
      prompts.filter((text) => text === 'PLEASE_TOOL now'),
      ['PLEASE_TOOL now'],
    );
    assert.ok(prompts.includes('hello there') && prompts.includes('PLEASE_AGENT'));
    assert.ok(texts.some(({ by, text }) => by === 'answer' && text.startsWith('First.')));
  });

  it('of real Codex are prompts and answers, each once', () => {
    const { texts } = read('codex', { folder: path.join(fixtures, 'codex-0.171') });
    const prompts = texts.filter(({ by }) => by === 'prompt').map(({ text }) => text);
    assert.ok(prompts.length >= 4, said(texts).join('\n'));
    assert.equal(texts.filter(({ by }) => by === 'answer').length > 0, true);
  });

  it('are nothing but prompts where only they are wanted, and nothing at all where none are', () => {
    write('projects/a/s.jsonl', [
      asked('1', 'Mend it'),
      answered('2', [{ type: 'text', text: 'Done.' }]),
      edit('t', '/work/shop/a.ts'),
    ]);
    assert.deepEqual(said(read('claude-code', { rules: { keeps: 'prompts' } }).texts), ['prompt|Mend it']);
    const index = new LogIndex();
    index.update(findLogs(root, 'claude-code'));
    assert.equal(index.ledgers[0]?.keeps, 'off');
    assert.deepEqual(said(read('claude-code').texts), [
      'prompt|Mend it',
      'answer|Done.',
      'change|/work/shop/a.ts|-one\n-two\n+three',
    ]);
  });

  it('leave out excluded folders and files, files of secrets, and failed changes, and take secrets out', () => {
    const failed = asked('9', [{ type: 'tool_result', tool_use_id: 'bad', is_error: true, content: 'No such file' }]);
    const refused = asked('8', [
      { type: 'tool_result', tool_use_id: 'no', is_error: true, content: "The user doesn't want to proceed" },
    ]);
    write('projects/a/s.jsonl', [
      asked('1', 'The key is ghp_abcdefghijklmnopqrstuvwxyz0123456789'),
      asked('2', 'Nobody sees this', { cwd: '/work/secret' }),
      claude({ ...edit('e1', '.env') }),
      edit('e2', '/work/shop/private/b.ts'),
      edit('e3', 'c.ts'),
      edit('bad', 'd.ts'),
      failed,
      refused,
    ]);
    const isExcluded = (file: string): boolean => /\/secret|\/private/.test(file);
    const { texts, failures } = read('claude-code', { isExcluded });
    assert.deepEqual(said(texts), ['prompt|The key is [secret removed]', 'change|c.ts|-one\n-two\n+three']);
    assert.deepEqual(
      failures.map(({ key, of }) => [key, of]),
      [['bad', 'tool']],
    );
  });

  it('leave out what is too old, what was said while tracking was paused, and what is kept already', () => {
    const minutes = ['10:00', '10:05', '10:10'].map((time) => `2026-11-28T${time}:00.000Z`);
    write(
      'projects/a/s.jsonl',
      minutes.map((timestamp, i) => asked(`${i}`, `Prompt ${i}`, { timestamp })),
    );
    const [, second = 0, third = 0] = minutes.map((time) => Date.parse(time));
    const all = read('claude-code');
    assert.equal(all.texts.length, 3);
    assert.deepEqual(said(read('claude-code', { rules: { from: second } }).texts), [
      'prompt|Prompt 1',
      'prompt|Prompt 2',
    ]);
    assert.deepEqual(said(read('claude-code', { rules: { paused: [[second, third]] } }).texts), [
      'prompt|Prompt 0',
      'prompt|Prompt 2',
    ]);
    const known = Object.fromEntries(all.texts.map(({ key, length }) => [key, length]));
    assert.deepEqual(read('claude-code', { rules: { known } }).texts, []);
  });

  it('are answers as a whole, however they were logged, and the beginning of a long one', () => {
    const block = (text: string): object => answered('m', [{ type: 'text', text }]);
    write('projects/a/s.jsonl', [
      block('One'),
      block('One and'),
      block('Two'),
      block('One and'),
      answered('l', [{ type: 'text', text: 'x'.repeat(9000) }]),
    ]);
    const { texts } = read('claude-code');
    assert.equal(texts[0]?.text, 'One and\n\nTwo');
    assert.deepEqual([texts[1]?.text.length, texts[1]?.length], [8000, 9000]);
  });

  it('of Codex include patches, and commands and requests that failed', () => {
    const item = (payload: object): object => ({ timestamp: at, type: 'response_item', payload });
    const event = (payload: object, timestamp = at): object => ({ timestamp, type: 'event_msg', payload });
    const patch = '*** Begin Patch\n*** Update File: a.ts\n@@\n-one\n+two\n*** End Patch';
    write('rollout-1.jsonl', [
      { timestamp: at, type: 'session_meta', payload: { id: 's', timestamp: at, cwd: '/work/shop' } },
      event({ type: 'user_message', message: 'Mend it' }),
      event(
        { type: 'item_completed', item: { type: 'UserMessage', content: [{ type: 'text', text: 'Mend it' }] } },
        '2026-11-28T10:00:01.000Z',
      ),
      item({ type: 'custom_tool_call', call_id: 'p', name: 'apply_patch', input: patch }),
      item({ type: 'function_call', call_id: 'c', name: 'shell', arguments: '{}' }),
      item({
        type: 'function_call_output',
        call_id: 'c',
        output: '{"output":"no","metadata":{"exit_code":1,"duration_seconds":0.1}}',
      }),
      item({ type: 'function_call_output', call_id: 'd', output: 'Exit code: 0\nOutput: Exit code: 1' }),
      event({ type: 'error', message: 'overloaded' }),
      event({ type: 'agent_message', message: 'Done.' }, '2026-11-28T10:00:02.000Z'),
    ]);
    const { texts, failures } = read('codex');
    assert.deepEqual(said(texts), ['prompt|Mend it', 'change|a.ts|@@\n-one\n+two', 'answer|Done.']);
    assert.deepEqual(
      failures.map(({ of }) => of),
      ['tool', 'model'],
    );
  });

  it('of Gemini CLI are kept where it notes the folder', () => {
    const calls = [
      { id: 'w', name: 'write_file', status: 'success', args: { file_path: 'a.ts', content: 'one' } },
      { id: 'x', name: 'write_file', status: 'error', args: { file_path: 'b.ts', content: 'two' } },
    ];
    const lines = [
      { sessionId: 's', projectHash: 'h' },
      { id: 'u', type: 'user', timestamp: at, content: [{ text: 'Mend it' }] },
      { id: 'a', type: 'gemini', timestamp: at, content: 'Done.', model: 'm', toolCalls: calls },
      { id: 'e', type: 'error', timestamp: at, content: 'overloaded' },
    ];
    write('one/chats/session-1.jsonl', lines);
    assert.deepEqual(read('gemini').texts, []);
    write('one/.project_root', '/work/shop\n');
    const { texts, failures, sessions } = read('gemini');
    assert.deepEqual(said(texts), ['prompt|Mend it', 'change|a.ts|+one', 'answer|Done.']);
    assert.equal(sessions[0]?.project, '/work/shop');
    assert.deepEqual(
      failures.map(({ of }) => of),
      ['tool', 'model'],
    );
    assert.deepEqual(read('gemini', { isExcluded: (file) => file === '/work/shop' }).texts, []);
  });

  it('of GitHub Copilot CLI and Chat are prompts, answers, changes, and failures', () => {
    const event = (type: string, data: object): object => ({ type, id: type, timestamp: at, data });
    write('session-state/s/events.jsonl', [
      event('session.start', { sessionId: 's', context: { cwd: '/work/shop' } }),
      event('user.message', { content: 'Mend it' }),
      event('tool.execution_start', {
        toolCallId: 't',
        toolName: 'edit',
        arguments: { path: 'a.ts', old_str: 'one', new_str: 'two' },
      }),
      event('tool.execution_start', {
        toolCallId: 'f',
        toolName: 'edit',
        arguments: { path: 'b.ts', old_str: 'one', new_str: 'two' },
      }),
      event('tool.execution_complete', { toolCallId: 'f', success: false }),
      event('session.error', {}),
      event('assistant.message', { content: 'Done.', outputTokens: 1, model: 'm' }),
    ]);
    const cli = read('copilot-cli');
    assert.deepEqual(said(cli.texts), ['prompt|Mend it', 'change|a.ts|-one\n+two', 'answer|Done.']);
    assert.deepEqual(
      cli.failures.map(({ of }) => of),
      ['tool', 'model'],
    );
    write('workspaceStorage/w/workspace.json', JSON.stringify({ folder: 'file:///work/shop' }));
    const edits = { kind: 'textEditGroup', uri: { fsPath: '/work/shop/a.ts' }, edits: [[{ text: 'two' }]] };
    const request = {
      requestId: 'r',
      timestamp: Date.parse(at),
      message: { text: 'Mend it' },
      response: [{ value: 'Done' }, edits, { value: '.' }],
    };
    write('workspaceStorage/w/chatSessions/c.jsonl', [
      { kind: 0, v: { sessionId: 'c', requests: [request] } },
      { kind: 1, k: ['requests', 0, 'result'], v: { errorDetails: { message: 'Sorry' } } },
    ]);
    const chat = read('copilot-chat');
    assert.deepEqual(said(chat.texts), ['prompt|Mend it', 'change|/work/shop/a.ts|+two', 'answer|Done.']);
    assert.deepEqual(
      chat.failures.map(({ of }) => of),
      ['model'],
    );
  });

  it('of Cline are kept where its first request tells the folder', () => {
    const messages = (request: string): string =>
      JSON.stringify([
        { ts: Date.parse(at), type: 'say', say: 'task', text: 'Mend it' },
        { ts: Date.parse(at) + 1, type: 'say', say: 'api_req_started', text: JSON.stringify({ request, tokensIn: 1 }) },
        {
          ts: Date.parse(at) + 2,
          type: 'say',
          say: 'tool',
          text: JSON.stringify({ tool: 'newFileCreated', path: 'a.ts', content: 'one' }),
        },
        { ts: Date.parse(at) + 3, type: 'say', say: 'error', text: 'No' },
        { ts: Date.parse(at) + 4, type: 'say', say: 'completion_result', text: 'Done.' },
      ]);
    const file = 'saoudrizwan.claude-dev/tasks/1/ui_messages.json';
    write(file, messages('no folder'));
    assert.deepEqual(read('cline').texts, []);
    write(file, messages('# Current Working Directory (/work/shop) Files\na.ts'));
    const { texts, failures } = read('cline');
    assert.deepEqual(said(texts), ['prompt|Mend it', 'change|a.ts|+one', 'answer|Done.']);
    assert.deepEqual(
      failures.map(({ of }) => of),
      ['tool'],
    );
  });
});
