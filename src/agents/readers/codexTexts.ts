import { ownValue } from '../../core/base/ownValue.ts';
import type { LogSink } from '../usage.ts';
import type { CodexState } from './codex.ts';
import { messageText } from './texts.ts';
import { readInstant, type fieldsOf } from './values.ts';

type Fields = ReturnType<typeof fieldsOf>;

/** A request to the model failed. */
export function readFailure(line: Fields, { session, project }: CodexState, sink: LogSink): void {
  const at = readInstant(line['timestamp']);
  sink.failed({
    session,
    project,
    key: `${session} ${String(line['timestamp'])}`,
    ...(at !== undefined && { at }),
    of: 'model',
  });
}

const speakers: Readonly<Record<string, 'prompt' | 'answer'>> = {
  user_message: 'prompt',
  agent_message: 'answer',
  UserMessage: 'prompt',
  AgentMessage: 'answer',
};

/** Reads what was said, which is an event: up to 0.16x by itself, then as an item, and in between as both. */
export function readMessage(
  item: Fields,
  line: Fields,
  { state, sink }: { readonly state: CodexState; readonly sink: LogSink },
): void {
  const at = readInstant(line['timestamp']);
  const by = ownValue(speakers, String(item['type']));
  if (sink.keeps === 'off' || by === undefined || at === undefined || state.copied) return;
  const text = messageText(item['message'] ?? item['content']);
  const mark = `${by} ${text.length} ${text.slice(0, 200)}`;
  if (text === '' || mark === state.said) return;
  state.said = mark;
  sink.text({
    session: state.session,
    project: state.project,
    key: `${state.session} ${String(line['timestamp'])}`,
    at,
    by,
    text,
  });
}
