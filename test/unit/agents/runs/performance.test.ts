import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fewestRuns, performanceBy, rateOf, type IdentifiedRun } from '../../../../src/agents/runs/performance.ts';
import type { AgentRun } from '../../../../src/agents/runs/runRecords.ts';
import { runOf } from './runOf.ts';

const identified = (id: string, values: Partial<AgentRun> = {}): IdentifiedRun => ({ id, run: runOf(values) });
const outcome = (workMs: number, costUsd?: number): AgentRun['outcome'] => ({
  reason: 'exited',
  isError: false,
  denials: 0,
  turns: 1,
  workMs,
  ...(costUsd !== undefined && { costUsd }),
});
const checked = (state: 'passed' | 'failed' | 'stopped'): AgentRun['verification'] => ({
  state,
  at: Date.UTC(2026, 2, 2),
  steps: [],
});

describe('performance of agent runs', () => {
  it('has sample sizes of its own for each figure', () => {
    const runs = [
      identified('1', { outcome: outcome(1000, 0.5), verification: checked('passed') }),
      identified('2', { outcome: outcome(3000), verification: checked('failed'), attempts: 2 }),
      identified('3', { status: 'failed', outcome: outcome(9000, 0.25), verification: checked('stopped') }),
      identified('4', { status: 'canceled', outcome: outcome(1) }),
      identified('5', { status: 'interrupted' }),
      identified('6', { status: 'running', retryOf: '3' }),
      identified('7', { agent: 'codex' }),
    ];
    const [claude, codex] = performanceBy(runs, ({ agent }) => agent);
    assert.ok(claude && codex);
    const parts = ({ count, of }: { count: number; of: number }): string => `${count}/${of}`;
    assert.deepEqual(
      [claude.name, claude.runs, parts(claude.succeeded), parts(claude.verified), parts(claude.reworked)],
      ['claude', 6, '2/3', '1/2', '2/6'],
    );
    assert.deepEqual(claude.median, { workMs: 3000, runs: 3 });
    assert.deepEqual(claude.cost, { usd: 0.75, medianUsd: 0.375, runs: 2 });
    assert.equal(claude.isComparable, false);
    assert.deepEqual(codex.cost, { usd: 0, runs: 0 });
  });

  it('is comparable from the stated number of runs on, and comes by name, whoever is better', () => {
    const many = (agent: AgentRun['agent'], count: number, status: AgentRun['status']): IdentifiedRun[] =>
      Array.from({ length: count }, (_, index) => identified(`${agent}${index}`, { agent, status }));
    const rows = performanceBy(
      [
        ...many('gemini', fewestRuns, 'succeeded'),
        ...many('codex', fewestRuns - 1, 'succeeded'),
        ...many('claude', fewestRuns, 'failed'),
      ],
      ({ agent }) => agent,
    );
    assert.deepEqual(
      rows.map(({ name, isComparable }) => [name, isComparable]),
      [
        ['claude', true],
        ['codex', false],
        ['gemini', true],
      ],
    );
  });

  it('a rate lies in its interval, which gets narrower with more runs', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (count, more) => {
        const of = count + more;
        const { low, high } = rateOf(count, of);
        assert.ok(low >= 0 && high <= 1 && low <= high);
        if (of === 0) return;
        assert.ok(low <= count / of && count / of <= high);
        const wider = rateOf(count * 4, of * 4);
        assert.ok(wider.high - wider.low < high - low);
      }),
      // All of 320: the formula gives a little less than 1.
      { examples: [[320, 0]] },
    );
    // A table of R's binom.confint(methods = "wilson").
    const { low, high } = rateOf(8, 10);
    assert.deepEqual([low.toFixed(3), high.toFixed(3)], ['0.490', '0.943']);
  });
});
