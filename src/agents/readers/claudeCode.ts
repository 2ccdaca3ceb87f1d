import { categoryOfPrompt } from '../sessionCategory.ts';
import type { LogFormat, LogSink, SessionEvent, TokenCounts, UsageEntry } from '../usage.ts';
import { readCall, readEditCall, readEnds, readResult, concernsEdits } from './claudeEdits.ts';
import { marks } from './marks.ts';
import { messageText } from './texts.ts';
import { anthropicTokens, countsOf, dollarsOf, fieldsOf, readInstant, arrayOf, textOf } from './values.ts';

interface State extends Record<string, unknown> {
  /** The working folder of the last line that had one: lines without it belong there too. */
  project: string;
}

/**
 * Claude Code 1.0 to 2.1: `<config>/projects/<slug>/<session>.jsonl`, and `agent-*.jsonl` at any depth below `<session>/subagents`.
 *
 * - One call is written as one line per content block, each with the usage; some versions write growing copies while it streams. The
 *   identity is message id and request id, over all files: resumed and forked sessions copy lines. Of several copies the largest counts.
 * - Up to 2.1.38, calls of subagents are inside the parent's file as `progress` lines. They and all sidechain lines give way to the same
 *   message on the main chain, also under another request id.
 * - Up to 2.1.286, lines of subagents can stop at the first output count, so their output is a lower bound.
 * - Canceled calls, compactions, and helper calls are not logged. Since 2.1.24x, a session writes its own total at its end (`cost-state`),
 *   by model and including all of these, so those are counted from it. A fork's total begins with its parent's, and names the same start.
 * - Calls that failed (`<synthetic>`) cost nothing.
 * - An edit is in its call and, where that is logged, in its result as a patch; the result counts. An error takes it back.
 * - Attachments, snapshots, and account lines are never looked into.
 */
export const claudeCode: LogFormat<State> = {
  tool: 'claude-code',
  shape: 'lines',
  isLog: (path) =>
    /\/projects\/[^/]+\/.*\.jsonl$/.test(path) && !/\.(?:orphaned|superseded)|\/journal\.jsonl$/.test(path),
  looksLike: (head) =>
    head.includes('"sessionId":"') &&
    !head.includes('"projectHash"') &&
    /"type":\s?"(?:user|assistant|summary|mode|progress|queue-operation|file-history-snapshot)"/.test(head),
  begin: () => ({ project: '' }),
  wants: (line, isDetailed) => {
    // Results of tools hold whole files, and attachments hold system prompts.
    if (line.includes(resultMark)) return isDetailed || concernsEdits(line) || line.includes(usageMark);
    return (
      line.length < 8_192 ||
      line.includes(usageMark) ||
      line.includes(totalMark) ||
      !/"type":\s?"(?:attachment|file-history-\w+|progress|system)"/.test(line.toString('latin1'))
    );
  },
  // The whole file as it was before an edit.
  unread: 'originalFile',
  read,
  settle,
};

const [resultMark, usageMark, totalMark] = marks('"tool_result"', '"usage"', '"cost-state"');

/** Kinds of lines that are known and hold nothing that is counted. */
const silent = new Set(
  `summary system progress attachment mode permission-mode last-prompt ai-title custom-title agent-name agent-color agent-setting tag
  pr-link queue-operation file-history-snapshot file-history-delta bridge-session frame-link atis-latch saved_hook_context
  worktree-state content-replacement marble-origami-commit marble-origami-snapshot context-collapse speculation-accept
  last-model tools-used started result api-request api-request-blob api-request-shape attribution-snapshot task-summary prompt_snapshot prompt-snapshot session_context`.split(
    /\s+/,
  ),
);

function read(value: unknown, state: State, sink: LogSink): void {
  const line = fieldsOf(value);
  state.project = textOf(line['cwd']) || state.project;
  const session = textOf(line['sessionId']);
  switch (line['type']) {
    case 'assistant':
      return readAnswer(line, { state, session, sink, isWeak: line['isSidechain'] === true });
    case 'user':
      readEnds(line, sink);
      readResult(line, { session, project: state.project }, sink);
      return readPrompt(line, { session, project: state.project }, sink);
    case 'progress': {
      const data = fieldsOf(line['data']);
      const nested = fieldsOf(data['message']);
      if (data['type'] !== 'agent_progress') return;
      const own = { timestamp: line['timestamp'], ...nested };
      if (nested['type'] === 'assistant') readAnswer(own, { state, session, sink, isWeak: true });
      else readEnds(own, sink);
      return;
    }
    case 'cost-state':
      return readTotal(line, { session, project: state.project }, sink);
    default:
      if (typeof line['type'] !== 'string' || !silent.has(line['type'])) sink.problem('unknown-type');
  }
}

