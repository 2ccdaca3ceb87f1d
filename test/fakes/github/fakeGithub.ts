import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Answers } from './answers.ts';
import { answerGraph } from './graph.ts';
import type { OpenApi } from './openapi.ts';
import { routeOf, type Found } from './routes.ts';
import type { World } from './world.ts';

/** Possible failures. */
export type Failure =
  | 'unauthorized'
  | 'primary-limit'
  | 'secondary-limit'
  | 'forbidden'
  | 'not-found'
  | 'unprocessable'
  | 'server-error'
  | 'slow'
  | 'cut'
  | 'cut-body';

const statuses = { unauthorized: 401, forbidden: 403, 'not-found': 404, unprocessable: 422, 'server-error': 502 };

interface Rule {
  readonly match: RegExp;
  readonly failure: Failure;
  left: number;
}

export interface FakeOptions {
  readonly token: string;
  /** The path prefix of the API: empty as on api.github.com, or `/api/v3` as on an enterprise server. */
  readonly prefix?: '' | '/api/v3';
  readonly scopes?: string;
  /** GitHub's clock, ms since the epoch. */
  readonly now?: () => number;
}

/** A GitHub on 127.0.0.1. All its requests and answers are checked against the published description. */
export class FakeGithub {
  readonly world: World;
  readonly #api: OpenApi;
  readonly #options: FakeOptions;
  readonly #server: Server;
  readonly #rules: Rule[] = [];
  /** Departures from the description, in words; a test expects none. */
  readonly problems: string[] = [];
  /** Each request: method, path and query. */
  readonly requests: string[] = [];
  /** The number of 304 answers. */
  unchanged = 0;
  remaining = 5000;
  /** Seconds until the primary limit is full again. */
  resetsIn = 3000;
  token: string;
  /** The token's scopes, as GitHub reports them. */
  scopes: string;
  #answers!: Answers;

  constructor(api: OpenApi, world: World, options: FakeOptions) {
    this.#api = api;
    this.world = world;
    this.#options = options;
    this.token = options.token;
    this.scopes = options.scopes ?? 'repo';
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** Begins to listen; resolves to the address of the host, without the prefix. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.#answers = new Answers(this.#api, this.world, address);
    return address;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Makes the next requests with a matching path fail. */
  fail(match: RegExp, failure: Failure, times = 1): void {
    this.#rules.push({ match, failure, left: times });
  }

  heal(): void {
    this.#rules.length = 0;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://fake');
    const prefix = this.#options.prefix ?? '';
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (url.pathname === '/avatar.png') return void response.writeHead(404).end();
    const signIn = this.#signIn(url.pathname, `http://${request.headers.host}`);
    if (signIn) return this.#send(response, { status: 200, body: signIn });
    const isGraph = url.pathname === (prefix === '' ? '/graphql' : '/api/graphql');
    const path = isGraph ? '/graphql' : url.pathname.slice(prefix.length) || '/';
    const rule = this.#rules.find(({ match, left }) => left > 0 && match.test(`${path}${url.search}`));
    if (rule) rule.left--;
    if (rule && this.#breaks(rule.failure, response)) return;
    const { authorization = '' } = request.headers;
    if (!authorization.endsWith(` ${this.token}`)) return this.#refuse(response, 401, 'Bad credentials');
    if (isGraph)
      return this.#send(response, { status: 200, body: answerGraph(this.world, Buffer.concat(chunks).toString()) });
    this.#rest(request, response, { path, query: url.searchParams });
  }

  /** GitHub's device flow (RFC 8628), with a person who agrees immediately. */
  #signIn(path: string, address: string): object | undefined {
    if (path === '/login/device/code') {
      const codes = {
        device_code: 'c'.repeat(40),
        user_code: 'WDJB-MJHT',
        verification_uri: `${address}/login/device`,
      };
      return { ...codes, expires_in: 900, interval: 1 };
    }
    if (path === '/login/oauth/access_token')
      return { access_token: this.token, token_type: 'bearer', scope: this.scopes };
    return path === '/login/device' ? {} : undefined;
  }

  #rest(request: IncomingMessage, response: ServerResponse, asked: { path: string; query: URLSearchParams }): void {
    const { path, query } = asked;
    if (path === '/' || path === '/meta')
      return this.#send(response, { status: 200, body: { installed_version: '3.19.0' } });
    const found = routeOf(this.world, this.#answers, asked);
    if (!found) return this.#refuse(response, 404, 'Not Found');
    this.problems.push(...this.#api.checkQuery(found.route, query));
    if (found.status !== 200) return this.#refuse(response, found.status, 'Refused');
    const page = Number(query.get('page') ?? 1);
    const size = Number(query.get('per_page') ?? 30);
    const body = found.page(page, size);
    this.problems.push(...this.#api.checkBody(found.route, 200, body));
    const etag = `W/"${createHash('sha256').update(JSON.stringify(body)).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) {
      this.unchanged++;
      this.remaining++;
      return this.#send(response, { status: 304, headers: { etag } });
    }
    this.#send(response, { status: 200, body, headers: { etag, ...link(found, { page, size, path, query }) } });
  }

  /** @returns whether the request was answered (or not) by the failure itself */
  #breaks(failure: Failure, response: ServerResponse): boolean {
    switch (failure) {
      case 'primary-limit':
        this.remaining = 1;
        this.#refuse(response, 403, 'API rate limit exceeded for user ID 583231.');
        return true;
      case 'secondary-limit':
        this.#refuse(response, 403, 'You have exceeded a secondary rate limit. Please wait.');
        return true;
      case 'slow':
        // Never answers; the client must time out.
        return true;
      case 'cut':
        response.destroy();
        return true;
      case 'cut-body':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('[{"half":');
        setTimeout(() => response.destroy(), 20);
        return true;
      case 'unauthorized':
      case 'forbidden':
      case 'not-found':
      case 'unprocessable':
      case 'server-error':
        this.#refuse(response, statuses[failure], 'Refused');
        return true;
    }
  }

  #refuse(response: ServerResponse, status: number, message: string): void {
    const headers = message.includes('secondary') ? { 'retry-after': '2' } : {};
    const body = { message, documentation_url: 'https://docs.github.com/rest' };
    this.#send(response, { status, body, headers });
  }

  #send(response: ServerResponse, { status, body, headers = {} }: Sent): void {
    const now = (this.#options.now ?? Date.now)();
    this.remaining = Math.max(0, this.remaining - 1);
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      date: new Date(now).toUTCString(),
      'x-oauth-scopes': this.scopes,
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': String(this.remaining),
      'x-ratelimit-reset': String(Math.floor(now / 1000) + this.resetsIn),
      'x-ratelimit-resource': 'core',
      'x-github-enterprise-version': '3.19.0',
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }
}

interface Sent {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

interface Asked {
  readonly page: number;
  readonly size: number;
  readonly path: string;
  readonly query: URLSearchParams;
}

function link({ count }: Found, { page, size, path, query }: Asked): { link?: string } {
  if (page * size >= count) return {};
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  return { link: `<http://fake${path}?${next.toString()}>; rel="next"` };
}
