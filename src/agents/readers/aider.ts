import type { LogFormat, LogSink } from '../usage.ts';
import { countsOf, dollarsOf, fieldsOf, readInstant, textOf } from './values.ts';

interface State extends Record<string, unknown> {
  session: string;
  turn: number;
}

/**
 * Aider: the file given with `--analytics-log`. Aider writes no other log with token counts; its chat history rounds them.
 *
 * - `message_send` has the tokens of one prompt, retries and all; times are whole seconds, so the identity has the number of the line too.
 * - Cached tokens are not reported separately, and neither is the folder.
 */
export const aider: LogFormat<State> = {
  tool: 'aider',
  shape: 'lines',
  isLog: (path) => path.endsWith('/.aider/analytics.jsonl'),
  looksLike: (head) => /^\{"event":\s?"[^"]+",\s?"properties":\s?\{/.test(head),
  begin: (path) => ({ session: path, turn: 0 }),
  read,
};

function read(value: unknown, state: State, sink: LogSink): void {
  const event = fieldsOf(value);
  if (typeof event['event'] !== 'string') return sink.problem('unknown-type');
  if (event['event'] !== 'message_send') return;
  const properties = fieldsOf(event['properties']);
  const counts = countsOf(properties, ['prompt_tokens', 'completion_tokens']);
  const at = readInstant(typeof event['time'] === 'number' ? event['time'] * 1000 : event['time']);
  if (!counts) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  state.turn += 1;
  const key = `${at} ${state.turn} ${counts.prompt_tokens} ${counts.completion_tokens}`;
  const reportedUsd = dollarsOf(properties['cost']);
  sink.turn({ session: state.session, key, project: '' });
  sink.usage({
    key,
    session: state.session,
    at,
    model: textOf(properties['main_model']),
    project: '',
    tokens: {
      input: counts.prompt_tokens,
      output: counts.completion_tokens,
      cacheWrite: 0,
      cacheWrite1h: 0,
      cacheRead: 0,
      reasoning: 0,
    },
    summed: true,
    ...(reportedUsd !== undefined && reportedUsd > 0 && { reportedUsd }),
  });
}
