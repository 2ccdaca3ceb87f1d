import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../core/base/clock.ts';
import { AppError, errorCode, errorMessage } from '../../core/base/appError.ts';
import { reportUnexpected } from '../../core/base/unexpected.ts';
import type { HubLog } from '../hubLog.ts';
import { secretOf } from '../secretOf.ts';
import type { Scope, Token, Tokens } from '../tokens.ts';
import { readJson } from './body.ts';
import { addressOf, checkCaller } from './guard.ts';
import { limits as standard, type HubLimits } from './limits.ts';
import { HttpProblem, problemBody } from './problem.ts';
import { RateLimit } from './rateLimit.ts';
import type { HubAnswer, HubRequest, Router } from './router.ts';
import { RequestTurns } from './requestTurns.ts';
import { ownValue } from '../../core/base/ownValue.ts';

export interface HubServerOptions {
  readonly router: Router;
  readonly tokens: Tokens;
  readonly log: HubLog;
  readonly clock: Clock;
  /** Default: `limits`. */
  readonly limits?: Partial<HubLimits>;
  /** True if watchers may call their routes without a token. Default: false. */
  readonly admitsWatchers?: boolean;
}

interface IncomingRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly id: string;
}

/** The statuses that an `AppError` becomes; any other is 500. */
const statusOf: Readonly<Record<string, number>> = {
  'invalid-input': 422,
  'not-found': 404,
  'unknown-operation': 404,
  'not-allowed': 403,
  'plan-exists': 422,
  'storage-full': 503,
  'storage-locked': 503,
  'storage-readonly': 503,
};

/** The hub's HTTP server: access, limits, and the format of answers. The routes provide the content. */
export class HubServer {
  readonly server: Server;
  readonly #options: HubServerOptions;
  readonly #limits: HubLimits;
  readonly #ofTokens: RateLimit;
  readonly #refused: RateLimit;
  readonly #turns: RequestTurns;
  #port = 0;

