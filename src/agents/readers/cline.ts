import path from 'node:path';
import { ownValue } from '../../core/base/ownValue.ts';
import type { AgentTool } from '../tools.ts';
import type { CallDetail, LogFormat, LoggedText, LogSink } from '../usage.ts';
import { changeText, longText } from './texts.ts';
import { countsOf, dollarsOf, fieldsOf, readInstant, arrayOf, textOf } from './values.ts';

type Fields = ReturnType<typeof fieldsOf>;

interface State extends Record<string, unknown> {
  session: string;
}

/**
 * Cline and Roo Code: `<globalStorage>/<extension>/tasks/<task>/ui_messages.json`, rewritten as a whole.
 *
 * - `api_req_started` holds a JSON text with the tokens of one call, filled in when the call ends. Identity: task and time.
 * - With `apiProtocol: "openai"` (Roo Code) the input includes cached tokens, or else it doesn't.
 * - The working folder is in the text of the first request, and is used for texts only.
 * - The model is known where a message has `modelInfo` (Cline 3.3x and later); otherwise only the cost that the tool wrote itself.
 */
function taskFormat(tool: AgentTool & ('cline' | 'roo-code'), folder: RegExp): LogFormat<State> {
  return {
    tool,
    shape: 'document',
    isLog: (path) => folder.test(path) && path.endsWith('/ui_messages.json'),
    looksLike: (head) => /^\s*\[\s*\{\s*"ts":\s?\d+,\s*"type":\s?"(?:say|ask)"/.test(head),
    begin: (path) => ({ session: /\/([^/]+)\/ui_messages\.json$/.exec(path)?.[1] ?? path }),
    read,
  };
}

export const cline = taskFormat('cline', /\/saoudrizwan\.claude-dev\/tasks\//);
export const rooCode = taskFormat('roo-code', /\/rooveterinaryinc\.roo-cline\/tasks\//);

function read(value: unknown, { session }: State, sink: LogSink): void {
  if (!Array.isArray(value)) return sink.problem('unknown-type');
  const messages = arrayOf(value).map(fieldsOf);
  const folder = sink.keeps === 'off' ? '' : folderIn(messages);
  for (const message of messages) {
    const at = readInstant(message['ts']);
    const kind = message['say'] ?? message['ask'];
    if (at !== undefined && ['task', 'user_feedback'].includes(String(kind)))
      sink.turn({ session, key: `${session} ${at}`, project: '', at });
    if (at !== undefined && ['tool', 'command', 'use_mcp_server'].includes(String(kind))) {
      sink.toolCall({ session, key: `${session} ${at}`, project: '', at });
      sink.callDetail?.(`${session} ${at}`, detailOf(message, String(kind)));
    }
    if (at !== undefined) readText(message, { session, key: `${session} ${at}`, project: '', at, folder }, sink);
    if (kind === 'api_req_started') readRequest(message, session, sink);
  }
}

/** Reads the details of a call from its request, which is JSON, except for commands. */
function detailOf(message: Fields, kind: string): CallDetail {
  const { tool, toolName, path: file } = requestOf(message['text']) ?? {};
  return { name: textOf(tool) || textOf(toolName) || kind, file: textOf(file) };
}

const speakers: Readonly<Record<string, 'prompt' | 'answer'>> = {
  task: 'prompt',
  user_feedback: 'prompt',
  text: 'answer',
  completion_result: 'answer',
};

function readText(message: Fields, event: Omit<LoggedText, 'by' | 'text'>, sink: LogSink): void {
  const kind = String(message['say'] ?? message['ask']);
  if (kind === 'error') sink.failed({ ...event, of: 'tool' });
  if (kind === 'api_req_failed') sink.failed({ ...event, of: 'model' });
  if (sink.keeps === 'off' || message['partial'] === true) return;
  const by = ownValue(speakers, kind);
  if (by !== undefined) return sink.text({ ...event, by, text: longText(message['text']) });
  if (kind !== 'tool' || sink.keeps !== 'all') return;
  const call = requestOf(message['text']) ?? {};
  const file = textOf(call['path']);
  const text = longText(call['diff']) || changeText('', call['content']);
  if (file !== '' && /^(?:editedExistingFile|newFileCreated|appliedDiff)$/.test(textOf(call['tool'])))
    sink.text({ ...event, by: 'change', file, text });
}

/** The working folder, which the first request tells the model; empty if it doesn't. */
function folderIn(messages: readonly Fields[]): string {
  for (const message of messages) {
    if (message['say'] !== 'api_req_started') continue;
    const request = longText(requestOf(message['text'])?.['request']);
    const [, folder] = /Current (?:Working|Workspace) Directory \(([^()\n]{1,1000})\)/.exec(request) ?? [];
    if (folder !== undefined && path.isAbsolute(folder)) return folder;
  }
  return '';
}

function readRequest(message: Readonly<Record<string, unknown>>, session: string, sink: LogSink): void {
  const request = requestOf(message['text']);
  const at = readInstant(message['ts']);
  if (!request) return sink.problem('invalid-json');
  const counts = countsOf(request, ['tokensIn', 'tokensOut', 'cacheWrites', 'cacheReads']);
  if (!counts) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  const { tokensIn, tokensOut, cacheWrites, cacheReads } = counts;
  // A call that has only begun, or was canceled.
  if (tokensIn + tokensOut + cacheWrites + cacheReads === 0) return;
  const cached = request['apiProtocol'] === 'openai' ? Math.min(tokensIn, cacheReads + cacheWrites) : 0;
  const reportedUsd = dollarsOf(request['cost']);
  sink.usage({
    key: `${session} ${at}`,
    session,
    at,
    model: textOf(fieldsOf(message['modelInfo'])['modelId']),
    project: '',
    tokens: {
      input: tokensIn - cached,
      output: tokensOut,
      cacheWrite: cacheWrites,
      cacheWrite1h: 0,
      cacheRead: cacheReads,
      reasoning: 0,
    },
    ...(reportedUsd !== undefined && reportedUsd > 0 && { reportedUsd }),
  });
}

/** The JSON text of a message; an empty object where there is none, undefined for anything else. */
function requestOf(text: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    return typeof text === 'string' ? fieldsOf(JSON.parse(text)) : {};
  } catch {
    return undefined;
  }
}
