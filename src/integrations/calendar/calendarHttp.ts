import { setTimeout as wait } from 'node:timers';
import { retryAfterMs } from '../../core/base/retryAfter.ts';
import { fetchPinned, RedirectRefused } from '../../core/base/redirects.ts';

/** Reason why a server's answer could not be used. */
export type CalendarProblem =
  | 'unreachable'
  | 'timeout'
  | 'signed-out'
  | 'not-found'
  | 'busy'
  | 'redirected'
  | 'too-large'
  | 'refused'
  | 'not-a-calendar';

/** A calendar could not be read. The message contains neither an address nor a name. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  readonly problem: CalendarProblem;
  /** Wait that the server asks for, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor(problem: CalendarProblem, retryAfterMs?: number) {
    super(problem);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** A request to a calendar server. */
export interface CalendarRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly user?: string;
  readonly password?: string;
  readonly signal: AbortSignal;
}

export interface CalendarReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The largest answer that is read, in bytes. */
export const mostBytes = 20 * 1024 * 1024;
/** If a server asks for longer, the next attempt is after a day. */
const longestWaitMs = 24 * 3_600_000;

/**
 * Limits a whole reading, with all its requests and answers, to a number of ms.
 * @returns the result of `run`
 * @throws CalendarError `timeout` once the time is over; what the given signal was aborted with
 */
export async function withDeadline<T>(
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const timer = wait(() => deadline.abort(new CalendarError('timeout')), ms);
  try {
    return await run(AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.signal.aborted) throw new CalendarError('timeout');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends a request, and only follows redirects to the same host, so that neither a password nor a secret address reaches another one.
 * @param url checked as `secureAddress` does
 * @throws CalendarError for anything but 2xx and 304
 */
export async function sendRequest(url: string, request: CalendarRequest): Promise<CalendarReply> {
  const { method = 'GET', body, user, password, signal } = request;
  const headers: Record<string, string> = { 'user-agent': 'Daymark', ...request.headers };
  if (user !== undefined)
    headers['authorization'] = `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
  try {
    const init = { method, headers, signal, ...(body !== undefined && { body }) };
    const response = await (isWebDav(method) ? fetchKept(url, init) : fetchPinned(pinned, url, init));
    if (!response.ok && response.status !== 304) {
      await response.body?.cancel();
      throw problemOf(response);
    }
    return { status: response.status, headers: response.headers, text: await textOf(response) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CalendarError) throw error;
    throw new CalendarError(error instanceof RedirectRefused ? 'redirected' : 'unreachable');
  }
}

const pinned = (at: string, options: RequestInit): Promise<Response> => fetch(at, options);

/** Methods that read, though they have a body. */
function isWebDav(method: string): boolean {
  return method === 'PROPFIND' || method === 'REPORT';
}

const mostRedirects = 5;

/** Follows redirects within the same origin with unchanged method and body, as CalDAV discovery requires (RFC 6764, section 5). */
async function fetchKept(url: string, init: RequestInit): Promise<Response> {
  let at = url;
  for (let count = 0; count <= mostRedirects; count++) {
    const response = await fetch(at, { ...init, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(location, at) || new URL(location, at).origin !== new URL(url).origin)
      throw new RedirectRefused();
    at = new URL(location, at).href;
  }
  throw new RedirectRefused();
}

function problemOf({ status, headers }: Response): CalendarError {
  if (status === 401 || status === 403) return new CalendarError('signed-out');
  if (status === 404 || status === 410) return new CalendarError('not-found');
  if (status === 429 || status === 503) return new CalendarError('busy', retryAfter(headers.get('retry-after')));
  return new CalendarError('refused');
}

function retryAfter(text: string | null): number | undefined {
  const ms = retryAfterMs(text ?? '', Date.now());
  return ms === undefined ? undefined : Math.min(longestWaitMs, ms);
}

async function textOf({ body, headers }: Response): Promise<string> {
  const decoder = new TextDecoder(charsetOf(headers.get('content-type') ?? ''));
  let [text, bytes] = ['', 0];
  for await (const part of body ?? []) {
    bytes += (part as Uint8Array).byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > mostBytes) throw new CalendarError('too-large');
    text += decoder.decode(part as Uint8Array, { stream: true });
  }
  return text + decoder.decode();
}

function charsetOf(type: string): string {
  const named = /charset="?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return 'utf-8';
  }
}
