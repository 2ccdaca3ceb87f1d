import * as z from 'zod';
import { insightsView, verdicts } from '../../../core/insights/insights.ts';
import { daySchema } from '../../../core/views/views.ts';
import { hostAction } from '../../hostAction.ts';

const actions = () => import('./insightActions.ts');

export const getInsights = hostAction('insights.get', {
  title: 'Insights',
  description: 'The analysis of a day with its evidence and verdicts: bottlenecks, patterns, and suggestions.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({ day: daySchema.optional().describe('Default: the day of the latest analysis.') }),
  result: insightsView,
  run: async (services, { day }) => (await import('./insightsShown.ts')).viewOf(services, day),
});

export const analyze = hostAction('insights.analyze', {
  title: 'Analyze now',
  description:
    'Analyzes the last days with the built-in rules or the model that the user chose, and returns the insights.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({}),
  result: insightsView,
  run: async (services) => (await import('./analyzing.ts')).analyzeForView(services),
});

export const judgeInsight = hostAction('insights.judge', {
  title: 'Judge an insight',
  description: 'Saves whether an insight was useful. The next analysis takes it into account.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({
    day: daySchema,
    item: z.string(),
    verdict: z.enum(verdicts).nullable().describe('Null takes the verdict back.'),
  }),
  result: insightsView,
  run: async (services, judged) => (await actions()).judge(services, judged),
});

export const addInsightToPlan = hostAction('insights.addToPlan', {
  title: 'Add an insight to the plan',
  description: 'Makes a task from an insight, only once.',
  access: 'write',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({
    day: daySchema,
    item: z.string(),
    to: daySchema.optional().describe('The day of the plan. Default: the day that the next plan is for.'),
  }),
  result: z.object({ id: z.string(), day: daySchema }),
  run: async (services, item) => (await actions()).addToPlan(services, item),
});
