/** Buckets kept at most; the one that was not used for the longest time goes first. */
const mostBuckets = 1000;

interface Bucket {
  left: number;
  at: number;
}

/** A client's remaining allowance. */
export interface Allowance {
  readonly isAllowed: boolean;
  /** Requests that are left now. */
  readonly left: number;
  /** Seconds until the next one is allowed. */
  readonly retryAfter: number;
}

/** A token bucket for each client: `atOnce` requests, refilled by `perSecond`. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #atOnce: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param options `now`: milliseconds of a clock that never goes back */
  constructor(options: { readonly perSecond: number; readonly atOnce: number; readonly now: () => number }) {
    this.#perSecond = options.perSecond;
    this.#atOnce = options.atOnce;
    this.#now = options.now;
  }

  /** Takes one request of a client. */
  take(client: string): Allowance {
    const now = this.#now();
    const before = this.#buckets.get(client) ?? { left: this.#atOnce, at: now };
    const filled = Math.min(this.#atOnce, before.left + ((now - before.at) / 1000) * this.#perSecond);
    const isAllowed = filled >= 1;
    const left = isAllowed ? filled - 1 : filled;
    this.#buckets.delete(client);
    this.#buckets.set(client, { left, at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= mostBuckets) break;
      this.#buckets.delete(oldest);
    }
    return { isAllowed, left: Math.floor(left), retryAfter: Math.max(1, Math.ceil((1 - left) / this.#perSecond)) };
  }
}
