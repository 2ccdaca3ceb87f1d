import { ownValue } from '../../core/base/ownValue.ts';
import type { LogFormat, LogSink } from '../usage.ts';
import { changeText, linesChanged, longText } from './texts.ts';
import { countsOf, dollarsOf, fieldsOf, readInstant, textOf } from './values.ts';

/**
 * OpenCode: `<data>/opencode/storage/message/<session>/<message>.json`, one file per message, or, in newer versions (seen in 1.18.33),
 * the table `message` of `<data>/opencode/opencode.db`.
 *
 * - Forks copy messages under new ids, so the identity is the time in ms, the model, and the counts.
 * - Cached tokens are not part of the input, and reasoning is not part of the output but billed like it.
 * - Calls for titles are not logged.
 */
export const opencode: LogFormat = {
  tool: 'opencode',
  shape: 'document',
  isLog: (path) => /\/storage\/message\/[^/]+\/[^/]+\.json$/.test(path),
  looksLike: (head) => /^\s*\{[^{]*"sessionID":/.test(head) && head.includes('"role"'),
  begin: () => ({}),
  read,
};

type Fields = ReturnType<typeof fieldsOf>;

interface State extends Record<string, unknown> {
  /** The folder of each session. */
  folders: Record<string, string>;
  /** Author and time of a message, while texts are kept or single calls are wanted. */
  messages: Record<string, { readonly by: 'prompt' | 'answer'; readonly at: number }>;
}

/** The database of newer versions. */
export const opencodeDatabase: LogFormat<State> = {
  tool: 'opencode',
  shape: 'database',
  tables: [
    { name: 'session', columns: ['id', 'directory'] },
    { name: 'message', columns: ['id', 'session_id', 'data'] },
    { name: 'part', isDetail: true, columns: ['id', 'message_id', 'session_id', 'data'] },
  ],
  isLog: (path) => /\/opencode(?:-[^/]*)?\.db$/.test(path),
  looksLike: () => false,
  begin: () => ({ folders: {}, messages: {} }),
  read: (value, state, sink) => {
    const row = fieldsOf(value);
    if (row['table'] === 'session') {
      state.folders[textOf(row['id'])] = textOf(row['directory']);
      return;
    }
    const session = textOf(row['session_id']);
    const message = messageIn(row['data']);
    if (!message) return sink.problem('invalid-json');
    const folder = ownValue(state.folders, session) ?? '';
    if (row['table'] === 'part') return readPart(message, { row, state, folder }, sink);
    if (sink.keeps !== 'off' || sink.callDetail) noteMessage(textOf(row['id']), message, state);
    readMessage({ ...message, id: row['id'], sessionID: session }, folder, sink);
  },
};

function read(value: unknown, _state: unknown, sink: LogSink): void {
  readMessage(fieldsOf(value), '', sink);
}

function noteMessage(id: string, message: Fields, { messages }: State): void {
  const at = readInstant(fieldsOf(message['time'])['created']);
  if (at !== undefined) messages[id] = { by: message['role'] === 'user' ? 'prompt' : 'answer', at };
}

interface PartContext {
  readonly row: Fields;
  readonly state: State;
  readonly folder: string;
}

/** A part of a message: text, or the call of a tool. */
function readPart(part: Fields, { row, state, folder }: PartContext, sink: LogSink): void {
  const message = ownValue(state.messages, textOf(row['message_id']));
  const shared = { session: textOf(row['session_id']), project: folder, key: textOf(row['id']), at: message?.at ?? 0 };
  if (!message) return;
  if (part['type'] === 'text' && part['synthetic'] !== true)
    sink.text({ ...shared, by: message.by, text: longText(part['text']) });
  const { status, input, time } = fieldsOf(part['state']);
  if (part['type'] !== 'tool') return;
  const { filePath, oldString, newString, content } = fieldsOf(input);
  const file = textOf(filePath);
  if (sink.callDetail) {
    const [at = shared.at, end] = [fieldsOf(time)['start'], fieldsOf(time)['end']].map(readInstant);
    sink.toolCall({ ...shared, at });
    const lines = linesChanged(oldString, newString);
    sink.callDetail(shared.key, { name: textOf(part['tool']), file, ...lines, ...(end !== undefined && { end }) });
  }
  if (status === 'error') return sink.failed({ ...shared, of: 'tool' });
  if (file !== '' && /^(?:edit|write)$/.test(textOf(part['tool'])))
    sink.text({ ...shared, by: 'change', file, text: changeText(oldString, newString ?? content) });
}

function messageIn(text: unknown): ReturnType<typeof fieldsOf> | undefined {
  try {
    return fieldsOf(JSON.parse(String(text)));
  } catch {
    return undefined;
  }
}

/** @param folder that of the session; empty if it is not known */
function readMessage(message: ReturnType<typeof fieldsOf>, folder: string, sink: LogSink): void {
  const time = fieldsOf(message['time']);
  const at = readInstant(time['created']);
  const session = textOf(message['sessionID']);
  if (message['role'] === 'user') {
    if (at !== undefined) sink.turn({ session, key: textOf(message['id']) || `${session} ${at}`, project: folder, at });
    return;
  }
  if (message['role'] !== 'assistant') return sink.problem('unknown-type');
  const { name } = fieldsOf(message['error']);
  if (typeof name === 'string' && name !== 'MessageAbortedError')
    sink.failed({
      session,
      key: textOf(message['id']) || `${session} ${at}`,
      project: folder,
      ...(at !== undefined && { at }),
      of: 'model',
    });
  const usage = fieldsOf(message['tokens']);
  const counts = countsOf(usage, ['input', 'output', 'reasoning']);
  const cache = countsOf(fieldsOf(usage['cache']), ['read', 'write']);
  if (!counts || !cache) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  const tokens = {
    input: counts.input,
    output: counts.output + counts.reasoning,
    cacheWrite: cache.write,
    cacheWrite1h: 0,
    cacheRead: cache.read,
    reasoning: counts.reasoning,
  };
  // An answer that has only begun, or failed.
  if (Object.values(tokens).every((count) => count === 0)) return;
  const model = textOf(message['modelID']);
  const reportedUsd = dollarsOf(message['cost']);
  sink.usage({
    key: `${at} ${model} ${Object.values(tokens).join(' ')}`,
    session,
    at,
    model,
    project: folder || textOf(fieldsOf(message['path'])['cwd']),
    tokens,
    // OpenCode writes 0 for a subscription, or a model without a price.
    ...(reportedUsd !== undefined && reportedUsd > 0 && { reportedUsd }),
  });
}
