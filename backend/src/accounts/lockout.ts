import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { digest, networkOf } from '../http/guard.ts';
import { tooMany } from '../http/problem.ts';

/** Failures that have no consequence: of one account from one network, of one account from all, and of one network for all accounts. */
const free = { pair: 5, account: 50, network: 100 } as const;

const day = 24 * 60 * 60;

interface Counter {
  readonly key: string;
  readonly free: number;
}

/** An attempt that was let through. It counts as a failure until it is known to have succeeded. */
export interface Attempt {
  readonly succeed: () => Promise<void>;
}

/**
 * Slows down guessing of passwords. After five failures of an account from a network, one attempt is let through for each
 * waiting time, which doubles up to 15 minutes. The counts are in the database, so a restart or another instance forgets none.
 *
 * Nobody can lock the owner out: the limit over all networks doesn't apply where the owner has signed in before. Accounts that
 * don't exist are counted alike, so the answers tell nothing.
 */
export class Lockout {
  readonly #failures: RateLimiterPostgres;
  readonly #gate: RateLimiterPostgres;

  constructor(pool: pg.Pool) {
    const common = {
      storeClient: pool,
      storeType: 'pool',
      tableName: 'limiter',
      tableCreated: true,
      clearExpiredByTimeout: false,
    };
    this.#failures = new RateLimiterPostgres({ ...common, keyPrefix: 'failures', points: 1_000_000, duration: day });
    this.#gate = new RateLimiterPostgres({ ...common, keyPrefix: 'gate', points: 1, duration: 30 });
  }

  /**
   * Counts an attempt before the password is checked, so that simultaneous attempts can't get past the limit.
   * @param isKnown whether the account's owner has signed in from this network
   * @throws HttpProblem 429
   */
  async begin(email: string, address: string, isKnown: boolean): Promise<Attempt> {
    const network = networkOf(address);
    const counters: Counter[] = [
      { key: keyOf('pair', `${email} ${network}`), free: free.pair },
      ...(isKnown ? [] : [{ key: keyOf('account', email), free: free.account }]),
      { key: keyOf('network', network), free: free.network },
    ];
    for (const [i, counter] of counters.entries()) {
      const { consumedPoints } = await this.#failures.penalty(counter.key, 1);
      const wait = consumedPoints > counter.free ? await this.#waitAt(counter.key, consumedPoints - counter.free) : 0;
      if (wait === 0) continue;
      // A refused attempt is none: else refusals would make the waiting longer for everybody.
      for (const { key } of counters.slice(0, i + 1)) await this.#failures.reward(key, 1);
      throw tooMany(wait, 'Too many failed attempts. Wait, then try again.');
    }
    return { succeed: () => this.#forget(counters) };
  }

  async #forget([pair, ...others]: readonly Counter[]): Promise<void> {
    if (pair) await this.#failures.delete(pair.key);
    for (const { key } of others) await this.#failures.reward(key, 1);
  }

  /** @returns seconds to wait; 0 when this attempt may pass */
  async #waitAt(key: string, over: number): Promise<number> {
    try {
      await this.#gate.consume(key, 1, { customDuration: Math.min(15 * 60, 30 * 2 ** (over - 1)) });
      return 0;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return Math.max(1, error.msBeforeNext / 1000);
    }
  }
}

function keyOf(kind: keyof typeof free, text: string): string {
  return `${kind}:${digest(text).toString('base64url')}`;
}
