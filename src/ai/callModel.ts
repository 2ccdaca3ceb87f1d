import { dateAndTime } from '../core/time/clockTime.ts';
import { createHash } from 'node:crypto';
import { AppError } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import type { AiFailure, Receipt } from '../core/insights/receipts.ts';
import type { Translate } from '../core/base/translate.ts';
import { readAnswer } from './answerSchemas.ts';
import type { AnswerOf } from './answerSchemas.ts';
import { isWithin, mostFor, settledCost, soundTokens, spentIn } from './budget.ts';
import type { Limits } from './budget.ts';
import { failureText } from './failureText.ts';
import { inTurn } from './inTurn.ts';
import type { PriceOverrides } from '../core/prices/modelPrices.ts';
import type { ModelAnswer, ModelQuestion, ModelProvider } from './provider.ts';
import { sendBounded } from './sendBounded.ts';

/** Time for which an answer is reused for the same payload, in ms. */
const cacheMs = 24 * 3_600_000;

/** Store of receipts. */
export interface ReceiptBook {
  /** Receipts of calls that began since an instant. */
  since(at: number): Promise<readonly Receipt[]>;
  /** Start of today, ms since the epoch. */
  startOfToday(): number;
  nextId(): string;
  /** Writes a receipt, or its next state; resolves when it is on disk. */
  write(receipt: Receipt): Promise<void>;
  /**
   * Runs something while no other process can: `since` sees the writes of others, and they see what is written here afterwards. Without it,
   * only this process is excluded.
   */
  exclusively?<T>(act: () => Promise<T>): Promise<T>;
}

/** Every call of a model passes through this. */
export interface Desk {
  readonly provider: ModelProvider;
  readonly receipts: ReceiptBook;
  readonly limits: Limits;
  readonly prices: PriceOverrides;
  readonly clock: Clock;
  readonly t: Translate;
  /** Shows the payload where it must be shown, and asks; resolves to whether it may be sent. */
  readonly mayBeSent: (payload: string) => Promise<boolean>;
}

export interface ModelCall<K extends ModelQuestion['task']> {
  readonly answer: AnswerOf<K>;
  readonly model: string;
}

/** The payload, as shown and stored. */
export function payloadOf(provider: ModelProvider, ask: ModelQuestion): string {
  return JSON.stringify(provider.request(ask), undefined, 2);
}

/**
 * Asks a model once: from the cache when the same payload was answered within a day, or else with the user's consent, within the budget, and
 * with a receipt that is on disk before anything is sent. The receipt reserves the most that the call may cost, and is settled however the
 * call ends.
 * @throws AppError `ai-…`, by the type of failure
 */
export async function callModel<K extends ModelQuestion['task']>(
  ask: ModelQuestion & { readonly task: K },
  desk: Desk,
  signal: AbortSignal,
): Promise<ModelCall<K>> {
  const payload = payloadOf(desk.provider, ask);
  const hash = hashOf(desk.provider, payload);
  const kept = ask.kept === undefined ? payload : payloadOf(desk.provider, { ...ask, content: ask.kept });
  const draft = draftOf(ask, desk, { payload: kept, hash });
  const now = desk.clock.now();
  const cached = cachedAnswer(ask, await desk.receipts.since(now - cacheMs), { hash, now });
  if (cached) {
    const costs = { tokens: null, costUsd: 0, outcome: 'cached' } as const;
    await desk.receipts.write({ ...draft, ...costs, model: cached.model });
    return cached;
  }
  await holdBudget(payload, desk);
  if (!(await desk.mayBeSent(payload))) throw failed('declined', desk);
  if (signal.aborted) throw failed('cancelled', desk);
  const sent = await reserve(draft, payload, desk);
  const begun = desk.clock.monotonic();
  const answer = await sendBounded(desk.provider, payload, signal);
  return finish(
    { ask, sent, payload, answer, durationMs: Math.max(0, Math.round(desk.clock.monotonic() - begun)) },
    desk,
  );
}

