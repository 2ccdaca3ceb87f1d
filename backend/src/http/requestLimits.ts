import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooMany } from './problem.ts';

/** Tries of short codes in a minute. */
const guesses = 10;

/** Counts requests in a window of a minute, in this process. */
export class RequestLimits {
  readonly #requests: RateLimiterMemory;
  readonly #guesses = new RateLimiterMemory({ points: guesses, duration: 60 });
  readonly #perMinute: number;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#requests = new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  /**
   * Counts one request.
   * @param client e.g. `user 5f…`
   * @returns headers with the remaining allowance: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
   * @throws HttpProblem 429
   */
  async take(client: string): Promise<Record<string, string>> {
    const { remainingPoints, msBeforeNext } = await consume(this.#requests, client, this.#perMinute);
    return {
      'RateLimit-Policy': `"minute";q=${this.#perMinute};w=60`,
      RateLimit: `"minute";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1000)}`,
    };
  }

  /** Counts one try of something short enough to be guessed. @throws HttpProblem 429 */
  async takeGuess(client: string): Promise<void> {
    await consume(this.#guesses, client, guesses);
  }
}

async function consume(limiter: RateLimiterMemory, client: string, most: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(client);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw tooMany(error.msBeforeNext / 1000, `More than ${most} of these requests in a minute. Wait, then go on.`);
  }
}
