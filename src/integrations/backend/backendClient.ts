import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { ShareBatch } from '../../core/sharing/shareBatch.ts';

/** Reason why a backend call failed. */
export type BackendProblem = 'unreachable' | 'signed-out' | 'denied' | 'expired' | 'refused' | 'busy' | 'unexpected';

/** Returns true for a problem that may pass by itself, so that it is worth trying again. */
export function mayPass(problem: string): boolean {
  return problem === 'unreachable' || problem === 'busy';
}

/** A call of the backend that failed. `message` is the server's own words where it gave some; it may be shown, but not trusted. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly problem: BackendProblem;

  constructor(problem: BackendProblem, message = '') {
    super(message);
    this.problem = problem;
  }
}

/** Request that a person approves in the browser. */
export interface DeviceCode {
  readonly deviceCode: string;
  /** For comparison with the browser. */
  readonly userCode: string;
  /** Page of the same server. */
  readonly page: string;
  readonly intervalMs: number;
  readonly expiresInMs: number;
}

export interface BackendTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The server's result for a batch. */
export interface ShareReceipt {
  readonly id: string;
  readonly days: number;
  readonly items: number;
}

const clientId = 'Daymark for VS Code';
const timeoutMs = 20_000;
const mostChars = 1_000_000;
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

/** Characters that can be in a header, or in a line of the log. */
const word = z.string().regex(/^[!-~]{1,200}$/);
const count = z.int().min(0);
const deviceAnswer = z.object({
  device_code: word,
  user_code: z.string().max(20),
  verification_uri_complete: z.url().max(2000),
  expires_in: z.number().positive().max(3600),
  interval: z.number().min(1).max(60),
});
const tokenAnswer = z.object({ access_token: word, refresh_token: word });
const refreshAnswer = z.object({ data: z.object({ accessToken: word, refreshToken: word }) });
const receiptAnswer = z.object({ data: z.object({ id: word, days: count, items: count }) });
const takenAnswer = z.object({ data: z.object({ days: count, activities: count }) });

/** Nobody is in more organizations. */
const mostOrganizations = 500;
const role = z.string().max(50);
const meAnswer = z.object({
  data: z.object({ organizations: z.array(z.object({ id: z.uuid(), role })).max(mostOrganizations) }),
});
const placesAnswer = z.object({
  data: z.object({
    organizations: z
      .array(z.object({ id: z.uuid(), name: z.string().max(200), role, isPersonal: z.boolean() }))
      .max(mostOrganizations),
  }),
});

/** An organization with which days can be shared; the personal one is for the account alone. */
export type SharePlace = z.infer<typeof placesAnswer>['data']['organizations'][number];

interface BackendRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly token?: string;
  readonly body?: string | URLSearchParams | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

interface BackendResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Speaks with one backend. Nothing but its own address is ever called: redirects are errors. Methods reject with a `BackendError`. */
export class BackendClient {
  readonly #origin: string;

