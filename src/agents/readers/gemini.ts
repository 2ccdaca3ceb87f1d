import path from 'node:path';
import { readSmallFile } from '../smallFile.ts';
import type { CallDetail, LogFormat, LoggedText, LogSink, TokenCounts } from '../usage.ts';
import { changeText, linesChanged, longText, messageText } from './texts.ts';
import { countsOf, fieldsOf, readInstant, arrayOf, textOf } from './values.ts';

interface State extends Record<string, unknown> {
  session: string;
  /** The project's folder, where Gemini CLI notes it beside the logs; empty elsewhere. */
  folder: string;
}

/**
 * Gemini CLI: `~/.gemini/tmp/<project>/chats/session-*.json`, rewritten as a whole, or since 0.3x `.jsonl`, where a message is written
 * again when it grows.
 *
 * - The identity of an answer is the session and its id; the largest copy counts.
 * - Cached tokens are part of the input if the total says so. Thoughts are billed as output but not included in it.
 * - The folder of a project is a hash or a short name. Newer versions note it in `.project_root`, which says whose the texts are; calls stay
 *   without a project, as they were recorded before.
 */
const shared = {
  tool: 'gemini',
  begin: (file: string): State => ({
    session: /session-([^/]+?)\.jsonl?$/.exec(file)?.[1] ?? file,
    folder: folderOf(file),
  }),
} as const;

export const geminiDocument: LogFormat<State> = {
  ...shared,
  shape: 'document',
  isLog: (path) => /\/chats\/[^/]+\.json$/.test(path),
  looksLike: (head) => /^\s*\{\s*"sessionId":/.test(head) && head.includes('"projectHash"'),
  read: (value, state, sink) => {
    const session = fieldsOf(value);
    state.session = textOf(session['sessionId']) || state.session;
    if (!Array.isArray(session['messages'])) sink.problem('unknown-type');
    for (const message of arrayOf(session['messages'])) readMessage(message, state, sink);
  },
};

export const geminiLines: LogFormat<State> = {
  ...shared,
  shape: 'lines',
  isLog: (path) => /\/chats\/[^/]+\.jsonl$/.test(path),
  looksLike: (head) => head.startsWith('{"sessionId":') && head.includes('"projectHash"'),
  read: (value, state, sink) => {
    const line = fieldsOf(value);
    if (line['projectHash'] !== undefined && line['type'] === undefined)
      state.session = textOf(line['sessionId']) || state.session;
    else if (Object.keys(line).every((key) => key.startsWith('$'))) return;
    else readMessage(line, state, sink);
  },
};

const silentTypes = new Set([
  'info',
  'error',
  'warning',
  'system',
  'tool',
  'thought',
  'quit',
  'compression',
  'about',
  'help',
  'stats',
]);

function readMessage(value: unknown, { session, folder }: State, sink: LogSink): void {
  const message = fieldsOf(value);
  const at = readInstant(message['timestamp']);
  const id = textOf(message['id']);
  if (message['type'] === 'user') {
    if (at === undefined) return;
    const event = { session, key: `${session} ${id || at}`, project: '', at };
    sink.turn(event);
    if (sink.keeps !== 'off') sink.text({ ...event, folder, by: 'prompt', text: messageText(message['content']) });
    return;
  }
  if (message['type'] === 'error')
    sink.failed({ session, key: `${session} ${id || at}`, project: '', ...(at !== undefined && { at }), of: 'model' });
  if (message['type'] !== 'gemini') {
    if (typeof message['type'] !== 'string' || !silentTypes.has(message['type'])) sink.problem('unknown-type');
    return;
  }
  for (const call of arrayOf(message['toolCalls']).map(fieldsOf)) {
    if (textOf(call['id']) === '') continue;
    const event = { session, key: `${session} ${textOf(call['id'])}`, project: '', ...(at !== undefined && { at }) };
    sink.toolCall(event);
    sink.callDetail?.(event.key, detailOf(call));
    if (call['status'] === 'error') sink.failed({ ...event, of: 'tool' });
    else if (sink.keeps === 'all' && at !== undefined) readChange(call, { ...event, at, folder }, sink);
  }
  if (sink.keeps === 'all' && at !== undefined)
    sink.text({
      session,
      key: `${session} ${id || at}`,
      project: '',
      at,
      folder,
      by: 'answer',
      text: messageText(message['content']),
    });
  // An answer that was cut off has none.
  if (message['tokens'] === undefined || message['tokens'] === null) return;
  const tokens = tokensOf(fieldsOf(message['tokens']));
  if (!tokens) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  const model = textOf(message['model']);
  sink.usage({ key: `${session} ${id || `${at} ${model}`}`, session, at, model, project: '', tokens });
}

function detailOf(call: Readonly<Record<string, unknown>>): CallDetail {
  const args = fieldsOf(call['args']);
  const file = textOf(args['file_path']) || textOf(args['absolute_path']);
  return {
    name: textOf(call['name']),
    file,
    isRefused: call['status'] === 'cancelled',
    ...linesChanged(args['old_string'], args['new_string']),
  };
}

function readChange(
  call: Readonly<Record<string, unknown>>,
  event: Omit<LoggedText, 'by' | 'text'>,
  sink: LogSink,
): void {
  const args = fieldsOf(call['args']);
  const file = textOf(args['file_path']);
  const text = changeText(args['old_string'], args['new_string'] ?? args['content']);
  if (file !== '' && /^(?:replace|edit|write_file)$/.test(textOf(call['name'])))
    sink.text({ ...event, by: 'change', file, text });
}

/** Bytes. */
const longestPath = 4096;

/** @param file a log, in `<project>/chats` */
function folderOf(file: string): string {
  const note = path.join(path.dirname(file), '..', '.project_root');
  return longText(readSmallFile(note, longestPath)?.text ?? '').trim();
}

function tokensOf(usage: Readonly<Record<string, unknown>>): TokenCounts | undefined {
  const counts = countsOf(usage, ['input', 'output', 'cached', 'thoughts', 'tool', 'total']);
  if (!counts) return undefined;
  const { input, output, cached, thoughts, tool, total } = counts;
  const isSeparate = cached > input || (cached > 0 && total === input + output + cached + thoughts + tool);
  return {
    input: input + tool - (isSeparate ? 0 : cached),
    output: output + thoughts,
    cacheWrite: 0,
    cacheWrite1h: 0,
    cacheRead: cached,
    reasoning: thoughts,
  };
}
