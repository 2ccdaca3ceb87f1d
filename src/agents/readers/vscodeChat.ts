import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { ownValue } from '../../core/base/ownValue.ts';
import { readSmallFile } from '../smallFile.ts';
import { noTokens, type LogFormat, type LoggedText, type LogSink } from '../usage.ts';
import { changeText, longText } from './texts.ts';
import { fieldsOf, readInstant, arrayOf, textOf } from './values.ts';

interface State extends Record<string, unknown> {
  session: string;
  project: string;
  /** The ids of the requests, in their order; empty for one of another extension. */
  requests: string[];
  /** Time of each request. */
  asked: Record<string, number>;
}

const place = /\/(?:chatSessions|emptyWindowChatSessions)\/([^/]+)\.(jsonl?)$/;

/**
 * GitHub Copilot Chat in VS Code: `workspaceStorage/<id>/chatSessions/<session>.json`, and in newer versions `.jsonl`, a log of changes to the same
 * document (kinds 0 to 3: the whole, set, push, delete; `chatSessionOperationLog.ts` of microsoft/vscode).
 *
 * - No tokens are written, so each request is a call whose cost is unknown: how many calls of a model it took is not known either.
 * - Requests to other participants of the chat don't count.
 */
function chatFormat(ending: 'json' | 'jsonl'): Omit<LogFormat<State>, 'read' | 'shape'> {
  return {
    tool: 'copilot-chat',
    isLog: (file) => place.exec(file)?.[2] === ending,
    looksLike: () => false,
    begin: (file) => ({ session: place.exec(file)?.[1] ?? file, project: folderOf(file), requests: [], asked: {} }),
  };
}

export const vscodeChatDocument: LogFormat<State> = {
  ...chatFormat('json'),
  shape: 'document',
  read: (value, state, sink) => readSession(value, state, sink),
};

export const vscodeChatLines: LogFormat<State> = { ...chatFormat('jsonl'), shape: 'lines', read: readChange };

/** Bytes of what VS Code notes of a folder. */
const longestNote = 65_536;

/** The folder of the window, which VS Code notes in a file beside it; empty if there is none. */
function folderOf(file: string): string {
  try {
    const note = path.join(path.dirname(file), '..', 'workspace.json');
    const { folder } = fieldsOf(jsonOf(readSmallFile(note, longestNote)?.text ?? ''));
    return fileURLToPath(textOf(folder));
  } catch {
    return '';
  }
}

function readSession(value: unknown, state: State, sink: LogSink): void {
  const session = fieldsOf(value);
  if (!Array.isArray(session['requests'])) return sink.problem('unknown-type');
  state.session = textOf(session['sessionId']) || state.session;
  state.requests = arrayOf(session['requests']).map((request: unknown) => readRequest(request, state, sink));
}

function readChange(value: unknown, state: State, sink: LogSink): void {
  const { kind, k, v, i } = fieldsOf(value);
  const [root, index, field, ...rest] = arrayOf(k);
  if (kind === 0) return readSession(v, state, sink);
  if (kind !== 1 && kind !== 2 && kind !== 3) return sink.problem('unknown-type');
  if (root !== 'requests') return;
  if (index === undefined) {
    const kept = kind === 2 ? state.requests.slice(0, typeof i === 'number' ? Math.max(0, i) : undefined) : [];
    state.requests = [...kept, ...arrayOf(v).map((request: unknown) => readRequest(request, state, sink))];
  } else if (typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 && index <= state.requests.length) {
    if (field === undefined && kind === 1) state.requests[index] = readRequest(v, state, sink);
    else if (rest.length === 0 && state.requests[index])
      readField({ field, value: v, id: state.requests[index] }, state, sink);
  }
}

/** @returns the id of the request; empty if it doesn't count */
function readRequest(value: unknown, state: State, sink: LogSink): string {
  const request = fieldsOf(value);
  const { session, project } = state;
  const id = textOf(request['requestId']);
  const by = textOf(fieldsOf(fieldsOf(fieldsOf(request['agent'])['extensionId']))['value']).toLowerCase();
  if (id === '' || (by !== '' && by !== 'github.copilot-chat')) return '';
  const at = readInstant(request['timestamp']);
  if (at === undefined) {
    sink.problem('no-time');
    return '';
  }
  const event = { session, key: id, project, at };
  sink.turn(event);
  state.asked[id] = at;
  if (sink.keeps !== 'off') sink.text({ ...event, by: 'prompt', text: longText(fieldsOf(request['message'])['text']) });
  const model = textOf(request['modelId']).replace(/^copilot\//, '');
  sink.usage({ key: id, session, at, model, project, tokens: noTokens, unmeasured: true });
  readField({ field: 'response', value: request['response'], id }, state, sink);
  readField({ field: 'result', value: request['result'], id }, state, sink);
  return id;
}

interface RequestField {
  readonly field: unknown;
  readonly value: unknown;
  /** Id of the request. */
  readonly id: string;
}

function readField({ field, value, id }: RequestField, { session, project, asked }: State, sink: LogSink): void {
  const event = { session, project, key: id, at: ownValue(asked, id) ?? 0 };
  if (field === 'result' && fieldsOf(value)['errorDetails'] !== undefined) sink.failed({ ...event, of: 'model' });
  if (field !== 'response') return;
  const parts = arrayOf(value).map(fieldsOf);
  for (const part of parts) {
    const key = textOf(part['toolCallId']);
    if (part['kind'] === 'toolInvocationSerialized' && key !== '') {
      sink.toolCall({ session, key, project, ...(event.at > 0 && { prompt: event.at }) });
      sink.callDetail?.(key, { name: textOf(part['toolId']) });
    }
    if (sink.keeps === 'all' && part['kind'] === 'textEditGroup') readEdits(part, event, sink);
  }
  if (sink.keeps === 'all') sink.text({ ...event, by: 'answer', text: answerIn(parts) });
}

/** Markdown is a part without a kind. */
function answerIn(parts: readonly ReturnType<typeof fieldsOf>[]): string {
  return parts.map(({ kind, value }) => (kind === undefined ? longText(value) : '')).join('');
}

function readEdits(part: ReturnType<typeof fieldsOf>, event: Omit<LoggedText, 'by' | 'text'>, sink: LogSink): void {
  const file = textOf(fieldsOf(part['uri'])['fsPath']) || textOf(fieldsOf(part['uri'])['path']);
  const texts = arrayOf(part['edits'])
    .flatMap(arrayOf)
    .map((edit) => longText(fieldsOf(edit)['text']));
  const text = changeText('', texts.join('\n'));
  if (file !== '') sink.text({ ...event, key: `${event.key}\n${file}`, by: 'change', file, text });
}