interface Context {
  readonly state: State;
  readonly session: string;
  readonly sink: LogSink;
  readonly isWeak: boolean;
}

function readAnswer(line: Readonly<Record<string, unknown>>, { state, session, sink, isWeak }: Context): void {
  const message = fieldsOf(line['message']);
  const where = { session, project: textOf(line['cwd']) || state.project, ...dated(line) };
  for (const block of arrayOf(message['content']).map(fieldsOf))
    if (block['type'] === 'tool_use' && textOf(block['id']) !== '') {
      sink.toolCall({ ...where, key: textOf(block['id']) });
      readCall(block, sink);
      readEditCall(block, where, sink);
    }
  if (line['isApiErrorMessage'] === true)
    sink.failed({ ...where, key: textOf(line['uuid']) || `${session} ${where.at}`, of: 'model' });
  else if (sink.keeps === 'all' && !isWeak && where.at !== undefined)
    sink.text({
      ...where,
      at: where.at,
      key: textOf(message['id']) || textOf(line['uuid']),
      by: 'answer',
      text: messageText(message['content']),
    });
  const usage = fieldsOf(message['usage']);
  // Written by Claude Code itself, for an error.
  if (message['model'] === '<synthetic>' || message['usage'] === undefined || message['usage'] === null) return;
  const at = readInstant(line['timestamp']);
  const tokens = tokensOf(usage);
  if (at === undefined) return sink.problem('no-time');
  if (!tokens) return sink.problem('bad-usage');
  const id = textOf(message['id']);
  const request = textOf(line['requestId']);
  const key = id === '' ? textOf(line['uuid']) || `${session} ${at} ${JSON.stringify(tokens)}` : `${id} ${request}`;
  const entry: UsageEntry = {
    key,
    session,
    at,
    tokens,
    model: textOf(message['model']),
    project: textOf(line['cwd']) || state.project,
    ...(textOf(line['gitBranch']) !== '' && { branch: textOf(line['gitBranch']) }),
    ...(id !== '' && { group: id }),
    // Without a request id it can't be distinguished from the same message with one.
    ...((isWeak || request === '') && { weak: true }),
    ...(usage['speed'] === 'fast' && { fast: true }),
  };
  sink.usage(entry);
  readAdvisors(usage, entry, sink);
}

function readTotal(
  line: Readonly<Record<string, unknown>>,
  { session, project }: Omit<SessionEvent, 'key'>,
  sink: LogSink,
): void {
  const usd = dollarsOf(line['totalCostUSD']);
  if (usd === undefined || session === '') return sink.problem('bad-usage');
  const at = readInstant(line['startTime']);
  const models = Object.entries(fieldsOf(line['modelUsage'])).map(([model, usage]) => ({
    model,
    tokens: totalTokensOf(fieldsOf(usage)),
  }));
  if (models.some(({ tokens }) => tokens === undefined)) sink.problem('bad-usage');
  sink.reportedTotal({
    session,
    project,
    lineage: at === undefined ? session : String(at),
    ...(at !== undefined && { at }),
    usd,
    models: models.flatMap(({ model, tokens }) => (tokens ? [{ model, tokens }] : [])),
  });
}

/** The tokens of one model in `cost-state`; undefined when one isn't a count. */
function totalTokensOf(usage: Readonly<Record<string, unknown>>): TokenCounts | undefined {
  const counts = countsOf(usage, [
    'inputTokens',
    'outputTokens',
    'thinkingTokens',
    'cacheReadInputTokens',
    'cacheCreationInputTokens',
    'cacheCreationEphemeral1hInputTokens',
  ]);
  if (!counts) return undefined;
  return anthropicTokens({
    input: counts.inputTokens,
    output: counts.outputTokens,
    cacheWrite: counts.cacheCreationInputTokens,
    cacheWrite1h: counts.cacheCreationEphemeral1hInputTokens,
    cacheRead: counts.cacheReadInputTokens,
    reasoning: counts.thinkingTokens,
  });
}

