import type { Clock } from '../../core/base/clock.ts';
import { pause } from '../../core/base/pause.ts';
import { statusOf } from './failures.ts';
import { type Headers, limitInstant } from './rateHeaders.ts';

/** Options for pacing and repeating requests. Tests override them, since they can't wait. */
export interface RepeatOptions {
  /** True if searches are paced. Default: true. */
  readonly isPaced?: boolean;
  /** Number of retries of a request after a server or network failure, after 1, 4, and 9 s. Default: 3. */
  readonly retries?: number;
  /** Waits for a number of ms. Default: by the clock. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** The parts of a sync that matter here. */
export interface RepeatingContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The instant by GitHub's clock, ms since the epoch. */
  readonly now: () => number;
}

/** The longest wait (ms) for which the sync waits; otherwise it stops and continues later. */
export const waitAtMostMs = 60_000;
const usualRetries = 3;

/** GitHub allows 30 searches a minute. This many may follow immediately, and then one per interval (ms): no minute has more. */
const searchesAtOnce = 10;
const searchEveryMs = 3000;
/** Added to GitHub's wait, in ms, since its instants are whole seconds. */
const clockSlackMs = 1000;
/** Permanent refusals, and waits that GitHub requests, which have a separate rule. */
const neverAgain: ReadonlySet<number> = new Set([304, 400, 401, 403, 404, 409, 410, 422, 429, 451]);

/** A pace: resolves when the next one may go. */
export type Pace = () => Promise<void>;

const paces = new WeakMap<Pick<Clock, 'monotonic'>, Pace>();

/** The pace of searches, one for all syncs by a clock. */
export function searchPaceOf(clock: Clock): Pace {
  const pace = paces.get(clock) ?? searchPace(clock);
  paces.set(clock, pace);
  return pace;
}

function searchPace(clock: Clock): Pace {
  /** Time at which the request after the last may go if all were evenly paced, by the monotonic clock, in ms. */
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.monotonic();
    next = Math.max(next, now - (searchesAtOnce - 1) * searchEveryMs);
    const wait = next - now;
    next += searchEveryMs;
    if (wait > 0) await pause(clock, wait);
  };
}

/** The hook of an Octokit request: `octokit.hook.wrap('request', …)`. */
export type Wrap<Options, Response> = (
  request: (options: Options) => Response | Promise<Response>,
  options: Options,
) => Promise<Response>;

/**
 * Paces searches and repeats failed requests: after network or server errors up to three times, and once after a limit that ends within a
 * minute. Octokit's own plugins for this depend on a library that is no longer maintained; the sync makes one request at a time and only
 * reads, so it needs no queue.
 */
export function repeating<Options extends { readonly url: string }, Response>(
  { clock, signal, now }: RepeatingContext,
  { isPaced = true, retries = usualRetries, wait = (ms) => pause(clock, ms) }: RepeatOptions,
): Wrap<Options, Response> {
  const pace = searchPaceOf(clock);
  const waitBefore = (error: unknown, tries: TryCounts): number | undefined => {
    const limit = limitOf(error, now());
    if (limit !== undefined) return tries.limits++ < 1 && limit <= waitAtMostMs ? limit + clockSlackMs : undefined;
    if (neverAgain.has(statusOf(error)) || tries.failures >= retries) return undefined;
    return (++tries.failures) ** 2 * 1000;
  };
  return async (request, options) => {
    const tries = { failures: 0, limits: 0 };
    for (;;) {
      if (isPaced && isSearch(options.url)) await pace();
      try {
        return accepted(await request(options));
      } catch (error) {
        const ms = signal.aborted ? undefined : waitBefore(error, tries);
        if (ms === undefined) throw error;
        await untilAborted(wait(ms), signal);
        if (signal.aborted) throw error;
      }
    }
  };
}

interface TryCounts {
  failures: number;
  limits: number;
}

/** GraphQL answers with 200 also where it failed. */
function accepted<Response>(response: Response): Response {
  const { data } = response as { readonly data?: { readonly errors?: unknown } };
  const errors = Array.isArray(data?.errors) ? (data.errors as readonly { type?: unknown; message?: unknown }[]) : [];
  const isLimit = errors.some((each) => each?.type === 'RATE_LIMITED');
  const isFailure = String(errors[0]?.message).startsWith('Something went wrong while executing your query');
  if (!isLimit && !isFailure) return response;
  throw Object.assign(new Error(isLimit ? 'GitHub asked to wait' : 'GitHub failed'), {
    status: isLimit ? 429 : 502,
    response,
  });
}

/** Returns how long a limit asks to wait, in ms; undefined if none was reached. */
function limitOf(error: unknown, now: number): number | undefined {
  const status = statusOf(error);
  if (status !== 403 && status !== 429) return undefined;
  const { response } = error as { response?: { headers?: Headers; data?: { message?: string } } };
  const at = limitInstant(response?.headers ?? {}, response?.data?.message ?? '', now);
  return at === undefined ? undefined : at - now;
}

function isSearch(url: string): boolean {
  return new URL(url, 'https://github.invalid').pathname.includes('/search/');
}

/** Resolves when the wait is over, or the signal is aborted. */
function untilAborted(wait: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', end);
    wait.then(end, end);
  });
}
