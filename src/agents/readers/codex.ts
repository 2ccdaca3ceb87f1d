import type { LogFormat, LogSink, TokenCounts, UsageEntry } from '../usage.ts';
import { groupOf, settle } from './codexForks.ts';
import { readFailure, readMessage } from './codexTexts.ts';
import { failureIn, patchesIn, reportsBadExit, reportsFailure } from './codexEdits.ts';
import { countsOf, fieldsOf, readInstant, openAiTokens, textOf } from './values.ts';

type Fields = Readonly<Record<string, unknown>>;

/** State between two lines of a log of Codex. */
export interface CodexState extends Record<string, unknown> {
  session: string;
  /** The session that this one continues in a separate file. */
  parent: string;
  project: string;
  model: string;
  fast: boolean;
  /** The last running total of the session as text, to know a line that is written again. */
  total: string;
  /** Usage from records that are still without a `token_count`, as text. */
  told: string[];
  /** The number of usage lines so far. */
  row: number;
  /** Time at which the session began, ms. */
  started: number;
  /** The branch that was checked out at the start; empty if it is not known. */
  branch: string;
  /** The current turn is of an ancestor, copied into this file. */
  copied: boolean;
  /** The beginning of what was said last, to know it when it is written both ways. */
  said: string;
}

/**
 * Codex CLI, IDE, and desktop, 0.20 to 0.171: `$CODEX_HOME/{sessions,archived_sessions}/…/rollout-*.jsonl`.
 *
 * - Up to September 2025, lines were bare items without a time and without usage, after a first line with id and time: nothing of them counts,
 *   and the reconciliation says so.
 * - `token_count` has the running total of the session and the usage of the last call. Without progress of the total it is written again,
 *   and not a call. Where the last call is missing, the difference of totals is used.
 * - From about 0.15x on, each call also has a `token_usage_record` with the id of the response. It comes before its `token_count`, and the
 *   two are counted once.
 * - Cached and cache-written tokens are part of the input, reasoning is part of the output.
 * - Forks copied the history of their parent with new times; since 0.17x they point to it (`history_base`). Copied turns are known by their
 *   start, which is before that of the session; older versions by totals that the parent has in the same order.
 * - Edits are the patches in tool calls; only a failure has a result that says so.
 * - `info: null` is a rate limit only. After a compaction, the last usage can be an estimate with a total and no parts: it is left out.
 */
