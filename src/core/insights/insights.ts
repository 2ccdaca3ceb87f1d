import * as z from 'zod';
import { unitTexts } from '../views/unitTexts.ts';
import { priorities } from '../facts/activity.ts';
import { daySchema } from '../views/views.ts';

/** Kinds of bottlenecks that the analyzers name. */
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

export const impacts = ['high', 'medium', 'low'] as const;

const evidence = z.array(z.object({ id: z.string(), text: z.string(), url: z.string().optional() }));
/** Statements of an item that its cited evidence doesn't support, in its own words; sentences with them were left out. */
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
  madeAt: z.number().describe(unitTexts.instant),
  provider: z.enum(['rules', 'claude', 'vscode']),
  model: z.string().optional(),
  /** Reason why the built-in rules made it although another provider was chosen. */
  fallback: z.string().optional(),
  bottlenecks: z.array(bottleneck),
  insights: z.array(insight),
  tools: z.array(toolSuggestion),
  /** Items that were dropped because they cite no evidence that exists, or name what was never sent. */
  dropped: z.number(),
  /** Items that were left out because the person marked similar ones as not useful. */
  muted: z.number().default(0),
});
export type Analysis = z.infer<typeof analysisSchema>;

/** As stored, with the ids of the facts that were sent, so that the next analysis is sent only what is new. */
export const storedAnalysisSchema = analysisSchema.extend({ told: z.record(z.string(), z.string()) });
export type StoredAnalysis = z.infer<typeof storedAnalysisSchema>;

export const itemLists = ['bottlenecks', 'insights', 'tools'] as const;
export type ItemList = (typeof itemLists)[number];

export const verdicts = ['useful', 'not-useful'] as const;
export type InsightVerdict = (typeof verdicts)[number];

/** A person's judgement of an item, as stored: enough to recognize similar items in a later analysis. */
export const judgementSchema = z.object({
  version: z.literal(1),
  verdict: z.enum(verdicts),
  list: z.enum(itemLists),
  /** Type of a bottleneck, category of an insight, name of a tool. */
  kind: z.string(),
  /** Ids of the facts it rests on. */
  evidence: z.array(z.string()),
  /** Impact of a bottleneck, as it was then. */
  impact: z.enum(impacts).optional(),
});
export type Judgement = z.infer<typeof judgementSchema>;

const shownItem = {
  /** For `insights.judge` and `insights.addToPlan`; the same while the item says the same. */
  id: z.string(),
  verdict: z.enum(verdicts).nullable(),
  /** Its task is in the plan of today or of the day that the next plan is for. */
  planned: z.boolean(),
};

/** An analysis with what the person said of its items. */
export const shownAnalysis = analysisSchema.extend({
  bottlenecks: z.array(bottleneck.extend(shownItem)),
  insights: z.array(insight.extend(shownItem)),
  tools: z.array(toolSuggestion.extend(shownItem)),
});
export type ShownAnalysis = z.infer<typeof shownAnalysis>;

/** Cost of an analysis by the chosen model now. Money in US dollars, null if the price is not known. */
const nextCall = z.object({
  provider: z.enum(['claude', 'vscode']),
  model: z.string(),
  /** Tokens of the question, by our estimate, which is rather high. */
  inputTokens: z.number(),
  outputTokensAtMost: z.number(),
  /** With an answer as long as earlier ones were; null also while there was none. */
  usdLikely: z.number().nullable(),
  usdAtMost: z.number().nullable(),
  /** The same question was answered within a day: that answer is used again, nothing is sent. */
  cached: z.boolean(),
  /** True if the day's limits allow it. */
  withinLimits: z.boolean(),
});
export type NextCall = z.infer<typeof nextCall>;

/** State of AI for the view: an analysis, earlier ones, and the set-up. */
export const insightsView = z.object({
  /** That of the day asked for, or else the latest. */
  analysis: shownAnalysis.nullable(),
  /** The day of the latest analysis, null while there is none. */
  latest: daySchema.nullable(),
  /** Days of earlier analyses than the latest, newest first, each with what it named. An older day than these can be asked for too. */
  history: z.array(z.object({ day: daySchema, provider: analysisSchema.shape.provider, named: z.array(z.string()) })),
  /** Null when the built-in rules would do it, and where no model can be asked now. */
  next: nextCall.nullable(),
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
