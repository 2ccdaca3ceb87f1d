import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fakeModels, leastOf, problemIn } from './checkRequest.ts';
import type { ApiProblem } from './checkRequest.ts';

/** The fake's reaction to the next valid request. */
export type FakeTurn =
  | { readonly answer: object | string; readonly stop?: string; readonly usage?: { input: number; output: number } }
  | { readonly problem: ApiProblem; readonly retryAfterMs?: number }
  /** A body that is no JSON, a connection that is cut, or no answer at all. */
  | { readonly broken: 'garbage' | 'cut' | 'hang' }
  /** Anything at all, as a gateway or a proxy may send it. */
  | { readonly raw: RawResponse };

export interface RawResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent in these parts. */
  readonly body?: readonly (string | Buffer)[];
  /** Time between the parts, ms. */
  readonly everyMs?: number;
  /** Number of times that the parts are sent; default: once. */
  readonly times?: number;
  /** Behavior after the last part: the end of the answer, a reset of the connection, or silence. */
  readonly ends?: 'end' | 'cut' | 'hang';
}

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** The Messages API on 127.0.0.1: checks requests like the real one, and answers as configured. */
export interface FakeAnthropic {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** The next reactions, in order; if it is empty, a minimal answer for the requested schema. */
  readonly turns: FakeTurn[];
  close(): Promise<void>;
}

export async function startFakeAnthropic(key: string): Promise<FakeAnthropic> {
  const seen: SeenRequest[] = [];
  const turns: FakeTurn[] = [];
  const server = createServer((request, response) => void serve(request, response, { key, seen, turns }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    turns,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface State {
  readonly key: string;
  readonly seen: SeenRequest[];
  readonly turns: FakeTurn[];
}

async function serve(request: IncomingMessage, response: ServerResponse, { key, seen, turns }: State): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const path = (request.url ?? '').split('?')[0] ?? '';
  const body = parse(text);
  seen.push({ path, headers: request.headers, body: body ?? {} });
  const refused = headerProblem(request, key) ?? (body || request.method === 'GET' ? undefined : notJson);
  if (refused) return fail(response, refused);
  if (path === '/v1/models' && request.method === 'GET') return send(response, modelList());
  if (path === '/v1/messages/count_tokens') return send(response, { input_tokens: Math.ceil(text.length / 4) });
  if (path !== '/v1/messages' || request.method !== 'POST')
    return fail(response, { status: 404, type: 'not_found_error', message: 'Not found' });
  const problem = problemIn(body ?? {});
  if (problem) return fail(response, problem);
  take(turns.shift(), body ?? {}, response);
}

const notJson: ApiProblem = {
  status: 400,
  type: 'invalid_request_error',
  message: 'The request body is not valid JSON',
};

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // The service answers with an error.
    return undefined;
  }
}

function headerProblem({ headers, method }: IncomingMessage, key: string): ApiProblem | undefined {
  if (headers.authorization !== `Bearer ${key}` && headers['x-api-key'] !== key)
    return { status: 401, type: 'authentication_error', message: 'invalid x-api-key' };
  if (!headers['anthropic-version'])
    return { status: 400, type: 'invalid_request_error', message: 'anthropic-version: header is required' };
  if (method === 'POST' && !headers['content-type']?.includes('application/json')) return notJson;
  return undefined;
}

function take(turn: FakeTurn | undefined, body: Record<string, unknown>, response: ServerResponse): void {
  if (turn && 'broken' in turn) {
    if (turn.broken === 'cut') response.destroy();
    if (turn.broken === 'garbage')
      response.writeHead(200, { 'content-type': 'application/json' }).end('<html>proxy</html>');
    return;
  }
  if (turn && 'raw' in turn) return void sendRaw(response, turn.raw);
  if (turn && 'problem' in turn) return fail(response, turn.problem, turn.retryAfterMs);
  const { format } = (body['output_config'] ?? {}) as { format?: { schema: Record<string, unknown> } };
  const answer = turn?.answer ?? (format ? leastOf(format.schema) : 'Hello');
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const { input, output } = turn?.usage ?? { input: 1200, output: 300 };
  const message = {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: body['model'],
    content: turn?.stop === 'refusal' ? [] : [{ type: 'text', text, citations: null }],
    stop_reason: turn?.stop ?? 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: output, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
  };
  if (body['stream'] === true) stream(response, message, text);
  else send(response, message);
}

function stream(response: ServerResponse, message: { usage: object; stop_reason: unknown }, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_fake' });
  const event = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  event('message_start', { message: { ...message, content: [], stop_reason: null } });
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  for (let at = 0; at < text.length; at += 50)
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: text.slice(at, at + 50) } });
  event('content_block_stop', { index: 0 });
  event('message_delta', { delta: { stop_reason: message.stop_reason, stop_sequence: null }, usage: message.usage });
  event('message_stop', {});
  response.end();
}

async function sendRaw(response: ServerResponse, raw: RawResponse): Promise<void> {
  const { status = 200, headers = {}, body = [], everyMs = 0, times = 1, ends = 'end' } = raw;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.flushHeaders();
  for (let time = 0; time < times && !response.destroyed; time++) {
    for (const part of body) {
      const isFull = !response.write(part);
      if (isFull && !response.destroyed) await untilDrained(response);
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
  if (ends === 'end') response.end();
  // Written data must be on its way before the reset.
  if (ends === 'cut') setTimeout(() => response.socket?.resetAndDestroy(), 30);
}

/** Waits until more may be written, or nobody reads any more. Leaves no listener behind. */
async function untilDrained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const events = ['drain', 'close'].map((event) => once(response, event, { signal: over.signal }));
  await Promise.race(events).finally(() => over.abort());
}

function modelList(): object {
  const model = (id: string) => ({
    type: 'model',
    id,
    display_name: id,
    lifecycle: 'active',
    line: null,
    created_at: '2026-09-01T00:00:00Z',
    deprecated_at: null,
    retires_at: null,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    capabilities: null,
  });
  return { data: fakeModels.map(model), has_more: false, first_id: fakeModels[0], last_id: fakeModels.at(-1) };
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_fake' }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, { status, type, message }: ApiProblem, retryAfterMs = 1): void {
  const headers = {
    'content-type': 'application/json',
    'request-id': 'req_fake',
    'retry-after-ms': String(retryAfterMs),
  };
  const body = { type: 'error', error: { type, message }, request_id: 'req_fake' };
  response.writeHead(status, headers).end(JSON.stringify(body));
}
