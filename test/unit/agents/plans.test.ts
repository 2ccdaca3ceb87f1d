import assert from 'node:assert/strict';
import { planParts, planShares } from '../../../src/agents/plans.ts';
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

  it('are divided among folders, models, and days by what their calls would cost', () => {
    const rows = (...all: [string, number][]) => all.map(([name, costUsd]) => row(name, costUsd));
    const report = {
      from: '2026-11-29',
      to: '2026-11-30',
      byTool: rows(['Claude Code', 40], ['Codex', 4]),
      ofTools: {
        'claude-code': {
          byModel: rows(['opus', 40]),
          byProject: rows(['/shop', 30], ['/api', 10]),
          byDay: rows(['2026-11-29', 40]),
        },
        codex: { byModel: rows(['gpt', 4]), byProject: rows(['/api', 4]), byDay: rows(['2026-11-30', 4]) },
      },
    };
    const parts = (by: 'byModel' | 'byProject' | 'byDay', plans: Readonly<Record<string, number>>) =>
      planParts(report, plans, by).map(({ name, planUsd, listUsd }) => [name, planUsd, listUsd]);
    const plans = { 'claude-code': 300, codex: 60, gemini: 90 };
    assert.deepEqual(parts('byProject', plans), [
      ['/shop', 15, 30],
      ['/api', 9, 14],
    ]);
    assert.deepEqual(parts('byModel', plans), [
      ['opus', 20, 40],
      ['gpt', 4, 4],
    ]);
    assert.deepEqual(parts('byDay', { codex: 60 }), [['2026-11-30', 4, 4]]);
    assert.deepEqual(parts('byDay', { gemini: 60 }), []);
  });

  it('are compared for tools that were not used, too, and for none that is not known', () => {
    assert.deepEqual(of('2026-11-30', '2026-11-30', { gemini: 30, other: 5 }), [['gemini', 1, 0]]);
    assert.deepEqual(of('2026-11-30', '2026-11-30', {}), []);
  });
});
