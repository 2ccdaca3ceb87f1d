import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { digest, networkOf } from '../http/guard.ts';
import { tooMany } from '../http/problem.ts';

/** Failures without a penalty: for one account from one network, for one account from all, and for one network across accounts. */
const free = { pair: 5, account: 50, network: 100 } as const;

const day = 24 * 60 * 60;

interface Counter {
  readonly key: string;
  readonly free: number;
}

/** An attempt that was let through. It counts as a failure until it is known to have succeeded. */
export interface Attempt {
  readonly succeed: () => Promise<void>;
  /** Not an attempt: it neither counts as a failure nor cancels earlier ones. */
  readonly cancel: () => Promise<void>;
}

/**
 * Slows down guessing of passwords. After five failures of an account from a network, one attempt is let through for each waiting time,
 * which doubles up to 15 minutes. The counts are in the database, so a restart or another instance forgets none.
 *
 * Nobody can lock the owner out: the limit across networks doesn't apply where the owner has signed in before. Accounts that don't exist
 * are counted alike, so the answers reveal nothing.
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
      // A refused attempt doesn't count; otherwise refusals would extend the wait for everyone.
      await this.#undo(counters.slice(0, i + 1));
      throw tooMany(wait, 'Too many failed attempts. Wait, then try again.');
    }
    return { succeed: () => this.#forget(counters), cancel: () => this.#undo(counters) };
  }

  async #undo(counters: readonly Counter[]): Promise<void> {
    for (const { key } of counters) await this.#failures.reward(key, 1);
  }

  async #forget([pair, ...others]: readonly Counter[]): Promise<void> {
    if (pair) await this.#failures.delete(pair.key);
    await this.#undo(others);
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
