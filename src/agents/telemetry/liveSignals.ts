import { fieldsOf, readInstant, arrayOf, textOf } from '../readers/values.ts';
import { attributesOf, type Attributes } from './attributes.ts';

/** Tools whose state is known from what they send, and from nothing else. Claude Code has a registry of its own (`live.ts`). */
export const signalingTools = ['codex', 'gemini', 'copilot-cli', 'copilot-chat'] as const;
export type SignalingTool = (typeof signalingTools)[number];

/**
 * A sign of what an agent does. `answered`: a model has answered, and what comes next isn't said: the end, a tool, or a question.
 * `neverAsks`: this session runs its tools without asking.
 */
export const liveSigns = ['working', 'answered', 'unclear', 'failed', 'ended', 'neverAsks'] as const;

export interface LiveSignal {
  readonly tool: SignalingTool;
  /** The tool's own id of the session. */
  readonly session: string;
  /** Time at which it happened, in ms since the epoch. */
  readonly at: number;
  readonly sign: (typeof liveSigns)[number];
}

/**
 * Reads what running agents do out of an OTLP request with logs or spans as JSON, by allow-list: names of events, ids of sessions, and times.
 * Seen in Codex 0.171 (logs within a second, spans within five), Gemini CLI 0.61 (logs within five seconds), and Copilot CLI 1.0.102 (spans,
 * which come when something has ended); the spans of Copilot in VS Code are those of its documentation.
 * @param body the request; anything else has no signals
 */
export function liveSignals(body: unknown): LiveSignal[] {
  const { resourceLogs, resourceSpans } = fieldsOf(body);
  const logs = arrayOf(resourceLogs)
    .flatMap((one) => arrayOf(fieldsOf(one)['scopeLogs']))
    .flatMap((one) => arrayOf(fieldsOf(one)['logRecords']))
    .flatMap((record) => signalOfLog(attributesOf(fieldsOf(record)['attributes'])) ?? []);
  const spans = arrayOf(resourceSpans).flatMap((one) => {
    const { resource, scopeSpans } = fieldsOf(one);
    const service = attributesOf(fieldsOf(resource)['attributes'])['service.name'];
    return arrayOf(scopeSpans)
      .flatMap((scope) => arrayOf(fieldsOf(scope)['spans']))
      .flatMap((span) => signalOfSpan(fieldsOf(span), service) ?? []);
  });
  return [...logs, ...spans];
}

function signalOfLog(attributes: Attributes): LiveSignal | undefined {
  const event = textOf(attributes['event.name']);
  const [tool, sign] = event.startsWith('codex.')
    ? (['codex', signOfCodex(event, attributes)] as const)
    : event.startsWith('gemini_cli.')
      ? (['gemini', signOfGemini(event, attributes)] as const)
      : [undefined, undefined];
  const session = textOf(attributes['conversation.id']) || textOf(attributes['session.id']);
  const at = readInstant(attributes['event.timestamp']);
  return tool === undefined || sign === undefined || session === '' || at === undefined
    ? undefined
    : { tool, session, at, sign };
}

function signOfCodex(event: string, attributes: Attributes): LiveSignal['sign'] | undefined {
  switch (event) {
    case 'codex.conversation_starts':
      return attributes['approval_policy'] === 'never' ? 'neverAsks' : undefined;
    case 'codex.user_prompt':
    case 'codex.tool_decision':
    case 'codex.tool_result':
      return 'working';
    case 'codex.api_request':
      // Requests of other kinds, such as for the list of models, say nothing.
      if (!textOf(attributes['endpoint']).endsWith('/responses')) return undefined;
      return attributes['error.message'] === undefined ? 'working' : 'failed';
    case 'codex.sse_event':
      return attributes['event.kind'] === 'response.completed' ? 'answered' : 'working';
    default:
      return undefined;
  }
}

/** Gemini CLI doesn't say that it asks, that a tool begins, or, while it is open, that it is done. */
function signOfGemini(event: string, attributes: Attributes): LiveSignal['sign'] | undefined {
  switch (event) {
    case 'gemini_cli.user_prompt':
    case 'gemini_cli.api_request':
    case 'gemini_cli.tool_call':
      return 'working';
    case 'gemini_cli.api_response':
      return attributes['interactive'] === false ? 'working' : 'unclear';
    case 'gemini_cli.api_error':
      return 'failed';
    // The first comes when it has run all by itself, the second when the program ends.
    case 'gemini_cli.conversation_finished':
    case 'gemini_cli.plan.approval_mode_duration':
      return 'ended';
    default:
      return undefined;
  }
}

function signalOfSpan(span: Readonly<Record<string, unknown>>, service: unknown): LiveSignal | undefined {
  const attributes = attributesOf(span['attributes']);
  const at = readInstant(millisecondsOf(span['endTimeUnixNano']));
  if (at === undefined) return undefined;
  if (span['name'] === 'run_turn') {
    const session = textOf(attributes['conversation.id']);
    return session === '' || attributes['turn.id'] === undefined
      ? undefined
      : { tool: 'codex', session, at, sign: 'ended' };
  }
  const session = textOf(attributes['gen_ai.conversation.id']);
  const sign = signOfCopilot(span, attributes);
  if (session === '' || sign === undefined) return undefined;
  if (service === 'github-copilot') return { tool: 'copilot-cli', session, at, sign };
  return service === 'copilot-chat' ? { tool: 'copilot-chat', session, at, sign } : undefined;
}

/** Nanoseconds are a text of digits, or a number. */
function millisecondsOf(nanoseconds: unknown): number {
  const isKnown = typeof nanoseconds === 'string' || typeof nanoseconds === 'number';
  return isKnown ? Math.round(Number(nanoseconds) / 1e6) : Number.NaN;
}

/** A subagent's work is a part of the whole, so its end is not the end. */
function signOfCopilot(
  { status, parentSpanId }: Readonly<Record<string, unknown>>,
  attributes: Attributes,
): LiveSignal['sign'] | undefined {
  switch (attributes['gen_ai.operation.name']) {
    case 'chat':
    case 'execute_tool':
      return 'working';
    case 'invoke_agent':
      if (textOf(parentSpanId) !== '') return 'working';
      return fieldsOf(status)['code'] === 2 ? 'failed' : 'ended';
    default:
      return undefined;
  }
}