function dated(line: Readonly<Record<string, unknown>>): { readonly at?: number } {
  const at = readInstant(line['timestamp']);
  return at === undefined ? {} : { at };
}

/** Calls of an advisor model are not in the sum of the message. */
function readAdvisors(usage: Readonly<Record<string, unknown>>, entry: UsageEntry, sink: LogSink): void {
  for (const [index, one] of arrayOf(usage['iterations']).map(fieldsOf).entries()) {
    if (one['type'] !== 'advisor_message') continue;
    const tokens = tokensOf(one);
    if (!tokens) sink.problem('bad-usage');
    else
      sink.usage({
        ...entry,
        key: `${entry.key} advisor ${index}`,
        ...(entry.group !== undefined && { group: `${entry.group} advisor ${index}` }),
        tokens,
        model: textOf(one['model']),
      });
  }
}

function tokensOf(usage: Readonly<Record<string, unknown>>): TokenCounts | undefined {
  const sums = countsOf(usage, [
    'input_tokens',
    'output_tokens',
    'cache_creation_input_tokens',
    'cache_read_input_tokens',
  ]);
  const parts = countsOf(fieldsOf(usage['cache_creation']), ['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens']);
  const details = countsOf(fieldsOf(usage['output_tokens_details']), ['thinking_tokens']);
  if (!sums || !parts || !details) return undefined;
  const hour = parts.ephemeral_1h_input_tokens;
  // Some versions write the parts only, and a sum of 0.
  const written = Math.max(sums.cache_creation_input_tokens, hour + parts.ephemeral_5m_input_tokens);
  return {
    input: sums.input_tokens,
    output: sums.output_tokens,
    cacheWrite: written - hour,
    cacheWrite1h: hour,
    cacheRead: sums.cache_read_input_tokens,
    reasoning: details.thinking_tokens,
  };
}

/** Texts that Claude Code writes in the user's name: the output of a command that it runs itself, and the note of a cancellation. */
const writtenByTool = /^(?:<local-command-|\[Request interrupted by user)/;

/** A prompt of the user's, or of a script in their name: no result of a tool, no text that Claude Code put in, no prompt of an agent. */
function readPrompt(
  line: Readonly<Record<string, unknown>>,
  { session, project }: Omit<SessionEvent, 'key'>,
  sink: LogSink,
): void {
  const { content } = fieldsOf(line['message']);
  const isText =
    typeof content === 'string' ||
    arrayOf(content).some((block) => ['text', 'image'].includes(String(fieldsOf(block)['type'])));
  const hasResult = arrayOf(content).some((block) => fieldsOf(block)['type'] === 'tool_result');
  const kind = fieldsOf(line['origin'])['kind'];
  const isHuman = kind === undefined || kind === 'human';
  const isOwn = line['isMeta'] === true || line['isSidechain'] === true || line['isCompactSummary'] === true;
  const first = typeof content === 'string' ? content : textOf(fieldsOf(arrayOf(content)[0])['text']);
  const at = readInstant(line['timestamp']);
  if (writtenByTool.test(first)) return;
  if (!isText || hasResult || !isHuman || isOwn || at === undefined) return;
  const event = { session, key: textOf(line['uuid']) || `${session} ${at}`, project, at };
  sink.turn({ ...event, ...purposeOf(first) });
  if (sink.keeps !== 'off') sink.text({ ...event, by: 'prompt', text: messageText(content) });
}

/** Weak entries go when the same message is there in its own right. Of weak ones, those with a request id stay. */
function settle(entries: readonly UsageEntry[]): readonly UsageEntry[] {
  const groups = Map.groupBy(entries, ({ group, key }) => group ?? key);
  return [...groups.values()].flatMap((same) => {
    const strong = same.filter(({ weak }) => weak !== true);
    if (strong.length > 0 || same.length === 1) return strong.length > 0 ? strong : same;
    const withRequest = same.filter(({ key }) => !key.endsWith(' '));
    return withRequest.length > 0 ? withRequest : same;
  });
}

/** The words that a prompt speaks for are all that stays of it. */
function purposeOf(prompt: string): Pick<SessionEvent, 'purpose'> {
  const purpose = categoryOfPrompt(prompt);
  return purpose === undefined ? {} : { purpose };
}