/**
 * Writes the receipt of a call that is about to be made, if the budget holds it: checked and written while no other window can do the
 * same, so that together they never pass a limit.
 */
function reserve(draft: Receipt, payload: string, desk: Desk): Promise<Receipt> {
  const { receipts, clock } = desk;
  return inTurn(() => {
    const act = async (): Promise<Receipt> => {
      // Asked again, since another window may have called while the user was reading.
      const costUsd = await holdBudget(payload, desk);
      const sent = { ...draft, at: clock.now(), costUsd, ...(costUsd !== null && { costAtMost: true }) };
      await receipts.write(sent);
      return sent;
    };
    return receipts.exclusively ? receipts.exclusively(act) : act();
  });
}

function draftOf(
  ask: ModelQuestion,
  { provider, receipts, clock }: Desk,
  what: { payload: string; hash: string },
): Receipt {
  const base = {
    id: receipts.nextId(),
    at: clock.now(),
    durationMs: 0,
    task: ask.task,
    provider: provider.id,
  } as const;
  return { ...base, model: provider.model, outcome: 'sent', tokens: null, costUsd: null, ...what };
}

/** Identifies a payload. */
export function hashOf({ id }: ModelProvider, payload: string): string {
  return createHash('sha256').update(`${id}\n${payload}`).digest('hex');
}

/** The answer to the same payload, given within a day. */
export function cachedAnswer<K extends ModelQuestion['task']>(
  { task }: { readonly task: K },
  receipts: readonly Receipt[],
  { hash, now }: { readonly hash: string; readonly now: number },
): ModelCall<K> | undefined {
  const same = receipts.findLast(
    (receipt) => receipt.hash === hash && receipt.outcome === 'ok' && receipt.at >= now - cacheMs,
  );
  const answer = same?.answer === undefined ? undefined : readAnswer(task, same.answer);
  return answer && same ? { answer, model: same.model } : undefined;
}

/** @returns the most that the call may cost, US dollars, or null if no price is known */
async function holdBudget(payload: string, desk: Desk): Promise<number | null> {
  const { receipts, limits, prices, provider } = desk;
  const spent = spentIn(await receipts.since(receipts.startOfToday()), prices);
  const most = mostFor(provider, payload, prices);
  if (!isWithin(limits, spent, most)) throw failed('budget', desk);
  return most;
}

interface FinishedCall<K extends ModelQuestion['task']> {
  readonly ask: ModelQuestion & { readonly task: K };
  readonly sent: Receipt;
  readonly payload: string;
  readonly answer: ModelAnswer;
  readonly durationMs: number;
}

async function finish<K extends ModelQuestion['task']>(ended: FinishedCall<K>, desk: Desk): Promise<ModelCall<K>> {
  const { ask, sent, payload, answer, durationMs } = ended;
  const parsed = answer.outcome === 'ok' ? readAnswer(ask.task, answer.text) : undefined;
  const outcome = answer.outcome === 'ok' && !parsed ? 'unreadable' : answer.outcome;
  const { model, text, requestId, retryAt } = answer;
  const tokens = soundTokens(answer.tokens, desk.provider, payload);
  const cost = settledCost({ ...answer, tokens }, desk.provider, { most: sent.costUsd, prices: desk.prices });
  const { costAtMost: _, ...open } = sent;
  const receipt = {
    ...open,
    model,
    outcome,
    tokens,
    ...cost,
    durationMs,
    ...(text !== undefined && { answer: text }),
    ...(requestId !== undefined && { requestId }),
  };
  // A disk that refuses now leaves the receipt as it was reserved, which counts; the answer is paid for and is used.
  await desk.receipts.write(receipt).catch(() => undefined);
  if (parsed) return { answer: parsed, model };
  throw failed(outcome as AiFailure, desk, retryAt);
}

function failed(reason: AiFailure, { t, clock }: Desk, retryAt?: number): AppError {
  const again = retryAt === undefined ? undefined : dateAndTime(retryAt, clock.utcOffset(retryAt));
  return new AppError(`ai-${reason}`, failureText(reason, t, again));
}
