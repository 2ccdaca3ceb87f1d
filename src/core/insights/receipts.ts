import * as z from 'zod';
import { unitTexts } from '../views/unitTexts.ts';

/** Outcome of a call to a model: `sent` while it is under way, and forever if its window died. */
export const callOutcomes = [
  'sent',
  'ok',
  'cached',
  'refused',
  'truncated',
  'unreadable',
  'rate-limited',
  'overloaded',
  'server-error',
  'timeout',
  'network',
  'auth',
  'permission',
  'billing',
  'bad-request',
  'no-model',
  'too-large',
  'cancelled',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Ways in which a call fails, or is not made at all. */
export type AiFailure = Exclude<CallOutcome, 'sent' | 'ok' | 'cached'> | 'off' | 'no-key' | 'budget' | 'declined';

export const aiTasks = [
  'analysis',
  'plan',
  'pullRequest',
  'changes',
  'standup',
  'weeklyPost',
  'tests',
  'decisions',
] as const;
export type AiTask = (typeof aiTasks)[number];

const tokens = z.object({
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheWrite: z.number(),
  /** Counted by us or by the editor, since the provider tells none. */
  estimated: z.boolean(),
});
export type ModelTokens = z.infer<typeof tokens>;

/** Record of a call to a model, with its answer, so that the same payload need not be sent again. */
export const receiptSchema = z.object({
  id: z.string(),
  at: z.number().describe(unitTexts.instant),
  durationMs: z.number(),
  task: z.enum(aiTasks),
  provider: z.enum(['claude', 'vscode']),
  model: z.string(),
  outcome: z.enum(callOutcomes),
  tokens: tokens.nullable(),
  /** US dollars by the price table, null when the model is in none. */
  costUsd: z.number().nullable(),
  /** `costUsd` is the most it may have cost: while the call is under way, and if the provider reported no usage. */
  costAtMost: z.boolean().optional(),
  hash: z.string(),
  /**
   * Exactly what was sent, as JSON; the key isn't a part of it. Source code isn't kept: a list of its files and a digest take its place. Empty
   * when it was erased with a project that it named.
   */
  payload: z.string(),
  answer: z.string().optional(),
  /** The provider's id of the request, for its support. */
  requestId: z.string().optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Receipts as the view lists them: without payload and answer, which are shown in an editor. Newest first. */
export const receiptsView = z.object({
  items: z.array(receiptSchema.omit({ payload: true, answer: true, hash: true })),
  /** The day of the price table. */
  pricesOf: z.string(),
});
export type ReceiptsView = z.infer<typeof receiptsView>;
