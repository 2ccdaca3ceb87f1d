import type { InsightsView, InsightVerdict } from '../../../src/core/insights/insights.ts';
import type { ReceiptsView } from '../../../src/core/insights/receipts.ts';

const evidence = [{ id: 'run:shop:npm test', text: 'npm test: ran 30 times, 12 failed (40 %)' }];
const shared = { evidence, flagged: [], since: '2026-11-18', verdict: null, planned: false };

/** Insights of every kind, one with a number that was not measured. */
export const sampleInsights: InsightsView = {
  analysis: {
    version: 1,
    day: '2026-11-20',
    from: '2026-11-07',
    to: '2026-11-20',
    madeAt: Date.UTC(2026, 10, 20, 19),
    provider: 'claude',
    model: 'claude-sonnet-5-5',
    bottlenecks: [
      {
        ...shared,
        id: 'b1',
        type: 'flaky-run',
        description: '"npm test" is flaky',
        frequency: '12 of 30 runs',
        impact: 'high',
      },
      {
        ...shared,
        id: 'b2',
        type: 'slow-run',
        description: '"build" takes 55 min',
        frequency: 'daily',
        impact: 'medium',
        flagged: ['55 min'],
      },
    ],
    insights: [
      {
        ...shared,
        id: 'i1',
        category: 'time',
        observation: 'Mornings <img src=x onerror="document.title=1"> have most of [your](https://evil.example) work',
        recommendation: 'Keep them free.',
      },
    ],
    tools: [{ ...shared, id: 't1', tool: 'Test retries', reason: 'They tell flaky from broken.', priority: 'medium' }],
    dropped: 1,
    muted: 0,
  },
  latest: '2026-11-20',
  history: [{ day: '2026-11-19', provider: 'rules', named: ['"npm test" is flaky'] }],
  next: {
    provider: 'claude',
    model: 'claude-sonnet-5-5',
    inputTokens: 3100,
    outputTokensAtMost: 8000,
    usdLikely: 0.0126,
    usdAtMost: 0.0862,
    cached: false,
    withinLimits: true,
  },
  ai: {
    enabled: true,
    provider: 'claude',
    hasKey: true,
    callsToday: 2,
    callsLimit: 20,
    usdToday: 0.012,
    usdLimit: 0.5,
  },
};

/** Before the first analysis, with AI off. */
export const noInsights: InsightsView = {
  analysis: null,
  latest: null,
  history: [],
  next: null,
  ai: { ...sampleInsights.ai, enabled: false, hasKey: false, callsToday: 0, usdToday: 0 },
};

/** The view after an item was judged or planned. */
export function changedItem(
  view: InsightsView,
  item: string,
  changes: { readonly verdict?: InsightVerdict | null; readonly planned?: boolean },
): InsightsView {
  const { analysis } = view;
  const mark = <T extends { readonly id: string }>(one: T): T => (one.id === item ? { ...one, ...changes } : one);
  return {
    ...view,
    analysis: analysis && {
      ...analysis,
      bottlenecks: analysis.bottlenecks.map(mark),
      insights: analysis.insights.map(mark),
      tools: analysis.tools.map(mark),
    },
  };
}

export const sampleReceipts: ReceiptsView = {
  pricesOf: '2026-11-20',
  items: [
    {
      id: 'r2',
      at: Date.UTC(2026, 10, 20, 19),
      durationMs: 8200,
      task: 'analysis',
      provider: 'claude',
      model: 'claude-sonnet-5-5',
      outcome: 'ok',
      tokens: { input: 2900, output: 640, cacheRead: 0, cacheWrite: 0, estimated: false },
      costUsd: 0.0122,
    },
    {
      id: 'r1',
      at: Date.UTC(2026, 10, 20, 18),
      durationMs: 300,
      task: 'plan',
      provider: 'claude',
      model: 'claude-new',
      outcome: 'rate-limited',
      tokens: null,
      costUsd: null,
    },
  ],
};
