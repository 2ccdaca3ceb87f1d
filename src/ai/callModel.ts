import { createHash } from 'node:crypto';
import { AppError } from '../core/base/appError.ts';
import type { Clock } from '../core/base/clock.ts';
import type { AiFailure, Receipt } from '../core/insights/receipts.ts';
import type { Translate } from '../core/base/translate.ts';
import { readAnswer } from './answerSchemas.ts';
import type { AnswerOf } from './answerSchemas.ts';
import { isWithin, mostOf, spentIn } from './budget.ts';
import type { Limits } from './budget.ts';
import { failureText } from './failureText.ts';
import { costOf, priceOf } from './prices.ts';
import type { PriceOverrides } from './prices.ts';
import type { Answer, Ask, ModelProvider } from './provider.ts';
import { estimateTokens } from './tokens.ts';

/** An answer to the same payload is used again for so long (ms). */
const cacheMs = 24 * 3_600_000;

/** Where receipts are kept. */
export interface ReceiptBook {
  /** Receipts of calls that began since an instant. */
  since(at: number): Promise<readonly Receipt[]>;
  /** Start of today, ms since the epoch. */
  startOfToday(): number;
  nextId(): string;
  /** Writes a receipt, or its next state; resolves when it is on disk. */
  write(receipt: Receipt): Promise<void>;
}

/** What every call of a model goes through. */
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

export interface Called<K extends Ask['task']> {
  readonly answer: AnswerOf<K>;
  readonly model: string;
}

/** What would be sent, as it is shown and kept. */
export function payloadOf(provider: ModelProvider, ask: Ask): string {
  return JSON.stringify(provider.request(ask), undefined, 2);
}

/**
 * Asks a model once: from the cache when the same payload was answered within a day, else within the budget, with the user's consent,
 * and with a receipt that is on disk before anything is sent.
 * @throws AppError `ai-…`, told apart by how it failed
 */
export async function callModel<K extends Ask['task']>(
  ask: Ask & { readonly task: K },
  desk: Desk,
  signal: AbortSignal,
): Promise<Called<K>> {
  const payload = payloadOf(desk.provider, ask);
  const hash = hashOf(desk.provider, payload);
  const draft = draftOf(ask, desk, { payload, hash });
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
  // Asked again, since another window may have called while the user was reading.
  await holdBudget(payload, desk);
  const sent = { ...draft, at: desk.clock.now() };
  await desk.receipts.write(sent);
  const answer = await desk.provider.send(JSON.parse(payload) as object, signal);
  return finish({ ask, sent, answer }, desk);
}

function draftOf(ask: Ask, { provider, receipts, clock }: Desk, what: { payload: string; hash: string }): Receipt {
  const base = {
    id: receipts.nextId(),
    at: clock.now(),
    durationMs: 0,
    task: ask.task,
    provider: provider.id,
  } as const;
  return { ...base, model: provider.model, outcome: 'sent', tokens: null, costUsd: null, ...what };
}

/** What tells a payload from others. */
export function hashOf({ id }: ModelProvider, payload: string): string {
  return createHash('sha256').update(`${id}\n${payload}`).digest('hex');
}

/** The answer to the same payload, given within a day. */
export function cachedAnswer<K extends Ask['task']>(
  { task }: { readonly task: K },
  receipts: readonly Receipt[],
  { hash, now }: { readonly hash: string; readonly now: number },
): Called<K> | undefined {
  const same = receipts.findLast(
    (receipt) => receipt.hash === hash && receipt.outcome === 'ok' && receipt.at >= now - cacheMs,
  );
  const answer = same?.answer === undefined ? undefined : readAnswer(task, same.answer);
  return answer && same ? { answer, model: same.model } : undefined;
}

async function holdBudget(payload: string, desk: Desk): Promise<void> {
  const { receipts, limits, prices, provider } = desk;
  const spent = spentIn(await receipts.since(receipts.startOfToday()));
  const size = { input: estimateTokens(payload), output: provider.maxTokens };
  const most = provider.id === 'claude' ? mostOf(size, priceOf(provider.model, prices)) : null;
  if (!isWithin(limits, spent, most)) throw failed('budget', desk);
}

async function finish<K extends Ask['task']>(
  { ask, sent, answer }: { ask: Ask & { readonly task: K }; sent: Receipt; answer: Answer },
  desk: Desk,
): Promise<Called<K>> {
  const parsed = answer.outcome === 'ok' ? readAnswer(ask.task, answer.text) : undefined;
  const outcome = answer.outcome === 'ok' && !parsed ? 'unreadable' : answer.outcome;
  const { tokens, model, text, requestId } = answer;
  const price = desk.provider.id === 'claude' ? priceOf(model, desk.prices) : undefined;
  await desk.receipts.write({
    ...sent,
    model,
    outcome,
    tokens,
    costUsd: tokens ? costOf(tokens, price) : null,
    durationMs: desk.clock.now() - sent.at,
    ...(text !== undefined && { answer: text }),
    ...(requestId !== undefined && { requestId }),
  });
  if (!parsed) throw failed(outcome as AiFailure, desk);
  return { answer: parsed, model };
}

function failed(reason: AiFailure, { t }: Desk): AppError {
  return new AppError(`ai-${reason}`, failureText(reason, t));
}
