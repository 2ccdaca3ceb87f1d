import { retryAfterMs } from '../../core/base/retryAfter.ts';
import { dayMs } from '../../core/time/days.ts';

/** Headers of an answer, by their names in lower case. */
export type Headers = Readonly<Record<string, string | number | undefined>>;

/** The rest of a limit, and when it resets, in ms since the epoch by the server's clock. */
export interface Rate {
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: number;
}

/** No server is waited for longer than this, ms. */
const waitAtMostMs = dayMs;
/** The wait if a server asks to wait without saying how long, in ms (GitHub's documentation of secondary limits). */
const usualWaitMs = 60_000;

/**
 * Reads `Retry-After`; proxies in front of GitHub Enterprise write a date.
 * @param now by the server's clock, ms since the epoch
 * @returns the instant, at most a day from now; undefined without the header
 */
export function retryInstant(headers: Headers, now: number): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  return bounded(now + (retryAfterMs(String(value), now) ?? usualWaitMs), now);
}

/** Reads GitHub's `X-RateLimit-*`; undefined if one is missing or no number. */
export function rateIn(headers: Headers, now: number): Rate | undefined {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
    count(headers[`x-ratelimit-${name}`]),
  );
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { limit, remaining, resetAt: bounded(reset * 1000, now) };
}

/** Returns when GitHub may be called again after a 403 or 429 answer; undefined if no limit was reached. */
export function limitInstant(headers: Headers, message: string, now: number): number | undefined {
  const retryAt = retryInstant(headers, now) ?? (/secondary rate/i.test(message) ? now + usualWaitMs : undefined);
  if (retryAt !== undefined) return retryAt;
  if (String(headers['x-ratelimit-remaining']) !== '0') return undefined;
  return rateIn(headers, now)?.resetAt ?? now + usualWaitMs;
}

function count(value: string | number | undefined): number | undefined {
  const text = String(value ?? '').trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function bounded(at: number, now: number): number {
  return Math.min(Math.max(at, now), now + waitAtMostMs);
}
