import { Readable, pipeline } from 'node:stream';
import type { Clock } from '../../core/base/clock.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest, Route } from '../http/router.ts';
import type { HubLog } from '../hubLog.ts';

/** A request to the MCP server, from a client with a valid token. */
export interface McpRequest {
  /** Without its body. */
  readonly request: Request;
  /** The parsed body of a POST. */
  readonly body: unknown;
  /** The id and the scopes of its token. */
  readonly caller: { readonly id: string; readonly scopes: readonly string[] };
}

/** The MCP server over HTTP; provided by the hub's caller. */
export interface McpEndpoint {
  /** Answers one request. */
  answer(request: McpRequest): Promise<Response>;
  /** Ends all sessions and streams. */
  close(): Promise<void>;
}

interface Parts {
  /** Loads the MCP server. Called once, at the first request. */
  readonly load: () => Promise<McpEndpoint>;
  readonly clock: Clock;
  readonly log: HubLog;
}

/** The address of the MCP server. */
const address = '/mcp';

/**
 * The MCP server over streamable HTTP: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http
 *
 * Nothing of it is loaded before the first request.
 */
export class McpRoutes {
  readonly routes: readonly Route[] = (['GET', 'POST', 'DELETE'] as const).map((method) => ({
    method,
    path: address,
    scope: 'read',
    run: (request) => this.#answer(request),
  }));
  readonly #parts: Parts;
  #endpoint: Promise<McpEndpoint> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Ends all sessions and streams. */
  async close(): Promise<void> {
    await (await this.#endpoint?.catch(() => undefined))?.close();
  }

  async #answer({ method, headers, token, body: read }: HubRequest): Promise<HubAnswer> {
    if (!token) throw new HttpProblem(401, 'A valid token is required.');
    if (method === 'HEAD')
      throw new HttpProblem(405, 'This address accepts GET, POST, DELETE.', { allow: 'GET, POST, DELETE' });
    const body = method === 'POST' ? await read() : undefined;
    // The server would read an absent body itself.
    if (method === 'POST' && body === undefined) throw new HttpProblem(400, 'Send a JSON-RPC message.');
    const leaving = new AbortController();
    const request = new Request(`http://127.0.0.1${address}`, {
      method,
      headers: webHeaders(headers),
      signal: leaving.signal,
    });
    const endpoint = await this.#load();
    const response = await endpoint.answer({ request, body, caller: { id: token.id, scopes: token.scopes } });
    this.#note(token.name, response.status);
    return hubAnswer(response, leaving);
  }

  #load(): Promise<McpEndpoint> {
    this.#endpoint ??= this.#parts.load().catch((error: unknown) => {
      // The next client may have more luck.
      this.#endpoint = undefined;
      throw error;
    });
    return this.#endpoint;
  }

  #note(client: string, status: number): void {
    const { log, clock } = this.#parts;
    if (status < 400) log.seen(client, 'MCP', { at: clock.now() });
    else log.refused(status, 'A message of an MCP client was refused.', clock.now());
  }
}

function webHeaders(headers: HubRequest['headers']): Headers {
  const kept = Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name));
  return new Headers(kept.map(([name, value]) => [name, String(value)]));
}

function hubAnswer({ status, headers, body }: Response, leaving: AbortController): HubAnswer {
  const sent = { status, headers: Object.fromEntries(headers) };
  if (!body) return sent;
  return {
    ...sent,
    stream: (response) =>
      // Also when the client hangs up.
      pipeline(Readable.fromWeb(body), response, () => leaving.abort()),
  };
}
