import { Octokit } from '@octokit/rest';
import { boundedBody, BodyTooLong } from '../../core/base/boundedBody.ts';
import { fetchPinned, RedirectRefused } from '../../core/base/redirects.ts';
import type { SyncRequest } from '../../core/github/githubSync.ts';
import { LimitReached, statusOf } from './failures.ts';
import { type Headers, limitInstant, type Rate, rateIn } from './rateHeaders.ts';
import { repeating, type RepeatOptions, waitAtMostMs } from './repeats.ts';

/** Bytes of an answer at most; a page of 100 pull requests has about one million. */
const bytesAtMost = 32 * 1024 * 1024;

/** Options for sending requests; everything has defaults, which tests override, since they can't wait. */
export interface GithubClientOptions {
  readonly fetch?: typeof fetch;
  /** Milliseconds that a request may take. */
  readonly timeoutMs?: number;
  readonly repeating?: RepeatOptions;
}

/** GitHub's own version of its REST interface. */
const apiVersion = '2022-11-28';
/** A request that takes longer is cut off (ms), and tried again. */
const usualTimeoutMs = 30_000;

/** One answer. `data` is undefined when nothing has changed since the ETag. */
export interface GithubResponse {
  readonly data: unknown;
  readonly etag: string | undefined;
  /** True if there is another page. */
  readonly more: boolean;
}

/**
 * GitHub for the sync: returns data with its context, one request at a time, as GitHub asks for. Tracks the number of requests, the rate
 * limit, and GitHub's clock.
 */
export class GithubClient {
  readonly #octokit: Octokit;
  readonly #now: () => number;
  readonly #rates = new Map<string, Rate>();
  /** Lead of GitHub's clock over this machine's, in ms. */
  #skew = 0;
  requests = 0;
  /** The token's scopes, if GitHub reports them. */
  scopes: readonly string[] | undefined;

  constructor({ baseUrl, token, clock, signal }: SyncRequest, sending: GithubClientOptions = {}) {
    const { fetch: send = fetch, timeoutMs = usualTimeoutMs, repeating: repeats = {} } = sending;
    this.#now = () => clock.now();
    this.#octokit = new Octokit({
      baseUrl,
      auth: token,
      userAgent: 'daymark',
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      request: {
        fetch: (url: string, init: RequestInit) => this.#send(send, url, { ...init, signal: cut(signal, timeoutMs) }),
      },
    });
    this.#octokit.hook.wrap('request', repeating({ clock, signal, now: () => this.now() }, repeats));
  }

  /** The instant it is by GitHub's clock, ms since the epoch. */
  now(): number {
    return this.#now() + this.#skew;
  }

  /** The primary limit of REST. */
  get rate(): Rate | undefined {
    return this.#rates.get('core');
  }

  /** Requests one page. Rejects with `LimitReached`, or with Octokit's error. */
  async get(route: string, params: Readonly<Record<string, unknown>>, etag?: string): Promise<GithubResponse> {
    this.#refuseEmpty(route.includes('/search/') ? 'search' : 'core');
    const headers = { 'x-github-api-version': apiVersion, ...(etag && { 'if-none-match': etag }) };
    try {
      const response = await this.#octokit.request(`GET ${route}`, { ...params, headers });
      const { link } = response.headers;
      return { data: response.data, etag: response.headers.etag, more: link?.includes('rel="next"') ?? false };
    } catch (error) {
      if (statusOf(error) === 304) return { data: undefined, etag, more: false };
      throw this.#limitOf(error) ?? error;
    }
  }

  /** Asks by GraphQL; what could not be found is null, and the rest is there. */
  async graphql<T>(query: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
    this.#refuseEmpty('graphql');
    try {
      return await this.#octokit.graphql<T>(query, variables);
    } catch (error) {
      const { data, errors } = error as { data?: T | null; errors?: readonly { type?: string }[] };
      const isPartial = errors?.every(({ type }) => type === 'NOT_FOUND' || type === 'FORBIDDEN');
      if (data && isPartial) return data;
      throw this.#limitOf(error) ?? error;
    }
  }

  /** Passes each attempt through, and reads its headers. The body is read immediately, so that a dropped connection fails here. */
  async #send(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
    this.requests++;
    const response = await pinnedTo(send, url, init);
    const body = await bodyOf(response);
    if (!body) return refusedAnswer('The answer of GitHub is too long.');
    this.#learn(Object.fromEntries(response.headers));
    const isEmpty = response.status === 304 || response.status === 204;
    return new Response(isEmpty ? null : body, { status: response.status, headers: response.headers });
  }

  #learn(headers: Headers): void {
    const date = Date.parse(String(headers['date']));
    if (Number.isFinite(date)) this.#skew = date - this.#now();
    const scopes = headers['x-oauth-scopes'];
    if (scopes !== undefined) this.scopes = String(scopes).split(/,\s*/).filter(Boolean);
    const rate = rateIn(headers, this.now());
    if (rate) this.#rates.set(String(headers['x-ratelimit-resource'] ?? 'core'), rate);
  }

  /** Asking on when nothing is left counts against the person, so it is not tried. */
  #refuseEmpty(resource: string): void {
    const rate = this.#rates.get(resource);
    if (!rate || rate.remaining > 0 || rate.resetAt <= this.now()) return;
    // The limit of searches is a minute's: it is waited for.
    if (rate.resetAt - this.now() > waitAtMostMs) throw new LimitReached(this.#local(rate.resetAt));
  }

  #limitOf(error: unknown): LimitReached | undefined {
    const status = statusOf(error);
    const { response } = error as { response?: { headers?: Headers; data?: { message?: string } } };
    if (status !== 403 && status !== 429) return undefined;
    const at = limitInstant(response?.headers ?? {}, response?.data?.message ?? '', this.now());
    return at === undefined ? undefined : new LimitReached(this.#local(at));
  }

  /** An instant of GitHub's clock by this machine's. */
  #local(at: number): number {
    return at - this.#skew;
  }
}

/** A redirect that leads elsewhere is an answer that is not worth another try. */
async function pinnedTo(send: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetchPinned(send, url, init);
  } catch (error) {
    if (!(error instanceof RedirectRefused)) throw error;
    return refusedAnswer(error.message);
  }
}

/** As GitHub says that a request was wrong, which is not tried again. */
function refusedAnswer(message: string): Response {
  return Response.json({ message }, { status: 400 });
}

/** @returns undefined if it is longer than any answer of GitHub */
async function bodyOf(response: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await boundedBody(response, bytesAtMost);
  } catch (error) {
    if (error instanceof BodyTooLong) return undefined;
    throw error;
  }
}

function cut(signal: AbortSignal, timeoutMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
}
