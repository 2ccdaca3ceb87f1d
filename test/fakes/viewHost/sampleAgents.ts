import type { AgentDayView, AgentResultsView, AgentRunView, LiveAgentView } from '../../../src/catalog/view.ts';
import { at } from './sampleDashboard.ts';

const none = { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
const noTotals = { calls: 0, tokens: none, costUsd: 0, unpricedCalls: 0, unpricedTokens: 0 };
const minute = 60_000;

/** A day on which no agent worked, or nothing is recorded. */
export function noAgents(day: string): AgentDayView {
  const time = { agentMs: 0, agentSumMs: 0, supervisedMs: 0, delegatedMs: 0, waitingMs: 0, agentWaitedMs: 0 };
  return { day, sessions: [], totals: noTotals, time, decisions: [] };
}

/** Two agents, partly in parallel; the second uses a model without a price. */
export function sampleAgents(day: string): AgentDayView {
  const [first, second] = [
    { start: at(9, 20), end: at(10, 5) },
    { start: at(9, 50), end: at(10, 20) },
  ];
  const tokens = { ...none, input: 21_400, output: 9_200, cacheWrite: 48_000, cacheRead: 1_310_000 };
  const priced = { ...noTotals, calls: 41, tokens, costUsd: 2.37 };
  const unpriced = {
    ...noTotals,
    calls: 7,
    tokens: { ...none, input: 8_000, output: 900 },
    unpricedCalls: 7,
    unpricedTokens: 8_900,
  };
  return {
    day,
    sessions: [
      {
        id: 'a2',
        tool: 'Codex',
        project: 'api',
        work: [second],
        workMs: 30 * minute,
        presentMs: 0,
        supervisedMs: 0,
        failures: { tool: 0, model: 0 },
        totals: unpriced,
      },
      {
        id: 'a1',
        tool: 'Claude Code',
        project: 'shop',
        work: [first],
        workMs: 45 * minute,
        presentMs: 40 * minute,
        supervisedMs: 40 * minute,
        failures: { tool: 2, model: 1 },
        totals: priced,
      },
    ],
    totals: {
      ...priced,
      calls: 48,
      unpricedCalls: 7,
      unpricedTokens: 8_900,
      tokens: { ...tokens, input: 29_400, output: 10_100 },
    },
    time: {
      agentMs: 60 * minute,
      agentSumMs: 75 * minute,
      supervisedMs: 40 * minute,
      delegatedMs: 20 * minute,
      waitingMs: 8 * minute,
      agentWaitedMs: 12 * minute,
    },
    decisions: [],
  };
}

/** Two agents that are running: one waits for a permission, one works. */
export function runningAgents(): LiveAgentView[] {
  const tool = 'Claude Code';
  return [
    { id: 'l1', tool, folder: '/home/me/work/api', state: 'working', since: at(10, 2) },
    { id: 'l2', tool, folder: '/home/me/work/shop', state: 'waiting', since: at(10, 4) },
  ];
}

/** A run that is at work, and one that waits for an answer. */
export function sampleRuns(): AgentRunView[] {
  const marks = { isViewed: false, isReviewed: false, isMerged: false, isDiscarded: false };
  const common = { ...marks, project: '/home/me/work/shop', agent: 'claude' as const };
  return [
    {
      ...common,
      id: 'r2',
      status: 'running',
      title: 'Add a cart',
      branch: 'daymark/add-a-cart-1a2b3c',
      start: at(10, 1),
    },
    {
      ...common,
      id: 'r1',
      status: 'succeeded',
      title: 'Fix the flaky test',
      branch: 'daymark/fix-the-flaky-test-4d5e6f',
      start: at(9, 1),
      end: at(9, 12),
      costUsd: 0.42,
      verification: 'passed',
    },
  ];
}

/** A month in which the agents' work led to two commits, and a part of it to nothing yet. */
export function sampleResults(): AgentResultsView {
  const sums = { ...noTotals, workMs: 0 };
  const spent = (workMs: number, costUsd: number) => ({
    ...sums,
    workMs,
    costUsd,
    calls: 20,
    tokens: { ...none, input: 400_000, output: 20_000 },
  });
  const [first, second, rest] = [spent(50 * minute, 4.2), spent(20 * minute, 1.1), spent(9 * minute, 0.4)];
  const sha = 'd1430b85865422616bb824ac51dae0b6a77b5638';
  return {
    from: '2026-10-31',
    to: '2026-11-29',
    sessions: 6,
    notCompared: 1,
    totals: spent(79 * minute, 5.7),
    commits: {
      rows: [
        { ...first, commit: sha, message: 'Add a cart', project: 'shop', by: 'lines' },
        { ...second, commit: sha.replace('d', 'e'), message: '', project: 'api', by: 'logged' },
      ],
      others: sums,
      none: rest,
    },
    branches: {
      rows: [{ ...first, branch: 'feature/cart', project: 'shop' }],
      others: sums,
      none: spent(29 * minute, 1.5),
    },
    pulls: { rows: [], others: sums, none: spent(79 * minute, 5.7) },
    tasks: { rows: [{ ...first, id: 't1', title: 'Cart' }], others: sums, none: spent(29 * minute, 1.5) },
    lines: {
      written: 1240,
      reworked: 160,
      dropped: 40,
      pending: 90,
      committed: 950,
      kept: 820,
      redone: 70,
      rewritten: 48,
      deleted: 12,
      survived: 610,
      young: 240,
    },
    help: {
      commits: 31,
      helped: 12,
      trailers: 9,
      work: 8,
      agents: [
        { agent: 'Claude', commits: 8 },
        { agent: 'GitHub Copilot', commits: 1 },
      ],
      pulls: 5,
      helpedPulls: 3,
    },
    tests: { turnedGreen: 7, turnedRed: 3 },
  };
}
