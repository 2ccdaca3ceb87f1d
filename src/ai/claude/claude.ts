import Anthropic, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from '@anthropic-ai/sdk';
import type { Tokens } from '../../core/insights/receipts.ts';
import type { Answer, FailedCall } from '../provider.ts';
import type { ClaudeClient, ClaudeModel, ClaudeOptions, Models } from './claudeClient.ts';
import type { ClaudeRequest } from './request.ts';

/**
 * The one place that knows the Anthropic SDK; a bundle of its own. Errors come back as outcomes and not as the SDK's messages, which
 * may hold what was sent.
 */
export function createClaude(options: ClaudeOptions): ClaudeClient {
  const client = new Anthropic({
    apiKey: options.apiKey,
    // Null and not absent: the SDK would look for these in the environment and in profiles on disk.
    authToken: null,
    baseURL: options.baseUrl,
    webhookKey: null,
    timeout: options.timeoutMs,
    maxRetries: options.retries,
    logLevel: 'off',
    openTelemetry: false,
    fetch: fetchWithKey(options.apiKey),
  });
  return {
    send: (request, signal) => send(client, request, signal),
    models: (signal) => models(client, signal),
  };
}

const usualHeaders = /^(?:accept|content-type|user-agent|anthropic-version|x-stainless-.*|idempotency-key)$/;

/** The environment (`ANTHROPIC_CUSTOM_HEADERS`) may add headers to every request of the SDK: only usual ones and our own key go out. */
function fetchWithKey(apiKey: string): typeof fetch {
  return (input, init) => {
    const headers = new Headers();
    for (const [name, value] of new Headers(init?.headers)) if (usualHeaders.test(name)) headers.set(name, value);
    headers.set('authorization', `Bearer ${apiKey}`);
    return fetch(input, { ...init, headers });
  };
}

async function send(client: Anthropic, request: ClaudeRequest, signal: AbortSignal): Promise<Answer> {
  try {
    const message = await client.messages.create(request, { signal });
    return answerIn(message, request);
  } catch (error) {
    return { outcome: outcomeOf(error), model: request.model, tokens: null, ...requestIdOf(error) };
  }
}

function answerIn(message: Anthropic.Message & { _request_id?: string | null }, request: ClaudeRequest): Answer {
  if (!Array.isArray(message?.content)) return { outcome: 'unreadable', model: request.model, tokens: null };
  const text = message.content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('');
  const base = {
    model: message.model ?? request.model,
    tokens: tokensIn(message.usage),
    ...(message._request_id && { requestId: message._request_id }),
  };
  if (message.stop_reason === 'refusal') return { ...base, outcome: 'refused' };
  if (message.stop_reason === 'max_tokens' || message.stop_reason === 'model_context_window_exceeded') {
    return { ...base, outcome: 'truncated', text };
  }
  return { ...base, outcome: 'ok', text };
}

function tokensIn(usage: Anthropic.Usage | undefined): Tokens | null {
  if (!usage) return null;
  return {
    input: usage.input_tokens ?? 0,
    output: usage.output_tokens ?? 0,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
    estimated: false,
  };
}

/** The most that are asked for; the newest come first. */
const modelsAtMost = 100;

async function models(client: Anthropic, signal: AbortSignal): Promise<Models> {
  try {
    const found: ClaudeModel[] = [];
    for await (const { id, display_name: name, lifecycle, retires_at: retires } of client.models.list(
      { limit: modelsAtMost },
      { signal },
    )) {
      if (found.length === modelsAtMost) break;
      if (lifecycle !== 'retired')
        found.push({ id, name: name ?? id, ...(retires && { retiresAt: retires.slice(0, 10) }) });
    }
    return { outcome: 'ok', models: found };
  } catch (error) {
    return { outcome: outcomeOf(error) };
  }
}

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
  if (error instanceof APIConnectionError) return 'network';
  // A body that is no JSON, as a proxy may answer.
  if (!(error instanceof APIError)) return 'unreadable';
  const message = error.apiMessage ?? '';
  if (error.status === 400 && /prompt is too long/i.test(message)) return 'too-large';
  if (error.status === 400 && /credit balance/i.test(message)) return 'billing';
  if (error.type === 'overloaded_error') return 'overloaded';
  const status = error.status ?? 0;
  return byStatus[status] ?? (status >= 500 ? 'server-error' : 'bad-request');
}

function requestIdOf(error: unknown): { requestId?: string } {
  return error instanceof APIError && error.requestID ? { requestId: error.requestID } : {};
}
