import type { AgentDayView } from '../../../src/catalog/view.ts';
import { at } from './sampleDashboard.ts';

const none = { input: 0, output: 0, cacheWrite: 0, cacheWrite1h: 0, cacheRead: 0, reasoning: 0 };
const noTotals = { calls: 0, tokens: none, costUsd: 0, unpricedCalls: 0, unpricedTokens: 0 };
const minute = 60_000;

/** A day on which no agent worked, or nothing is recorded. */
export function noAgents(day: string): AgentDayView {
  const time = { agentMs: 0, agentSumMs: 0, supervisedMs: 0, delegatedMs: 0, waitingMs: 0, agentWaitedMs: 0 };
  return { day, sessions: [], totals: noTotals, time };
}

/** Two agents, for a while at once; the second is of a model without a price. */
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
      { id: 'a2', tool: 'Codex', project: 'api', work: [second], workMs: 30 * minute, totals: unpriced },
      { id: 'a1', tool: 'Claude Code', project: 'shop', work: [first], workMs: 45 * minute, totals: priced },
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
  };
}
