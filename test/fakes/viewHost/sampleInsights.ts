import type { InsightsView } from '../../../src/shared/insights.ts';
import type { ReceiptsView } from '../../../src/shared/receipts.ts';

const evidence = [{ id: 'run:shop:npm test', text: 'npm test: ran 30 times, 12 failed (40 %)' }];
const shared = { evidence, flagged: [], since: '2026-11-18' };

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
      { ...shared, type: 'flaky-run', description: '"npm test" is flaky', frequency: '12 of 30 runs', impact: 'high' },
      {
        ...shared,
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
        category: 'time',
        observation: 'Mornings <img src=x onerror="document.title=1"> have most of [your](https://evil.example) work',
        recommendation: 'Keep them free.',
      },
    ],
    tools: [{ ...shared, tool: 'Test retries', reason: 'They tell flaky from broken.', priority: 'medium' }],
    dropped: 1,
  },
  history: [{ day: '2026-11-19', provider: 'rules', named: ['"npm test" is flaky'] }],
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