export const codex: LogFormat<CodexState> = {
  tool: 'codex',
  shape: 'lines',
  isLog: (path) => /\/rollout-[^/]+\.jsonl$/.test(path),
  looksLike: (head) =>
    /^\{"timestamp":"[^"]+",(?:"ordinal":\d+,)?"type":"(?:session_meta|event_msg|response_item)"/.test(head) ||
    /^\{"id":"[^"]+","timestamp":"[^"]+","instructions":/.test(head),
  begin: () => ({
    session: '',
    parent: '',
    project: '',
    model: '',
    fast: false,
    total: '',
    told: [],
    row: 0,
    started: 0,
    branch: '',
    copied: false,
    said: '',
  }),
  wants: (line, isDetailed) => {
    const head = line.toString('latin1', 0, 200);
    if (!head.includes('"response_item"')) return true;
    if (isDetailed && /"type":"\w+_call_output"/.test(head)) return true;
    return (
      /"type":"(?:function|custom_tool|local_shell|web_search)_call"/.test(head) ||
      reportsFailure(line) ||
      reportsBadExit(line)
    );
  },
  read,
  settle,
};

const silentTypes = new Set(
  `response_item world_state compacted inter_agent_communication_metadata ghost_snapshot turn_state session_state`.split(
    /\s+/,
  ),
);

const bareTypes = new Set(
  'message reasoning function_call function_call_output local_shell_call custom_tool_call custom_tool_call_output'.split(
    ' ',
  ),
);

function read(value: unknown, state: CodexState, sink: LogSink): void {
  const line = fieldsOf(value);
  const payload = fieldsOf(line['payload']);
  switch (line['type']) {
    case 'session_meta':
      return readMeta(line, state);
    case 'turn_context':
      state.model = textOf(payload['model']) || state.model;
      state.project = textOf(payload['cwd']) || state.project;
      return;
    case 'token_usage_record':
      return readRecord(line, state, sink);
    case 'event_msg':
      return readEvent(line, state, sink);
    case 'response_item':
      return readItem(line, state, sink);
    default:
      if (isOldHead(line)) sink.problem('no-tokens');
      else if (!isSilent(line)) sink.problem('unknown-type');
  }
}

/** The first line of a log before September 2025. */
function isOldHead({ type, id, instructions }: Fields): boolean {
  return type === undefined && typeof id === 'string' && instructions !== undefined;
}

/** Known, and without anything that is counted; also each further line of a log before September 2025. */
function isSilent({ type, payload, record_type: record }: Fields): boolean {
  if (typeof type === 'string') return silentTypes.has(type) || (payload === undefined && bareTypes.has(type));
  return record === 'state';
}

function readItem(line: Fields, { session, project, copied }: CodexState, sink: LogSink): void {
  if (copied) return;
  const payload = fieldsOf(line['payload']);
  const at = readInstant(line['timestamp']);
  const key = textOf(payload['call_id']) || textOf(payload['id']) || `${session} ${String(line['timestamp'])}`;
  const type = String(payload['type']);
  const shared = { key, session, project };
  if (type.endsWith('_call_output')) {
    if (at !== undefined) sink.callDetail?.(key, { end: at });
    const failure = failureIn(payload['output']);
    if (at !== undefined && failure === 'patch')
      sink.edit({ ...shared, at, file: '', state: 'failed', added: [], removed: [] });
    if (failure) sink.failed({ ...shared, ...(at !== undefined && { at }), of: 'tool' });
    return;
  }
  if (!type.endsWith('_call')) return;
  sink.toolCall({ ...shared, ...(at !== undefined && { at }) });
  sink.callDetail?.(key, { name: textOf(payload['name']) || type.replace(/_call$/, '') });
  const input = payload['arguments'] ?? payload['input'];
  if (typeof input === 'string' && at !== undefined)
    for (const { text, ...patch } of patchesIn(input)) {
      sink.edit({ ...shared, ...patch, at, state: 'asked' });
      if (sink.keeps === 'all')
        sink.text({ ...shared, key: `${key}\n${patch.file}`, at, by: 'change', file: patch.file, text });
    }
}

/** The first one is the file's own; copied history can bring those of ancestors. */
function readMeta(line: Fields, state: CodexState): void {
  if (state.session !== '') return;
  const meta = fieldsOf(line['payload']);
  state.started = readInstant(meta['timestamp']) ?? readInstant(line['timestamp']) ?? 0;
  const spawn = fieldsOf(fieldsOf(fieldsOf(meta['source'])['subagent'])['thread_spawn']);
  state.session = textOf(meta['id']);
  state.parent = textOf(meta['forked_from_id']) || textOf(spawn['parent_thread_id']);
  state.project = textOf(meta['cwd']);
  state.branch = textOf(fieldsOf(meta['git'])['branch']);
}

function readEvent(line: Fields, state: CodexState, sink: LogSink): void {
  const payload = fieldsOf(line['payload']);
  switch (payload['type']) {
    case 'token_count':
      return readCount(line, state, sink);
    case 'task_started': {
      const at = readInstant(line['timestamp']);
      const seconds = payload['started_at'];
      state.copied = state.parent !== '' && typeof seconds === 'number' && (seconds + 1) * 1000 < state.started;
      if (at !== undefined && !state.copied)
        sink.turn({
          session: state.session,
          key: textOf(payload['turn_id']) || `${state.session} ${at}`,
          project: state.project,
          at,
        });
      return;
    }
    case 'error':
    case 'stream_error':
      if (!state.copied) readFailure(line, state, sink);
      return;
    case 'user_message':
    case 'agent_message':
      return readMessage(payload, line, { state, sink });
    case 'item_completed':
      return readMessage(fieldsOf(payload['item']), line, { state, sink });
    case 'thread_settings_applied': {
      const tier = fieldsOf(payload['thread_settings'])['service_tier'];
      if (typeof tier === 'string') state.fast = tier === 'priority' || tier === 'fast';
    }
  }
}

function readRecord(line: Fields, state: CodexState, sink: LogSink): void {
  const payload = fieldsOf(line['payload']);
  const tokens = tokensOf(fieldsOf(payload['usage']));
  const at = readInstant(line['timestamp']);
  if (!tokens) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  const response = textOf(payload['response_id']);
  state.told = [...state.told, signatureOf(payload['usage'])].slice(-64);
  // A record of an ancestor, copied into this file, keeps the ancestor's id.
  const session = textOf(payload['thread_id']) || state.session;
  sink.usage(
    entryOf(state, { key: response === '' ? `${session} ${at}` : `response ${response}`, session, at, tokens }),
  );
}

function readCount(line: Fields, state: CodexState, sink: LogSink): void {
  const info = fieldsOf(fieldsOf(line['payload'])['info']);
  if (info['total_token_usage'] === undefined) return;
  const total = signatureOf(info['total_token_usage']);
  const last = info['last_token_usage'];
  const position = last === undefined ? -1 : state.told.indexOf(signatureOf(last));
  if (position !== -1) {
    // The second record of a call that was already counted.
    state.told = state.told.filter((_, index) => index !== position);
    state.total = total;
    return sink.repeated();
  }
  if (total === state.total) return sink.repeated();
  const tokens =
    last === undefined || last === null
      ? differenceOf(info['total_token_usage'], state.total)
      : tokensOf(fieldsOf(last));
  state.total = total;
  const at = readInstant(line['timestamp']);
  if (!tokens) return sink.problem('bad-usage');
  if (at === undefined) return sink.problem('no-time');
  if (tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.output === 0) return;
  if (state.copied) return sink.repeated();
  state.row += 1;
  const signature = `${total} ${last === undefined ? '' : signatureOf(last)}`;
  const key = `${state.session} ${state.row} ${signature}`;
  sink.usage(entryOf(state, { key, session: state.session, at, tokens, group: groupOf(state, signature) }));
}

function entryOf(
  state: CodexState,
  own: Pick<UsageEntry, 'key' | 'session' | 'at' | 'tokens'> & { readonly group?: string },
): UsageEntry {
  const { model, project, branch, fast } = state;
  return { ...own, model, project, ...(branch !== '' && { branch }), ...(fast && { fast: true }) };
}

const names = [
  'input_tokens',
  'cached_input_tokens',
  'cache_write_input_tokens',
  'output_tokens',
  'reasoning_output_tokens',
] as const;

function signatureOf(usage: unknown): string {
  const fields = fieldsOf(usage);
  return [...names, 'total_tokens'].map((name) => Number(fields[name] ?? 0)).join(',');
}

function tokensOf(usage: Fields): TokenCounts | undefined {
  const counts = countsOf(usage, names);
  if (!counts) return undefined;
  return openAiTokens({
    input: counts.input_tokens,
    output: counts.output_tokens,
    cacheRead: counts.cached_input_tokens,
    cacheWrite: counts.cache_write_input_tokens,
    reasoning: counts.reasoning_output_tokens,
  });
}

/** The usage between two totals; a total that has fallen begins again. */
function differenceOf(total: unknown, before: string): TokenCounts | undefined {
  const fields = fieldsOf(total);
  const earlier = before.split(',').map(Number);
  const hasFallen = names.some((name, index) => Number(fields[name] ?? 0) < (earlier[index] ?? 0));
  const difference = names.map((name, index) => [
    name,
    Number(fields[name] ?? 0) - (hasFallen ? 0 : (earlier[index] ?? 0)),
  ]);
  return tokensOf(Object.fromEntries(difference) as Fields);
}
