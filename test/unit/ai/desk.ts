import type { Desk, ReceiptBook } from '../../../src/ai/callModel.ts';
import type { ModelAnswer, ModelProvider } from '../../../src/ai/provider.ts';
import type { Receipt } from '../../../src/core/insights/receipts.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';
import { t } from './given.ts';

const good = '{"bottlenecks":[],"insights":[],"tool_suggestions":[]}';
export const tokens = { input: 1000, output: 200, cacheRead: 0, cacheWrite: 0, estimated: false };
export const ask = { task: 'analysis', system: 'Do.', content: '{}' } as const;
export class Book implements ReceiptBook {
  readonly states: Receipt[] = [];
  #number = 0;
  get last(): Receipt[] {
    return [...new Map(this.states.map((receipt) => [receipt.id, receipt])).values()];
  }
  startOfToday = () => 0;
  nextId = () => `r${++this.#number}`;
  since = (at: number) => Promise.resolve(this.last.filter((receipt) => receipt.at >= at));
  write = (receipt: Receipt) => Promise.resolve(void this.states.push(receipt));
}

/** The fourth provider: replays recorded answers. */
export function replay(
  answers: readonly ModelAnswer[],
  model = 'claude-sonnet-5-5',
): ModelProvider & { calls: number } {
  const provider = {
    id: 'claude' as const,
    model,
    maxTokens: 1000,
    calls: 0,
    request: (asked: object) => ({ model, ...asked }),
    send: () => Promise.resolve(answers[provider.calls++] as ModelAnswer),
  };
  return provider;
}

export const ok: ModelAnswer = { outcome: 'ok', text: good, model: 'claude-sonnet-5-5', tokens, requestId: 'req_1' };

export function desk({
  provider = replay([ok, ok, ok]),
  ...changes
}: Partial<Desk> & { provider?: ReturnType<typeof replay> } = {}) {
  const receipts = new Book();
  const time = new FakeClock();
  const limits = { usd: 0.5, calls: 20 };
  return {
    provider,
    receipts,
    limits,
    prices: {},
    clock: time,
    time,
    t,
    mayBeSent: () => Promise.resolve(true),
    ...changes,
    book: receipts,
  };
}
