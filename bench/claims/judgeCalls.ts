import type { ReceiptBook } from '../../src/ai/callModel.ts';
import { callModel } from '../../src/ai/callModel.ts';
import { createClaude } from '../../src/ai/claude/claude.ts';
import { claudeProvider } from '../../src/ai/claude/claudeProvider.ts';
import { errorCode } from '../../src/core/base/appError.ts';
import { translator } from '../../src/core/base/translate.ts';
import type { Receipt } from '../../src/core/insights/receipts.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { startFakeAnthropic } from '../../test/fakes/anthropic/fakeAnthropic.ts';
import type { FakeTurn } from '../../test/fakes/anthropic/fakeAnthropic.ts';
import type { CallCases } from './cases.ts';

type Case = CallCases['calls'][number];

export interface CallVerdict {
  readonly name: string;
  readonly outcome: string;
  readonly costUsd: number | null | undefined;
  readonly isClassified: boolean;
  readonly isCosted: boolean;
  readonly hasHung: boolean;
  readonly hasCrashed: boolean;
}

const key = 'sk-ant-bench-key';
/** The deadline of a call in the bench, in ms; a call hangs if it takes more than twice that. */
const timeoutMs = 3000;

/** Makes each call to a service with the case's behavior, through the real client, receipts, and budget. */
export async function judgeCalls(cases: CallCases): Promise<CallVerdict[]> {
  const verdicts: CallVerdict[] = [];
  for (const one of cases.calls) verdicts.push(await judge(one));
  return verdicts;
}

async function judge(one: Case): Promise<CallVerdict> {
  const fake = await startFakeAnthropic(key);
  const turns = one.turns as unknown as FakeTurn[];
  const last = turns.at(-1);
  fake.turns.push(...turns, ...Array.from({ length: 5 }, () => last).filter((turn) => turn !== undefined));
  const controller = new AbortController();
  if (one.cancelAfterMs !== undefined) setTimeout(() => controller.abort(), one.cancelAfterMs);
  const receipts = new MemoryBook();
  try {
    const client = createClaude({ apiKey: key, baseUrl: fake.url, timeoutMs, retries: 2 });
    const desk = {
      provider: claudeProvider('claude-sonnet-5-5', () => Promise.resolve(client)),
      receipts,
      limits: { usd: 5, calls: 50 },
      prices: {},
      clock: systemClock,
      t: translator(),
      mayBeSent: () => Promise.resolve(true),
    };
    const ask = { task: 'analysis', system: 'Analyze.', content: '{"facts":[]}' } as const;
    const call = callModel(ask, desk, controller.signal).then(() => 'ok', codeOf);
    return verdictOn(one, await Promise.race([call, hung()]), receipts.last);
  } finally {
    await fake.close();
  }
}

function codeOf(error: unknown): string {
  const code = errorCode(error);
  return code.startsWith('ai-') ? code.slice(3) : 'crash';
}

function hung(): Promise<'hang'> {
  return new Promise((resolve) => setTimeout(() => resolve('hang'), 2 * timeoutMs).unref());
}

function verdictOn(one: Case, outcome: string, receipt: Receipt | undefined): CallVerdict {
  const { usdAtLeast, usdAtMost, outcomes, name } = one;
  const costUsd = receipt?.costUsd;
  const isPriced = usdAtLeast !== undefined || usdAtMost !== undefined;
  const isWithin =
    typeof costUsd === 'number' && costUsd >= Math.max(0, usdAtLeast ?? 0) && costUsd <= (usdAtMost ?? Infinity);
  return {
    name,
    outcome,
    costUsd,
    // The receipt ends with the same result that the person sees.
    isClassified: outcomes.includes(outcome) && receipt?.outcome === outcome,
    isCosted: !isPriced || isWithin,
    hasHung: outcome === 'hang',
    hasCrashed: outcome === 'crash',
  };
}

class MemoryBook implements ReceiptBook {
  readonly #receipts = new Map<string, Receipt>();
  get last(): Receipt | undefined {
    return [...this.#receipts.values()].at(-1);
  }
  startOfToday = (): number => 0;
  nextId = (): string => `r${this.#receipts.size + 1}`;
  since = (): Promise<Receipt[]> => Promise.resolve([...this.#receipts.values()]);
  write = (receipt: Receipt): Promise<void> => Promise.resolve(void this.#receipts.set(receipt.id, receipt));
}
