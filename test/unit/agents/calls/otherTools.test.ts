import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { logsOfSession } from '../../../../src/agents/calls/sessionCalls.ts';
import { findLogs } from '../../../../src/agents/findLogs.ts';
import { sessionRecordId } from '../../../../src/agents/sessionRecordId.ts';
import { at, began, LogHome, shop, short } from './logHome.ts';

describe('the calls of a session', () => {
  let home: LogHome;
  beforeEach(() => {
    home = new LogHome();
  });
  afterEach(() => home.remove());

  it('of Codex have both files of a patch, and end with their output', () => {
    const id = '019a2d7a-41c4-78b1-b7cc-a45d62a89cd5';
    const item = (second: number, payload: object) => ({ timestamp: at(second), type: 'response_item', payload });
    const patch = [
      '*** Begin Patch',
      '*** Add File: a.ts',
      '+one',
      '+two',
      '*** Update File: b.ts',
      '-old',
      '*** End Patch',
    ];
    const usage = { input_tokens: 5, output_tokens: 1, total_tokens: 6 };
    home.lines(`2026/11/28/rollout-2026-11-28T10-00-00-${id}.jsonl`, [
      { timestamp: at(0), type: 'session_meta', payload: { id, timestamp: at(0), cwd: shop } },
      { timestamp: at(0), type: 'event_msg', payload: { type: 'task_started', turn_id: 't' } },
      item(1, { type: 'custom_tool_call', name: 'apply_patch', call_id: 'a', input: patch.join('\n') }),
      item(2, { type: 'custom_tool_call_output', call_id: 'a', output: 'Success' }),
      item(3, { type: 'function_call', name: 'exec_command', call_id: 'b', arguments: '{}' }),
      item(7, { type: 'function_call_output', call_id: 'b', output: 'Exit code: 2\nWall time: 4 seconds\n' }),
      item(8, { type: 'function_call', name: 'shell', call_id: 'c', arguments: '{}' }),
      item(9, {
        type: 'function_call_output',
        call_id: 'c',
        output: JSON.stringify({ output: '', metadata: { exit_code: 1, duration_seconds: 0.5 } }),
      }),
      item(10, { type: 'local_shell_call', call_id: 'd' }),
      {
        timestamp: at(11),
        type: 'event_msg',
        payload: { type: 'token_count', info: { total_token_usage: usage, last_token_usage: usage } },
      },
    ]);
    assert.deepEqual(short(home.calls('codex', { session: id })), [
      [1, 2, 'apply_patch', 'a.ts b.ts', '+2 -1', ''],
      [3, 7, 'exec_command', '', '', 'failed'],
      [8, 9, 'shell', '', '', 'failed'],
      [10, undefined, 'local_shell', '', '', ''],
    ]);
  });

  it('of Codex are no copies of a parent’s turns, and a patch that failed changed nothing', () => {
    const id = '019a2d7a-41c4-78b1-b7cc-a45d62a89cd6';
    const event = (second: number, type: string, payload: object) => ({ timestamp: at(second), type, payload });
    const turn = (second: number, started: number) =>
      event(second, 'event_msg', { type: 'task_started', turn_id: `t${started}`, started_at: began / 1000 + started });
    const patch = (second: number, call: string) =>
      event(second, 'response_item', {
        type: 'custom_tool_call',
        name: 'apply_patch',
        call_id: call,
        input: '*** Begin Patch\n*** Update File: a.ts\n+x\n*** End Patch',
      });
    const usage = { input_tokens: 5, output_tokens: 1, total_tokens: 6 };
    const name = `rollout-2026-11-28T10-00-00-${id}.jsonl`;
    home.lines(`2026/11/28/${name}`, [
      event(0, 'session_meta', { id, forked_from_id: 'parent', timestamp: at(0), cwd: shop }),
      turn(0, -60),
      patch(0, 'copied'),
      turn(1, 1),
      patch(2, 'own'),
      event(3, 'response_item', {
        type: 'custom_tool_call_output',
        call_id: 'own',
        output: 'apply_patch verification failed: no such lines',
      }),
      event(4, 'event_msg', { type: 'token_count', info: { total_token_usage: usage, last_token_usage: usage } }),
    ]);
    assert.deepEqual(short(home.calls('codex', { session: id })), [[2, 3, 'apply_patch', '', '', 'failed']]);
    home.lines('2026/11/29/rollout-other.jsonl', []);
    const wanted = { session: sessionRecordId('codex', id, shop), tool: 'codex', project: shop, from: 0 } as const;
    assert.deepEqual(
      logsOfSession(findLogs(home.folder, 'codex'), wanted).map((log) => path.basename(log.path)),
      [name],
    );
  });

  it('of Copilot CLI, Gemini CLI, Cline, and Copilot Chat have what their logs tell', () => {
    const event = (second: number, type: string, data: object) => ({
      type,
      id: `${type}${second}`,
      timestamp: at(second),
      data,
    });
    home.lines('session-state/s/events.jsonl', [
      event(0, 'session.start', { sessionId: 's', context: { cwd: shop } }),
      event(1, 'tool.execution_start', {
        toolCallId: 'a',
        toolName: 'edit',
        arguments: { path: `${shop}/a.ts`, old_str: 'a', new_str: 'b\nc' },
      }),
      event(2, 'tool.execution_complete', { toolCallId: 'a', success: true, result: 'x'.repeat(10_000) }),
      event(3, 'tool.execution_start', {
        toolCallId: 'b',
        toolName: 'edit',
        arguments: { path: 'b.ts', old_str: 'a', new_str: 'b' },
      }),
      event(4, 'tool.execution_complete', { toolCallId: 'b', success: false }),
      event(5, 'session.shutdown', { modelMetrics: { m: { usage: { inputTokens: 1, outputTokens: 1 } } } }),
    ]);
    assert.deepEqual(short(home.calls('copilot-cli')), [
      [1, 2, 'edit', 'a.ts', '+2 -1', ''],
      [3, 4, 'edit', 'b.ts', '', 'failed'],
    ]);

    const tokens = { input: 1, output: 1, cached: 0, thoughts: 0, tool: 0, total: 2 };
    const toolCalls = [
      { id: 'a', name: 'replace', args: { file_path: 'a.ts', old_string: 'a', new_string: 'b' }, status: 'success' },
      { id: 'b', name: 'run_shell_command', args: {}, status: 'error' },
      { id: 'c', name: 'write_file', args: { file_path: 'b.ts', content: 'x' }, status: 'cancelled' },
    ];
    home.document('86bc/chats/session-1.json', {
      sessionId: 's',
      projectHash: '86bc',
      messages: [{ id: '1', type: 'gemini', timestamp: at(1), model: 'm', tokens, toolCalls }],
    });
    assert.deepEqual(short(home.calls('gemini', { project: '' })), [
      [1, undefined, 'replace', 'a.ts', '+1 -1', ''],
      [1, undefined, 'run_shell_command', '', '', 'failed'],
      [1, undefined, 'write_file', 'b.ts', '', 'refused'],
    ]);

    const say = (second: number, kind: string, text: unknown) => ({
      ts: began + second * 1000,
      type: 'say',
      say: kind,
      text: typeof text === 'string' ? text : JSON.stringify(text),
    });
    home.document('saoudrizwan.claude-dev/tasks/s/ui_messages.json', [
      say(0, 'api_req_started', { tokensIn: 1, tokensOut: 1, cost: 0.1 }),
      say(1, 'tool', { tool: 'editedExistingFile', path: 'a.ts' }),
      say(2, 'command', 'npm test'),
    ]);
    assert.deepEqual(short(home.calls('cline', { project: '' })), [
      [1, undefined, 'editedExistingFile', 'a.ts', '', ''],
      [2, undefined, 'command', '', '', ''],
    ]);

    const response = [{ kind: 'toolInvocationSerialized', toolId: 'copilot_readFile', toolCallId: 't' }];
    home.document('workspaceStorage/x/chatSessions/s.json', {
      sessionId: 's',
      requests: [{ requestId: 'r', timestamp: began, response }],
    });
    const [chat, ...more] = home.calls('copilot-chat', { project: '' })?.calls ?? [];
    assert.deepEqual([chat?.name, chat?.start, chat?.prompt, more.length], ['copilot_readFile', undefined, began, 0]);
  });

  it('of OpenCode and Cursor come from their databases', () => {
    const rowsIn = (
      file: string,
      tables: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>,
    ): void => {
      const database = new DatabaseSync(home.path(file));
      for (const [table, rows] of Object.entries(tables)) {
        const columns = Object.keys(rows[0] ?? {});
        database.exec(`CREATE TABLE ${table} (${columns.join(', ')})`);
        const places = columns.map(() => '?').join(', ');
        for (const row of rows) database.prepare(`INSERT INTO ${table} VALUES (${places})`).run(...Object.values(row));
      }
      database.close();
    };
    const part = (id: string, tool: string, state: object) => ({
      id,
      message_id: 'm',
      session_id: 's',
      data: JSON.stringify({ type: 'tool', tool, state }),
    });
    const usage = {
      role: 'assistant',
      modelID: 'x',
      time: { created: began },
      tokens: { input: 1, output: 1, reasoning: 0, cache: { read: 0, write: 0 } },
    };
    rowsIn('opencode/opencode.db', {
      session: [{ id: 's', directory: shop }],
      message: [{ id: 'm', session_id: 's', data: JSON.stringify(usage) }],
      part: [
        part('1', 'edit', {
          status: 'completed',
          input: { filePath: `${shop}/a.ts`, oldString: 'a', newString: 'b' },
          time: { start: began + 1000, end: began + 3000 },
        }),
        part('2', 'bash', { status: 'error', input: {}, time: { start: began + 4000, end: began + 9000 } }),
        part('3', 'read', { status: 'running', input: { filePath: 'b.ts' }, time: { start: began + 10_000 } }),
      ],
    });
    assert.deepEqual(short(home.calls('opencode')), [
      [1, 3, 'edit', 'a.ts', '+1 -1', ''],
      [4, 9, 'bash', '', '', 'failed'],
      [10, undefined, 'read', 'b.ts', '', ''],
    ]);

    const bubble = (id: string, more: object) => ({
      key: `bubbleId:s:${id}`,
      value: JSON.stringify({ type: 2, createdAt: at(1), ...more }),
    });
    rowsIn('globalStorage/state.vscdb', {
      cursorDiskKV: [
        bubble('1', {
          tokenCount: { inputTokens: 1, outputTokens: 1 },
          toolFormerData: { name: 'edit_file', params: JSON.stringify({ relativeWorkspacePath: 'a.ts' }) },
        }),
        bubble('2', {
          toolFormerData: { name: 'read_file', rawArgs: JSON.stringify({ target_file: 'b.ts' }), status: 'error' },
        }),
        bubble('3', { toolFormerData: { name: 'run_terminal_cmd', params: { command: 'ls' }, status: 'cancelled' } }),
      ],
    });
    assert.deepEqual(short(home.calls('cursor', { project: '' })), [
      [1, undefined, 'edit_file', 'a.ts', '', ''],
      [1, undefined, 'read_file', 'b.ts', '', 'failed'],
      [1, undefined, 'run_terminal_cmd', '', '', 'refused'],
    ]);
  });
});
