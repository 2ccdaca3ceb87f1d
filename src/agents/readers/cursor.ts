import { fileURLToPath } from 'node:url';
import type { CallDetail, LogFormat, LoggedText, LogSink } from '../usage.ts';
import { longText } from './texts.ts';
import { arrayOf, countsOf, fieldsOf, readInstant, textOf } from './values.ts';

const message = /^bubbleId:([^:]{1,100}):([^:]{1,100})$/;

/**
 * Cursor: the table `cursorDiskKV` of `globalStorage/state.vscdb`, by key `bubbleId:<conversation>:<message>`. Everything else in the database is
 * left alone, such as the table `ItemTable`, which holds the keys of the account. As public programs read it; not seen in Cursor itself.
 *
 * - Tokens are on the last message of an answer, and in some versions nowhere.
 * - Cached tokens are not distinguished, and the folder is not known, but for messages that name the folders of their window (texts only).
 */
export const cursor: LogFormat = {
  tool: 'cursor',
  shape: 'database',
  tables: [{ name: 'cursorDiskKV', columns: ['key', 'value'], wants: (key) => message.test(key) }],
  isLog: (path) => path.endsWith('/globalStorage/state.vscdb'),
  looksLike: () => false,
  begin: () => ({}),
  read,
};

function read(row: unknown, _state: unknown, sink: LogSink): void {
  const { key, value } = fieldsOf(row);
  const [, session = '', id = ''] = message.exec(String(key)) ?? [];
  // A message that was deleted.
  if (value === null) return;
  const bubble = jsonIn(value);
  if (!bubble) return sink.problem('invalid-json');
  const timing = fieldsOf(bubble['timingInfo']);
  const at = readInstant(bubble['createdAt'] ?? timing['clientRpcSendTime'] ?? timing['clientStartTime']);
  const event = { session, key: id, project: '', ...(at !== undefined && { at }) };
  if (sink.keeps !== 'off' && at !== undefined) readText(bubble, { ...event, at }, sink);
  if (bubble['type'] === 1) return sink.turn(event);
  if (bubble['type'] !== 2) return sink.problem('unknown-type');
  const call = fieldsOf(bubble['toolFormerData']);
  if (textOf(call['name']) !== '') {
    sink.toolCall(event);
    sink.callDetail?.(id, detailOf(call));
  }
  if (call['status'] === 'error') sink.failed({ ...event, of: 'tool' });
  const counts = countsOf(fieldsOf(bubble['tokenCount']), ['inputTokens', 'outputTokens']);
  if (!counts) return sink.problem('bad-usage');
  if (counts.inputTokens + counts.outputTokens === 0) return;
  if (at === undefined) return sink.problem('no-time');
  sink.usage({
    key: id,
    session,
    at,
    model: textOf(fieldsOf(bubble['modelInfo'])['modelName']),
    project: '',
    tokens: {
      input: counts.inputTokens,
      output: counts.outputTokens,
      cacheWrite: 0,
      cacheWrite1h: 0,
      cacheRead: 0,
      reasoning: 0,
    },
  });
}

function detailOf(call: ReturnType<typeof fieldsOf>): CallDetail {
  const [params, args] = [jsonIn(call['params']), jsonIn(call['rawArgs'])];
  const files = [params?.['relativeWorkspacePath'], params?.['targetFile'], args?.['target_file'], args?.['path']];
  return {
    name: textOf(call['name']),
    file: files.map(textOf).find((one) => one !== '') ?? '',
    isRefused: call['status'] === 'cancelled',
  };
}

function readText(bubble: ReturnType<typeof fieldsOf>, event: Omit<LoggedText, 'by' | 'text'>, sink: LogSink): void {
  const [workspace] = arrayOf(bubble['workspaceUris']);
  const folder = pathOf(textOf(workspace));
  const by = bubble['type'] === 1 ? 'prompt' : 'answer';
  sink.text({ ...event, folder, by, text: longText(bubble['text']) });
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return '';
  }
}

function jsonIn(value: unknown): ReturnType<typeof fieldsOf> | undefined {
  try {
    return fieldsOf(JSON.parse(String(value)));
  } catch {
    return undefined;
  }
}