  constructor(options: HubServerOptions) {
    this.#options = options;
    const limits = { ...standard, ...options.limits };
    this.#limits = limits;
    const now = (): number => options.clock.monotonic();
    this.#ofTokens = new RateLimit({ perSecond: limits.requestsPerSecond, atOnce: limits.requestsAtOnce, now });
    this.#refused = new RateLimit({ perSecond: limits.refusalsPerSecond, atOnce: limits.refusalsAtOnce, now });
    this.#turns = new RequestTurns(now);
    const times = {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.idleMs,
    };
    const sizes = { maxHeaderSize: limits.headerBytes, connectionsCheckingInterval: limits.headersMs / 5 };
    this.server = createServer({ ...times, ...sizes, insecureHTTPParser: false }, (request, response) => {
      void this.#take({ request, response, id: randomUUID() });
    });
    this.server.maxConnections = limits.connections;
    this.server.maxRequestsPerSocket = limits.requestsPerConnection;
    this.server.on('drop', () => this.#note(503, 'Too many connections.'));
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      // A client that was closed while it sent or read was not refused.
      const hungUp = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
      if (!hungUp) this.#note(400, isLate ? 'A request took too long.' : 'Not valid HTTP.');
      const status = isLate ? '408 Request Timeout' : '400 Bad Request';
      if (socket.writable && !hungUp) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
      else socket.destroy();
    });
  }

  /**
   * Listens on 127.0.0.1, on the first of the ports that is free.
   * @returns the port
   * Rejects with Node's error when none is.
   */
  async listen(ports: readonly number[]): Promise<number> {
    for (const [i, port] of ports.entries()) {
      try {
        this.#port = await listenOn(this.server, port);
        return this.#port;
      } catch (error) {
        const isTaken = ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
        if (!isTaken || i === ports.length - 1) throw error;
      }
    }
    throw new AppError('internal', 'No port was given.');
  }

  /** Finishes pending requests, and closes all connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const timer = setTimeout(() => this.server.closeAllConnections(), 2000);
    await closed;
    clearTimeout(timer);
  }

  async #take(incoming: IncomingRequest): Promise<void> {
    const { request, response } = incoming;
    response.on('error', () => undefined);
    try {
      const answer = await this.#answer(incoming);
      send(incoming, answer);
    } catch (error) {
      this.#fail(incoming, error);
    }
    // The unread rest of a body.
    request.resume();
  }

  async #answer({ request, response }: IncomingRequest): Promise<HubAnswer> {
    const origin = checkCaller(request, this.#port);
    const { path, query } = addressOf(request);
    await this.#turns.next();
    const token = this.#options.tokens.verify(secretOf(request.headers, query));
    // Only an extension's page with a valid token may read the answer.
    if (origin !== undefined && token) allowOrigin(response, origin);
    if (request.method === 'OPTIONS') return this.#preflight(token);
    const { route, params } = this.#options.router.find(request.method ?? '', path);
    const isWatcher = !token && route.ofWatchers === true && this.#options.admitsWatchers === true;
    if (isWatcher) this.#checkRate(response, 'watchers');
    else if (route.scope === 'open') this.#checkRate(response, 'anybody');
    else this.#admit(response, token, route.scope);
    const hubRequest: HubRequest = {
      method: request.method ?? '',
      path,
      query,
      headers: request.headers,
      params,
      token,
      body: async (most) => {
        const body = await readJson(request, most);
        await this.#turns.next();
        return body;
      },
    };
    return route.run(hubRequest);
  }

  #preflight(token: Token | undefined): HubAnswer {
    if (!token) throw this.#refuse();
    return { status: 204 };
  }

  #admit(response: ServerResponse, token: Token | undefined, scope: Scope): void {
    if (!token) throw this.#refuse();
    this.#checkRate(response, token.id);
    if (!token.scopes.includes(scope))
      throw new HttpProblem(403, `This token does not have the scope "${scope}". Make one that has.`);
  }

  #checkRate(response: ServerResponse, client: string): void {
    const { isAllowed, left, retryAfter } = this.#ofTokens.take(client);
    const { requestsAtOnce, requestsPerSecond } = this.#limits;
    const seconds = Math.ceil(requestsAtOnce / requestsPerSecond);
    response.setHeader('RateLimit-Policy', `"token";q=${requestsAtOnce};w=${seconds}`);
    response.setHeader('RateLimit', `"token";r=${left};t=${retryAfter}`);
    if (!isAllowed) throw new HttpProblem(429, 'This client sends too much.', { 'retry-after': String(retryAfter) });
  }

  #refuse(): HttpProblem {
    const { isAllowed, retryAfter } = this.#refused.take('all');
    if (!isAllowed)
      return new HttpProblem(429, 'Too many requests without a valid token.', { 'retry-after': String(retryAfter) });
    const advice =
      'A valid token is required. Make one with "Daymark: Create Hub Token…" in VS Code, or with "daymark hub token create NAME".';
    return new HttpProblem(401, advice, { 'www-authenticate': 'Bearer, Basic' });
  }

  #fail(incoming: IncomingRequest, error: unknown): void {
    const problem = toProblem(error);
    this.#note(problem.status, problem.message);
    const { response } = incoming;
    if (response.headersSent || response.destroyed) return;
    const headers = { ...problem.headers, 'content-type': 'application/problem+json' };
    send(incoming, { status: problem.status, headers }, problemBody(problem, incoming.id));
  }

  #note(status: number, reason: string): void {
    this.#options.log.refused(status, reason, this.#options.clock.now());
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  response.setHeader(
    'Access-Control-Allow-Headers',
    'authorization, content-type, if-none-match, last-event-id, timezone, x-machine-name',
  );
  response.setHeader('Access-Control-Expose-Headers', 'etag, ratelimit, ratelimit-policy, retry-after, x-request-id');
  response.setHeader('Access-Control-Max-Age', '600');
  response.setHeader('Vary', 'Origin');
}

function send(
  { response, id }: IncomingRequest,
  { status, body, headers = {}, stream }: HubAnswer,
  text?: string,
): void {
  const content = text ?? (body === undefined ? '' : JSON.stringify(body));
  response.setHeader('X-Request-Id', id);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  if (content !== '') response.setHeader('Content-Type', 'application/json');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  if (stream && response.req.method !== 'HEAD') {
    response.flushHeaders();
    stream(response);
  } else response.end(content);
}

function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return new HttpProblem(400, 'The client hung up.');
  const status = ownValue(statusOf, errorCode(error));
  if (status !== undefined) return new HttpProblem(status, errorMessage(error));
  reportUnexpected(error);
  return new HttpProblem(500, 'Something went wrong in the hub. See its log.');
}
