import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Desk, ReceiptBook } from '../../../src/ai/callModel.ts';
import { claudeProvider } from '../../../src/ai/claude/claudeProvider.ts';
import type { ModelProvider } from '../../../src/ai/provider.ts';
import { AppError } from '../../../src/core/base/appError.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { type Receipt, receiptSchema } from '../../../src/core/insights/receipts.ts';
import { dayMs } from '../../../src/core/time/days.ts';
import type { ClaudeConfig } from '../config.ts';
import type { Database } from '../database/connect.ts';
import type { Services } from '../services.ts';
import { english } from './sharedDigest.ts';

/** Calls of one person in a day (UTC), and of everybody. */
const mostCalls = { person: 6, all: 10_000 } as const;
const timeoutMs = 60_000;
/** The same for all instances on a database. */
const lockKey = 7_310_001;

/** Model and limits for making pages. */
export type AssistantServices = Pick<Services, 'db' | 'config' | 'log'>;

/** For whom a model is asked. `now`: in ms since the epoch. */
interface Asker {
  readonly userId: string;
  readonly now: number;
}

/** Claude by an operator's key. The SDK is loaded when something is sent. */
export function providerOf({ key, model, url }: ClaudeConfig): ModelProvider {
  const options = { apiKey: key, baseUrl: url, timeoutMs, retries: 1 };
  return claudeProvider(model, async () => (await import('../../../src/ai/claude/claude.ts')).createClaude(options));
}

async function mayAsk({ db }: AssistantServices, userId: string): Promise<boolean> {
  const user = await db.selectFrom('users').select('model_agreed_at').where('id', '=', userId).executeTakeFirst();
  return user !== undefined && user.model_agreed_at !== null;
}

/** An answer of the model, or a code that says why there is none; undefined if no model should be asked. */
export type ModelReply<T> = { readonly answer: T } | { readonly failure: string } | undefined;

/**
 * Asks the operator's model, if there is one and the person agreed, within the budget.
 * @param ask is given the desk through which every call passes
 */
export async function askModel<T>(
  services: AssistantServices,
  asker: Asker,
  ask: (desk: Desk, signal: AbortSignal) => Promise<T>,
): Promise<ModelReply<T>> {
  const { claude } = services.config;
  if (!claude || !(await mayAsk(services, asker.userId))) return undefined;
  const receipts = new StoredReceipts(services.db, asker);
  if ((await receipts.callsToday()) >= mostCalls.person) return { failure: 'budget' };
  const desk: Desk = {
    provider: providerOf(claude),
    receipts,
    limits: { usd: claude.usdPerDay, calls: mostCalls.all },
    prices: {},
    clock: clockAt(asker.now),
    t: english,
    mayBeSent: () => mayAsk(services, asker.userId),
  };
  try {
    return { answer: await ask(desk, AbortSignal.timeout(timeoutMs)) };
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('ai-')) throw error;
    services.log.warn({ code: error.code }, 'model failed');
    return { failure: error.code.slice('ai-'.length) };
  }
}

/** Time as the server has it. Nothing here waits. */
export function clockAt(now: number): Clock {
  const begun = performance.now();
  return {
    now: () => now + Math.floor(performance.now() - begun),
    monotonic: () => performance.now(),
    utcOffset: () => 0,
    after: () => ({ dispose: () => undefined }),
  };
}

/** The calls of everybody on the server, since the budget is the operator's. */
class StoredReceipts implements ReceiptBook {
  readonly #db: Database;
  readonly #asker: Asker;

  constructor(db: Database, asker: Asker) {
    this.#db = db;
    this.#asker = asker;
  }

  async since(at: number): Promise<readonly Receipt[]> {
    const query = this.#db.selectFrom('model_calls').select('body').where('at', '>=', new Date(at)).orderBy('at');
    return (await query.execute()).map(({ body }) => receiptSchema.parse(body));
  }

  async callsToday(): Promise<number> {
    const { count } = await this.#db
      .selectFrom('model_calls')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('user_id', '=', this.#asker.userId)
      .where('at', '>=', new Date(this.startOfToday()))
      .where(sql<boolean>`body ->> 'outcome' <> 'cached'`)
      .executeTakeFirstOrThrow();
    return count;
  }

  startOfToday(): number {
    return Math.floor(this.#asker.now / dayMs) * dayMs;
  }

  nextId(): string {
    return randomUUID();
  }

  async write(receipt: Receipt): Promise<void> {
    const row = { at: new Date(receipt.at), body: JSON.stringify(receipt) };
    await this.#db
      .insertInto('model_calls')
      .values({ id: receipt.id, user_id: this.#asker.userId, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }

  exclusively<T>(act: () => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${lockKey})`.execute(trx);
      return act();
    });
  }
}
