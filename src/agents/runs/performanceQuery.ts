import * as z from 'zod';
import { query } from '../../core/operations/operation.ts';
import { dayMs } from '../../core/time/days.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { fewestRuns, performanceBy } from './performance.ts';
import { runsSince } from './runsQuery.ts';

const share = z.number().min(0).max(1);
const rate = z
  .object({ count: z.number(), of: z.number().describe('Sample size.'), low: share, high: share })
  .describe('A share (`count` of `of`), and its 95 % interval.');
/** Results of the runs of a group, as they are answered. */
export const runPerformance = z.object({
  name: z.string(),
  runs: z.number(),
  succeeded: rate.describe('Of the runs that ended by themselves or at a limit.'),
  verified: rate.describe('Of the runs whose checks came to an end.'),
  reworked: rate.describe('Runs that were retried or continued.'),
  median: z.object({ workMs: z.number().describe(unitTexts.duration).optional(), runs: z.number() }),
  cost: z
    .object({ usd: z.number(), medianUsd: z.number().optional(), runs: z.number() })
    .describe('Of the runs whose cost is known.'),
  isComparable: z.boolean().describe(`False below ${fewestRuns} runs with an outcome: too few to compare with others.`),
});

export const agentRunPerformance = query('agents.runPerformance', {
  title: 'Performance of agent runs',
  description: `How runs of AI agents went, by agent, model, and prompt: shares that succeeded, passed their checks, and were reworked, with sample sizes and 95 % intervals; time and cost. Sorted by name, not ranked. Groups with fewer than ${fewestRuns} runs are marked as too few to compare.`,
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ days: z.number().int().min(1).max(3660).default(90).describe('How many days, ending now.') }),
  result: z.object({
    fewest: z.number(),
    agents: z.array(runPerformance),
    models: z.array(runPerformance),
    prompts: z.array(runPerformance),
  }),
  run: (read, { days }) => {
    const runs = runsSince(read, read.now - days * dayMs);
    return {
      fewest: fewestRuns,
      agents: performanceBy(runs, ({ agent }) => agent),
      models: performanceBy(runs, ({ agent, model }) => model && `${agent}/${model}`),
      prompts: performanceBy(runs, ({ prompt }) => prompt),
    };
  },
});