  /** @param origin as `https://host` */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Begins a sign-in by device code: https://www.rfc-editor.org/rfc/rfc8628 */
  async requestCode(): Promise<DeviceCode> {
    const body = new URLSearchParams({ client_id: clientId, scope: 'share read sync' });
    const answer = read(deviceAnswer, await this.#call('/auth/device', { body }));
    if (new URL(answer.verification_uri_complete).origin !== this.#origin) throw new BackendError('unexpected');
    return {
      deviceCode: answer.device_code,
      userCode: answer.user_code,
      page: answer.verification_uri_complete,
      intervalMs: answer.interval * 1000,
      expiresInMs: answer.expires_in * 1000,
    };
  }

  /**
   * Asks until the person has decided, or the code's time is over, whatever the server says. Rejects with `denied` or `expired`, and with
   * the signal's reason.
   * @param wait resolves after the given milliseconds
   */
  async awaitTokens(
    code: DeviceCode,
    wait: (ms: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<BackendTokens> {
    const fields = { grant_type: grantType, device_code: code.deviceCode, client_id: clientId };
    let waited = 0;
    for (let pause = code.intervalMs; waited < code.expiresInMs; waited += pause) {
      await wait(pause);
      signal.throwIfAborted();
      const answer = await this.#send('/auth/device/token', { body: new URLSearchParams(fields), signal });
      const error = (answer.body as { readonly error?: unknown } | null)?.error;
      if (error === 'slow_down') pause += 5000;
      else if (error === 'access_denied') throw new BackendError('denied');
      else if (error === 'expired_token' || error === 'invalid_grant') throw new BackendError('expired');
      else if (error !== 'authorization_pending') {
        const tokens = read(tokenAnswer, accepted(answer));
        return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
      }
    }
    throw new BackendError('expired');
  }

  /** New tokens for a refresh token, which works once: store the new one before anything else. */
  async refresh(refreshToken: string): Promise<BackendTokens> {
    return read(refreshAnswer, await this.#call('/auth/refresh', json({ refreshToken }))).data;
  }

  /**
   * @param key the same for each try of a batch, so that it counts once
   * @param organization the account's own one by default
   */
  async share(
    batch: ShareBatch,
    { key, token, organization }: { readonly key: string; readonly token: string; readonly organization?: string },
  ): Promise<ShareReceipt> {
    const { body, headers } = json(batch);
    // Names come again every day: this makes it a tenth.
    const packed = { 'content-encoding': 'gzip', 'idempotency-key': key };
    const request = { token, body: Uint8Array.from(gzipSync(body)), headers: { ...headers, ...packed } };
    const query = organization === undefined ? '' : `?organization=${organization}`;
    return read(receiptAnswer, await this.#call(`/activities/batches${query}`, request)).data;
  }

  /** Deletes what this source shared, with whomever. @returns the number of days, each counted where it was shared */
  async takeBack(source: string, token: string): Promise<number> {
    let days = 0;
    for (const { id: organization } of await this.places(token)) {
      const range = new URLSearchParams({ from: '2000-01-01', to: '2199-12-31', source, organization });
      const taken = await this.#call(`/activities?${range.toString()}`, { method: 'DELETE', token });
      days += read(takenAnswer, taken).data.days;
    }
    return days;
  }

  /** The organizations with which this account may share. */
  async places(token: string): Promise<readonly SharePlace[]> {
    const { organizations } = read(placesAnswer, await this.#call('/users/me', { method: 'GET', token })).data;
    return organizations.filter(({ role }) => role !== 'viewer');
  }

  /** Ids of the organizations whose events this account may follow. */
  async organizations(token: string): Promise<readonly string[]> {
    const { organizations } = read(meAnswer, await this.#call('/users/me', { method: 'GET', token })).data;
    return organizations.filter(({ role }) => role !== 'viewer').map(({ id }) => id);
  }

  async signOut(token: string): Promise<void> {
    await this.#call('/auth/logout', { token });
  }

  async #call(path: string, request: BackendRequest): Promise<unknown> {
    return accepted(await this.#send(path, request));
  }

  async #send(
    path: string,
    { method = 'POST', token, body, headers, signal }: BackendRequest,
  ): Promise<BackendResponse> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${this.#origin}/api/v1${path}`, {
        method,
        redirect: 'error',
        headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, body: parse(await textOf(response)) };
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof BackendError ? error : new BackendError('unreachable');
    }
  }
}

function json(value: unknown): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  return { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
}

/** An answer has only a few lines; a longer one comes from something else. */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > mostChars) throw new BackendError('unexpected');
  }
  return text;
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw new BackendError('unexpected');
  }
}

/** Tells whether a later try may succeed: too many requests, or a server or proxy that can't answer now. */
function isBusy(status: number): boolean {
  return status === 429 || status >= 500;
}

function accepted({ status, body }: BackendResponse): unknown {
  if (status < 300) return body;
  const { detail } = (body ?? {}) as { readonly detail?: unknown };
  const words = typeof detail === 'string' ? detail.slice(0, 500) : '';
  throw new BackendError(status === 401 ? 'signed-out' : isBusy(status) ? 'busy' : 'refused', words);
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new BackendError('unexpected');
  return parsed.data;
}
