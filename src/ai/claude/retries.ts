import { setTimeout as wait } from 'node:timers/promises';
import { retryAfterMs } from '../../core/base/retryAfter.ts';
import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';

/** The longest wait before another attempt, in ms; if the service requests a longer one, the call ends. */
const longestWaitMs = 20_000;
/** The first wait where the service names none, ms; it doubles with each attempt. */
const firstWaitMs = 500;
/** A time to come back that lies further away than this (ms) is not believed. */
const farthestMs = 366 * 24 * 3_600_000;

/** Answers after which nothing was billed and another attempt may succeed. A gateway that timed out is not one: it may have been billed. */
const retried: ReadonlySet<unknown> = new Set([429, 500, 502, 503, 529]);

/** Failures before anything was sent. */
const unsent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|ERR_SSL_.*|CERT_.*|.*_CERT(?:_.*)?|UNABLE_TO_.*)$/;

export interface RetryOptions {
  /** For the whole exchange, with all attempts and bodies, in ms. */
  readonly timeoutMs: number;
  readonly retries: number;
  readonly signal: AbortSignal;
}

/**
 * Makes attempts under one deadline, by the monotonic clock. Only failures that cannot have been billed are tried again.
 * @param attempt gets the remaining time, ms
 * @throws what the last attempt threw
 */
export async function withRetries<T>(attempt: (leftMs: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { timeoutMs, retries, signal } = options;
  const until = performance.now() + timeoutMs;
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(Math.max(1, Math.ceil(until - performance.now())));
    } catch (error) {
      const waitMs =
        tries < retries && isRetried(error) ? (requestedWaitOf(error) ?? firstWaitMs * 2 ** tries) : Infinity;
      if (waitMs > longestWaitMs || performance.now() + waitMs >= until) throw error;
      await wait(waitMs, undefined, { signal }).catch(() => {
        throw new APIUserAbortError();
      });
    }
  }
}

function isRetried(error: unknown): boolean {
  return wasNeverSent(error) || (error instanceof APIError && retried.has(error.status));
}

/** Returns true if a call failed before anything of it left this machine. */
export function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof APIConnectionError)) return false;
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause)
    if (unsent.test(String((cause as NodeJS.ErrnoException).code)) || cause.message === 'bad port') return true;
  return false;
}

/** Returns the wait that the service asks for, in ms; undefined if it doesn't say or the value is invalid. */
export function requestedWaitOf(error: unknown): number | undefined {
  const headers = error instanceof APIError ? (error.headers as Headers | undefined) : undefined;
  // Fractions of a second, too, which only this service writes.
  const [ms, seconds] = ['retry-after-ms', 'retry-after'].map((name) => numberIn(headers?.get(name)));
  const until = retryAfterMs(headers?.get('retry-after') ?? '', Date.now());
  const wanted = [ms, seconds === undefined ? undefined : seconds * 1000, until];
  return wanted.find((one): one is number => one !== undefined && one <= farthestMs);
}

function numberIn(text: string | null | undefined): number | undefined {
  return text && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
