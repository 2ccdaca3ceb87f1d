import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  BaseAnthropic,
} from '@anthropic-ai/sdk';
import { Messages } from '@anthropic-ai/sdk/resources/messages';
import { Models } from '@anthropic-ai/sdk/resources/models';
import type { ModelTokens } from '../../core/insights/receipts.ts';
import type { ModelAnswer, FailedCall } from '../provider.ts';
import { boundedFetch, ResponseRefused } from './boundedFetch.ts';
import type { ClaudeClient, ClaudeModel, ClaudeOptions, Models as ModelsAnswer } from './claudeClient.ts';
import type { ClaudeRequest } from './request.ts';
import { requestedWaitOf, wasNeverSent, withRetries } from './retries.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/**
 * The only code that knows the Anthropic SDK; a separate bundle. Errors are returned as outcomes without the SDK's messages, which may
 * contain what was sent.
 */
export function createClaude(options: ClaudeOptions): ClaudeClient {
  // `Anthropic` has every resource of the API, among them tools that run programs; two are needed.
  const client = new BaseAnthropic({
    apiKey: options.apiKey,
    // Null and not absent: the SDK would look for these in the environment and in profiles on disk.
    authToken: null,
    baseURL: options.baseUrl,
    webhookKey: null,
    timeout: options.timeoutMs,
    // The SDK waits as long as the service asks, and tries again what may have been billed; see `withRetries`.
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    fetch: boundedFetch(options.apiKey),
  });
  return {
    send: (request, signal) => send(new Messages(client), { options, signal }, request),
    models: (signal) => models(new Models(client), { options, signal }),
  };
}

interface Exchange {
  readonly options: ClaudeOptions;
  readonly signal: AbortSignal;
}

async function send(messages: Messages, { options, signal }: Exchange, request: ClaudeRequest): Promise<ModelAnswer> {
  try {
    const message: unknown = await withRetries((timeout) => messages.create(request, { signal, timeout }), {
      ...options,
      signal,
    });
    return answerIn(message, request);
  } catch (error) {
    const outcome = outcomeOf(error);
    const retryIn = outcome === 'rate-limited' || outcome === 'overloaded' ? requestedWaitOf(error) : undefined;
    return {
      outcome,
      model: request.model,
      tokens: null,
      ...(wasNotBilled(error) && { unbilled: true }),
      ...(retryIn !== undefined && { retryAt: Date.now() + retryIn }),
      ...requestIdOf(error),
    };
  }
}

/** Longest ids of models and requests that are kept. */
const idLength = 200;

type ResponseObject = Readonly<Record<string, unknown>>;

/** Reads a response body of any kind: a gateway may answer with anything. */
function answerIn(message: unknown, request: ClaudeRequest): ModelAnswer {
  const { type, error, content, model, usage, stop_reason: stop, _request_id: id } = objectIn(message);
  const blocks = Array.isArray(content) ? content.map(objectIn).filter((block) => block['type'] === 'text') : [];
  const text = blocks.flatMap((block) => (typeof block['text'] === 'string' ? block['text'] : [])).join('');
  const base = {
    model: typeof model === 'string' && model !== '' && model.length <= idLength ? model : request.model,
    tokens: tokensIn(usage, text !== ''),
    ...(typeof id === 'string' && { requestId: id.slice(0, idLength) }),
  };
  if (type === 'error')
    return { ...base, outcome: ownValue(byType, String(objectIn(error)['type'])) ?? 'server-error' };
  if (!Array.isArray(content)) return { ...base, outcome: 'unreadable' };
  if (stop === 'refusal') return { ...base, outcome: 'refused' };
  if (cutOff.has(stop)) return { ...base, outcome: 'truncated', text };
  return { ...base, outcome: text === '' ? 'unreadable' : 'ok', text };
}

/** Reason why an answer can end early. */
const cutOff = new Set<unknown>(['max_tokens', 'model_context_window_exceeded', 'pause_turn']);

function objectIn(value: unknown): ResponseObject {
  return typeof value === 'object' && value !== null ? (value as ResponseObject) : {};
}

