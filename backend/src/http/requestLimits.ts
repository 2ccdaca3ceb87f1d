import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooMany } from './problem.ts';

/** Tries of short codes in a minute. */
const guesses = 10;
/** Deliveries of webhooks come from few addresses, in bursts, and aren't sent again: so many times as many as other requests. */
const deliveryFactor = 20;
/** Share of its owner's allowance that one API key may take: a program that runs wild leaves the rest to their browser and VS Code. */
const keyShare = 0.8;

/** Headers with the remaining allowance: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
export const allowanceHeaders = ['RateLimit-Policy', 'RateLimit'] as const;
type Allowance = Readonly<Record<(typeof allowanceHeaders)[number], string>>;

/** Counts requests in a window of a minute, in this process. */
export class RequestLimits {
  readonly #requests: RateLimiterMemory;
  readonly #guesses = new RateLimiterMemory({ points: guesses, duration: 60 });
  readonly #deliveries: RateLimiterMemory;
  readonly #keys: RateLimiterMemory;
  readonly #perMinute: number;

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#requests = new RateLimiterMemory({ points: perMinute, duration: 60 });
    this.#keys = new RateLimiterMemory({ points: this.#perKey, duration: 60 });
    this.#deliveries = new RateLimiterMemory({ points: perMinute * deliveryFactor, duration: 60 });
  }

  /**
   * Counts one request.
   * @param client e.g. `user 5f…`
   * @throws HttpProblem 429
   */
  async take(client: string): Promise<Allowance> {
    return headersOf(await consume(this.#requests, client, this.#perMinute), this.#perMinute);
  }

  /** Counts one request of an API key. Like `take`, in which it counts for its owner, too. */
  async takeKey(id: string): Promise<Allowance> {
    return headersOf(await consume(this.#keys, id, this.#perKey), this.#perKey);
  }

  get #perKey(): number {
    return Math.ceil(this.#perMinute * keyShare);
  }

  /** Counts one delivery of a webhook. Like `take`. */
  async takeDelivery(client: string): Promise<Allowance> {
    const most = this.#perMinute * deliveryFactor;
    return headersOf(await consume(this.#deliveries, client, most), most);
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

function headersOf({ remainingPoints, msBeforeNext }: RateLimiterRes, most: number): Allowance {
  return {
    'RateLimit-Policy': `"minute";q=${most};w=60`,
    RateLimit: `"minute";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1000)}`,
  };
}
