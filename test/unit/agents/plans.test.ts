import assert from 'node:assert/strict';
import { planShares } from '../../../src/agents/plans.ts';
import { noUsage } from '../../../src/agents/summary.ts';

describe('flat plans', () => {
  const row = (name: string, costUsd: number) => ({ name, totals: { ...noUsage, costUsd } });
  const byTool = [row('Claude Code', 310), row('Codex', 4)];
  const of = (from: string, to: string, plans: Readonly<Record<string, number>>) =>
    planShares({ from, to, byTool }, plans).map(({ tool, planUsd, listUsd }) => [
      tool,
      Number(planUsd.toFixed(4)),
      listUsd,
    ]);

  it('cost the part of each month that falls on the days, beside list prices', () => {
    assert.deepEqual(of('2026-11-01', '2026-11-30', { 'claude-code': 100 }), [['claude-code', 100, 310]]);
    assert.deepEqual(of('2026-11-24', '2026-11-30', { 'claude-code': 90, codex: 30 }), [
      ['claude-code', 21, 310],
      ['codex', 7, 4],
    ]);
    // One day of 31, one of 28, and a year.
    assert.deepEqual(of('2027-01-31', '2027-02-01', { codex: 868 }), [['codex', 28 + 31, 4]]);
    assert.deepEqual(of('2026-01-01', '2026-12-31', { codex: 20 }), [['codex', 240, 4]]);
  });

  it('are compared for tools that were not used, too, and for none that is not known', () => {
    assert.deepEqual(of('2026-11-30', '2026-11-30', { gemini: 30, other: 5 }), [['gemini', 1, 0]]);
    assert.deepEqual(of('2026-11-30', '2026-11-30', {}), []);
  });
});