/** The counts of a response, or null if they cannot be right: then nothing is known of the cost. A request is never empty. */
function tokensIn(usage: unknown, hasText: boolean): ModelTokens | null {
  const counts = objectIn(usage);
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
  const { input_tokens: input, output_tokens: output } = counts;
  const cacheRead = counts['cache_read_input_tokens'] ?? 0;
  const cacheWrite = counts['cache_creation_input_tokens'] ?? 0;
  if (!isCount(input) || !isCount(output) || !isCount(cacheRead) || !isCount(cacheWrite)) return null;
  if (input + cacheRead + cacheWrite === 0 || (hasText && output === 0)) return null;
  return { input, output, cacheRead, cacheWrite, estimated: false };
}

/** The maximum to request; the newest come first, and one page is enough. */
const modelsAtMost = 100;

async function models(resource: Models, { options, signal }: Exchange): Promise<ModelsAnswer> {
  try {
    const page = await withRetries((timeout) => resource.list({ limit: modelsAtMost }, { signal, timeout }), {
      ...options,
      signal,
    });
    const listed: unknown = page.data;
    if (!Array.isArray(listed)) return { outcome: 'unreadable' };
    return { outcome: 'ok', models: listed.slice(0, modelsAtMost).flatMap(modelIn) };
  } catch (error) {
    return { outcome: outcomeOf(error) };
  }
}

function modelIn(listed: unknown): ClaudeModel[] {
  const { id, display_name: name, lifecycle, retires_at: retires } = objectIn(listed);
  if (typeof id !== 'string' || id.length > idLength || lifecycle === 'retired') return [];
  const shown = typeof name === 'string' ? name.slice(0, idLength) : id;
  return [{ id, name: shown, ...(typeof retires === 'string' && { retiresAt: retires.slice(0, 10) }) }];
}

/** Errors by the name that the service gives them, as they also come with status 200. */
const byType: Readonly<Record<string, FailedCall>> = {
  invalid_request_error: 'bad-request',
  authentication_error: 'auth',
  billing_error: 'billing',
  permission_error: 'permission',
  not_found_error: 'no-model',
  request_too_large: 'too-large',
  rate_limit_error: 'rate-limited',
  timeout_error: 'timeout',
  overloaded_error: 'overloaded',
  api_error: 'server-error',
};

const byStatus: Readonly<Record<number, FailedCall>> = {
  400: 'bad-request',
  401: 'auth',
  402: 'billing',
  403: 'permission',
  404: 'no-model',
  408: 'timeout',
  413: 'too-large',
  429: 'rate-limited',
  504: 'timeout',
  529: 'overloaded',
};

function outcomeOf(error: unknown): FailedCall | 'unreadable' {
  if (error instanceof APIUserAbortError) return 'cancelled';
  if (error instanceof APIConnectionTimeoutError) return 'timeout';
  if (error instanceof APIConnectionError) return isTooLong(error) ? 'unreadable' : 'network';
  // A body that is no JSON, as a proxy may answer.
  if (!(error instanceof APIError)) return 'unreadable';
  const message = String(error.apiMessage ?? '');
  if (error.status === 400 && /prompt is too long/i.test(message)) return 'too-large';
  if (error.status === 400 && /credit balance/i.test(message)) return 'billing';
  if (error.type === 'overloaded_error') return 'overloaded';
  const status = error.status ?? 0;
  // The service reports a missing model as JSON; an HTML page means that the address is wrong.
  if (status === 404 && !error.type) return 'unreadable';
  return byStatus[status] ?? (status >= 500 ? 'server-error' : 'bad-request');
}

function isTooLong({ cause }: APIConnectionError): boolean {
  return cause instanceof ResponseRefused && cause.reason === 'too-long';
}

/** Returns true if a failed call certainly cost nothing: it never left, was sent elsewhere, or was turned away. */
function wasNotBilled(error: unknown): boolean {
  if (error instanceof APIConnectionError)
    return wasNeverSent(error) || (error.cause instanceof ResponseRefused && error.cause.reason === 'redirected');
  if (!(error instanceof APIError)) return false;
  const status = error.status ?? 0;
  return (status >= 400 && status < 500 && status !== 408) || status === 503 || status === 529;
}

function requestIdOf(error: unknown): { requestId?: string } {
  return error instanceof APIError && error.requestID ? { requestId: error.requestID.slice(0, idLength) } : {};
}
