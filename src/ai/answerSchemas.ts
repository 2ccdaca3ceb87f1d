import * as z from 'zod';
import { priorities } from '../core/facts/activity.ts';
import { bottleneckTypes, impacts, insightCategories } from '../core/insights/insights.ts';
import type { AiTask } from '../core/insights/receipts.ts';
import { jsonIn } from './answerText.ts';

/**
 * The schema of a model's answer. Every property is required and nothing is bounded, since that is what all structured outputs support; we
 * clamp sizes ourselves.
 */
const cited = z.array(z.string());

export const analysisAnswer = z.object({
  bottlenecks: z.array(
    z.object({
      type: z.enum(bottleneckTypes),
      description: z.string(),
      frequency: z.string(),
      impact: z.enum(impacts),
      evidence: cited,
    }),
  ),
  insights: z.array(
    z.object({
      category: z.enum(insightCategories),
      observation: z.string(),
      recommendation: z.string(),
      evidence: cited,
    }),
  ),
  tool_suggestions: z.array(
    z.object({ tool: z.string(), reason: z.string(), priority: z.enum(priorities), evidence: cited }),
  ),
});
export type AnalysisAnswer = z.infer<typeof analysisAnswer>;

const planned = { estimated_duration: z.number(), evidence: cited };

export const planAnswer = z.object({
  tasks: z.array(z.object({ task: z.string(), priority: z.enum(priorities), project: z.string(), ...planned })),
  learning: z.object({ task: z.string(), ...planned }),
  reflection: z.object({ question: z.string(), evidence: cited }),
});
export type PlanAnswer = z.infer<typeof planAnswer>;

/** Kinds of a change, as keepachangelog.com names them. */
export const changeKinds = ['added', 'changed', 'fixed', 'removed', 'internal'] as const;

const codeDraftAnswer = z.object({
  title: z.string(),
  summary: z.string(),
  changes: z.array(z.object({ kind: z.enum(changeKinds), text: z.string(), evidence: cited })),
  notes: z.array(z.object({ text: z.string(), evidence: cited })),
});
export type CodeDraftAnswer = z.infer<typeof codeDraftAnswer>;

const testsAnswer = z.object({ files: z.array(z.object({ path: z.string(), content: z.string() })) });

const decisionsAnswer = z.object({
  decisions: z.array(z.object({ title: z.string(), why: z.string(), evidence: cited })),
});

const reportAnswer = z.object({ lines: z.array(z.object({ text: z.string(), evidence: cited })) });

/** The schema that an answer to a task must fit. */
export const answerSchemas = {
  analysis: analysisAnswer,
  plan: planAnswer,
  pullRequest: codeDraftAnswer,
  changes: codeDraftAnswer,
  standup: reportAnswer,
  weeklyPost: reportAnswer,
  tests: testsAnswer,
  decisions: decisionsAnswer,
} as const;
export type AnswerOf<K extends AiTask> = z.infer<(typeof answerSchemas)[K]>;

/** The same as JSON Schema, for a provider with structured output. */
export function jsonSchemaOf(task: AiTask): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(answerSchemas[task]) as Record<string, unknown>;
  return schema;
}

/** The answer in a text: the first JSON in it that fits, if need be inside a code fence or between words. Undefined when none does. */
export function readAnswer<K extends AiTask>(task: K, text: string): AnswerOf<K> | undefined {
  for (const candidate of jsonIn(text)) {
    const parsed = answerSchemas[task].safeParse(candidate);
    if (parsed.success) return parsed.data as AnswerOf<K>;
  }
  return undefined;
}
