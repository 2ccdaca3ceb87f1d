import * as z from 'zod';
import { priorities } from './activity.ts';
import { daySchema } from './views.ts';

/** What can slow a person down, as the analyzers name it. */
export const bottleneckTypes = [
  'flaky-run',
  'failing-run',
  'slow-run',
  'recurring-error',
  'broken-file',
  'context-switching',
  'interruptions',
  'review-wait',
  'stuck-branch',
  'plan-overload',
  'estimates',
  'other',
] as const;
export type BottleneckType = (typeof bottleneckTypes)[number];

export const insightCategories = ['time', 'focus', 'quality', 'planning', 'learning', 'balance', 'other'] as const;
export type InsightCategory = (typeof insightCategories)[number];

export const impacts = ['high', 'medium', 'low'] as const;

const evidence = z.array(z.object({ id: z.string(), text: z.string() }));
/** Numbers stated in an item that are not in the evidence it cites, as they stand in its text. */
const flagged = z.array(z.string());
const grounded = {
  evidence,
  flagged,
  /** The day on which it was first found; kept while it is found again. */
  since: daySchema,
};

const bottleneck = z.object({
  type: z.enum(bottleneckTypes),
  description: z.string(),
  frequency: z.string(),
  impact: z.enum(impacts),
  ...grounded,
});
export type Bottleneck = z.infer<typeof bottleneck>;

const insight = z.object({
  category: z.enum(insightCategories),
  observation: z.string(),
  recommendation: z.string(),
  ...grounded,
});
export type Insight = z.infer<typeof insight>;

const toolSuggestion = z.object({ tool: z.string(), reason: z.string(), priority: z.enum(priorities), ...grounded });
export type ToolSuggestion = z.infer<typeof toolSuggestion>;

/** An analysis as it is stored, one for each day, and shown. */
export const analysisSchema = z.object({
  version: z.literal(1),
  day: daySchema,
  from: daySchema,
  to: daySchema,
  madeAt: z.number(),
  provider: z.enum(['rules', 'claude', 'vscode']),
  model: z.string().optional(),
  /** Why the built-in rules made it although another provider was chosen. */
  fallback: z.string().optional(),
  bottlenecks: z.array(bottleneck),
  insights: z.array(insight),
  tools: z.array(toolSuggestion),
  /** Items that were dropped because they cite no evidence that exists. */
  dropped: z.number(),
});
export type Analysis = z.infer<typeof analysisSchema>;

/** What the storage keeps of it besides: which facts were told, by id, so that the next one is told only what is new. */
export const storedAnalysisSchema = analysisSchema.extend({ told: z.record(z.string(), z.string()) });
export type StoredAnalysis = z.infer<typeof storedAnalysisSchema>;

/** What the view shows of AI: the last analysis, those before it, and how AI is set up. */
export const insightsView = z.object({
  analysis: analysisSchema.nullable(),
  /** Days of earlier analyses, newest first, each with what it named. */
  history: z.array(z.object({ day: daySchema, provider: analysisSchema.shape.provider, named: z.array(z.string()) })),
  ai: z.object({
    enabled: z.boolean(),
    provider: z.enum(['claude', 'vscode', 'rules']),
    hasKey: z.boolean(),
    callsToday: z.number(),
    callsLimit: z.number(),
    usdToday: z.number(),
    usdLimit: z.number(),
  }),
});
export type InsightsView = z.infer<typeof insightsView>;
