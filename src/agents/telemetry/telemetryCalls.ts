import { createHash } from 'node:crypto';
import {
  anthropicTokens,
  countsOf,
  dollarsOf,
  fieldsOf,
  readInstant,
  arrayOf,
  openAiTokens,
  textOf,
} from '../readers/values.ts';
import type { AgentTool } from '../tools.ts';
import type { TokenCounts, UsageEntry } from '../usage.ts';
import { attributesOf, type Attributes } from './attributes.ts';

/** A model call that a tool reported during its work. */
export interface TelemetryCall extends UsageEntry {
  readonly tool: AgentTool;
}

/**
 * Reads the calls out of OTLP logs as JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding), by allow-list: all other events
 * and attributes are dropped, such as addresses of accounts, and the code that Codex sends with the results of its tools. Seen in Claude
 * Code 2.1.332 (`api_request`), Codex 0.171 (`codex.sse_event`), and the code of Gemini CLI 0.61 (`gemini_cli.api_response`).
 * @param resourceLogs the list of the request
 */
export function telemetryCalls(resourceLogs: readonly unknown[]): TelemetryCall[] {
  const records = resourceLogs
    .flatMap((resource) => arrayOf(fieldsOf(resource)['scopeLogs']))
    .flatMap((scope) => arrayOf(fieldsOf(scope)['logRecords']));
  return records.flatMap((record) => callOf(attributesOf(fieldsOf(record)['attributes'])) ?? []);
}

function callOf(attributes: Attributes): TelemetryCall | undefined {
  switch (attributes['event.name']) {
    case 'api_request':
      return countedCall('claude-code', attributes, claudeTokens(attributes));
    case 'codex.sse_event':
      return attributes['event.kind'] === 'response.completed'
        ? countedCall('codex', attributes, codexTokens(attributes))
        : undefined;
    case 'gemini_cli.api_response':
      return countedCall('gemini', attributes, geminiTokens(attributes));
    default:
      return undefined;
  }
}

function countedCall(
  tool: AgentTool,
  attributes: Attributes,
  tokens: TokenCounts | undefined,
): TelemetryCall | undefined {
  const session = textOf(attributes['session.id']) || textOf(attributes['conversation.id']);
  const at = readInstant(attributes['event.timestamp']);
  if (session === '' || at === undefined || !tokens) return undefined;
  const request = textOf(attributes['request_id']);
  const reported = dollarsOf(attributes['cost_usd']);
  return {
    tool,
    session,
    at,
    tokens,
    key: request || JSON.stringify([at, attributes['event.sequence'] ?? Object.values(tokens)]),
    model: textOf(attributes['model']),
    project: '',
    ...(attributes['speed'] === 'fast' && { fast: true }),
    ...(reported !== undefined && { reportedUsd: reported }),
  };
}

function claudeTokens(attributes: Attributes): TokenCounts | undefined {
  const counts = numbersOf(attributes, [
    'input_tokens',
    'output_tokens',
    'cache_read_tokens',
    'cache_creation_tokens',
    'cache_creation_1h_tokens',
  ]);
  if (!counts) return undefined;
  return anthropicTokens({
    input: counts.input_tokens,
    output: counts.output_tokens,
    cacheWrite: counts.cache_creation_tokens,
    cacheWrite1h: counts.cache_creation_1h_tokens,
    cacheRead: counts.cache_read_tokens,
    reasoning: 0,
  });
}

function codexTokens(attributes: Attributes): TokenCounts | undefined {
  const counts = numbersOf(attributes, [
    'input_token_count',
    'output_token_count',
    'cached_token_count',
    'cache_write_token_count',
    'reasoning_token_count',
  ]);
  if (!counts) return undefined;
  return openAiTokens({
    input: counts.input_token_count,
    output: counts.output_token_count,
    cacheRead: counts.cached_token_count,
    cacheWrite: counts.cache_write_token_count,
    reasoning: counts.reasoning_token_count,
  });
}

/** Cached tokens are part of the input; thoughts are billed as output and are no part of it. */
function geminiTokens(attributes: Attributes): TokenCounts | undefined {
  const counts = numbersOf(attributes, [
    'input_token_count',
    'output_token_count',
    'cached_content_token_count',
    'thoughts_token_count',
    'tool_token_count',
  ]);
  if (!counts) return undefined;
  const cacheRead = Math.min(counts.cached_content_token_count, counts.input_token_count);
  return {
    input: counts.input_token_count - cacheRead + counts.tool_token_count,
    output: counts.output_token_count + counts.thoughts_token_count,
    cacheWrite: 0,
    cacheWrite1h: 0,
    cacheRead,
    reasoning: counts.thoughts_token_count,
  };
}

/** Counts come as numbers, or as texts of digits (Codex). */
function numbersOf<K extends string>(attributes: Attributes, names: readonly K[]): Record<K, number> | undefined {
  const values = names.map((name) => {
    const value = attributes[name];
    return [name, typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value];
  });
  return countsOf(Object.fromEntries(values) as Attributes, names);
}

/** A tool's session under a hashed name, to match reports with its log. */
export function sessionKey(tool: string, session: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tool, session]))
    .digest('hex')
    .slice(0, 24);
}
