import type { LogFormat, LogSink, SessionEvent, TokenCounts } from '../usage.ts';
import { changeText, linesChanged, longText } from './texts.ts';
import { countsOf, fieldsOf, readInstant, textOf } from './values.ts';

type Fields = Readonly<Record<string, unknown>>;

interface State extends Record<string, unknown> {
  session: string;
  project: string;
  /** Output tokens of the messages since the last end of the session, by model. */
  said: Record<string, number>;
  /** The counters at the last end of the session, by model. */
  ended: Record<string, number[]>;
}

/**
 * GitHub Copilot CLI: `$COPILOT_HOME/session-state/<session>/events.jsonl`.
 *
 * - Only `session.shutdown` has all tokens, by model, so a running session has none yet, and its entry has the time of the end.
 * - A resumed session appends to its file. The counters restart (in most versions) or continue; the output tokens of the messages in
 *   between show which. A counter that is lower than before has restarted in any case.
 * - The input includes cached tokens, the output includes reasoning.
 */
export const copilotCli: LogFormat<State> = {
  tool: 'copilot-cli',
  shape: 'lines',
  isLog: (path) => /\/session-state\/[^/]+\/events\.jsonl$/.test(path),
  looksLike: (head) => /"type":\s?"session\.start"/.test(head) && head.includes('"data"'),
  begin: (path) => ({ session: /\/([^/]+)\/events\.jsonl$/.exec(path)?.[1] ?? path, project: '', said: {}, ended: {} }),
  wants: (line) =>
    line.length < 8_192 ||
    /"type":\s?"(?:session\.|assistant\.message|user\.message|tool\.execution_|session\.error)/.test(
      line.toString('latin1'),
    ),
  read,
};

function read(value: unknown, state: State, sink: LogSink): void {
  const event = fieldsOf(value);
  const data = fieldsOf(event['data']);
  const at = readInstant(event['timestamp']);
  switch (event['type']) {
    case 'session.start':
      state.session = textOf(data['sessionId']) || state.session;
      state.project = textOf(fieldsOf(data['context'])['cwd']) || state.project;
      return;
    case 'session.resume':
      state.project = textOf(fieldsOf(data['context'])['cwd']) || state.project;
      return;
    case 'user.message':
      if (at === undefined) return;
      sink.turn(eventOf(event, state, at));
      return sayOf(event, { state, at, by: 'prompt' }, sink);
    case 'assistant.message': {
      const model = textOf(data['model']);
      const output = data['outputTokens'];
      if (typeof output === 'number' && output > 0) state.said[model] = (state.said[model] ?? 0) + output;
      if (at !== undefined) sayOf(event, { state, at, by: 'answer' }, sink);
      return;
    }
    case 'tool.execution_start':
      return readCall(event, state, sink);
    case 'tool.execution_complete':
      if (at !== undefined) sink.callDetail?.(callOf(event, state).key, { end: at });
      if (data['success'] === false) sink.failed({ ...callOf(event, state), of: 'tool' });
      return;
    case 'session.error':
      return sink.failed({ ...callOf(event, state), of: 'model' });
    case 'session.shutdown':
      return readEnd(event, state, sink);
    default:
      if (typeof event['type'] !== 'string' || !/^[a-z_]+(?:\.[a-z_]+)+$|^abort$/.test(event['type']))
        sink.problem('unknown-type');
  }
}

function eventOf(event: Fields, { session, project }: State, at: number): SessionEvent & { readonly at: number } {
  return { session, key: textOf(event['id']) || `${session} ${at}`, project, at };
}

interface MessageContext {
  readonly state: State;
  readonly at: number;
  readonly by: 'prompt' | 'answer';
}

function sayOf(event: Fields, { state, at, by }: MessageContext, sink: LogSink): void {
  const text = longText(fieldsOf(event['data'])['content']);
  if (sink.keeps !== 'off') sink.text({ ...eventOf(event, state, at), by, text });
}

function callOf(event: Fields, { session, project }: State): SessionEvent {
  const at = readInstant(event['timestamp']);
  const key = textOf(fieldsOf(event['data'])['toolCallId']) || textOf(event['id']);
  return { session, key, project, ...(at !== undefined && { at }) };
}

function readCall(event: Fields, state: State, sink: LogSink): void {
  const call = callOf(event, state);
  sink.toolCall(call);
  const data = fieldsOf(event['data']);
  const args = fieldsOf(data['arguments']);
  const file = textOf(args['path']);
  // A file that is created was empty before.
  const before = args['file_text'] === undefined ? args['old_str'] : '';
  const after = args['new_str'] ?? args['file_text'];
  sink.callDetail?.(call.key, { name: textOf(data['toolName']), file, ...linesChanged(before, after) });
  if (sink.keeps !== 'all' || call.at === undefined || file === '') return;
  if (!/^(?:edit|create|str_replace_editor)$/.test(textOf(data['toolName']))) return;
  const text = changeText(args['old_str'], args['new_str'] ?? args['file_text']);
  sink.text({ ...call, at: call.at, by: 'change', file, text });
}

const names = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'reasoningTokens'] as const;

function readEnd(event: Fields, state: State, sink: LogSink): void {
  const at = readInstant(event['timestamp']);
  if (at === undefined) return sink.problem('no-time');
  for (const [model, metrics] of Object.entries(fieldsOf(fieldsOf(event['data'])['modelMetrics']))) {
    const counts = countsOf(fieldsOf(fieldsOf(metrics)['usage']), names);
    if (!counts) {
      sink.problem('bad-usage');
      continue;
    }
    const now = names.map((name) => counts[name]);
    const own = sinceLast(now, state.ended[model], state.said[model] ?? state.said[''] ?? 0);
    state.ended[model] = now;
    const tokens = tokensOf(own);
    if (Object.values(tokens).every((count) => count === 0)) continue;
    const { session, project } = state;
    const key = `${session} ${textOf(event['id']) || at} ${model}`;
    sink.usage({ key, session, at, model, project, tokens, summed: true });
  }
  state.said = {};
}

/** The counts since the last end: the difference where the counters went on, or else all. */
function sinceLast(
  now: readonly number[],
  before: readonly number[] | undefined,
  reportedOutput: number,
): readonly number[] {
  if (!before || now.some((count, index) => count < (before[index] ?? 0))) return now;
  const [output = 0, earlier = 0] = [now[1], before[1]];
  const goesOn = reportedOutput > 0 && Math.abs(output - earlier - reportedOutput) < Math.abs(output - reportedOutput);
  return goesOn ? now.map((count, index) => count - (before[index] ?? 0)) : now;
}

function tokensOf([
  input = 0,
  output = 0,
  cacheRead = 0,
  cacheWrite = 0,
  reasoning = 0,
]: readonly number[]): TokenCounts {
  return {
    input: Math.max(0, input - cacheRead - cacheWrite),
    output,
    cacheWrite,
    cacheWrite1h: 0,
    cacheRead,
    reasoning: Math.min(reasoning, output),
  };
}
