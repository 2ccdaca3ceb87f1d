import type { AiTask, Tokens } from '../core/insights/receipts.ts';
import type { CallOutcome } from '../core/insights/receipts.ts';

/** What is asked of a model. */
export interface Ask {
  readonly task: AiTask;
  /** What to do and how. */
  readonly system: string;
  /** JSON: the digest and what else the task needs. */
  readonly content: string;
}

export type FailedCall = Exclude<CallOutcome, 'sent' | 'ok' | 'cached' | 'unreadable'>;

/** What came of a call. It never rejects: what went wrong is told apart, and costs are told even then. */
export type Answer = {
  readonly model: string;
  readonly tokens: Tokens | null;
  readonly requestId?: string;
} & (
  | { readonly outcome: 'ok'; readonly text: string }
  | { readonly outcome: FailedCall | 'unreadable'; readonly text?: string }
);

/** A model that can be asked. What it is sent is made apart from the sending, so that it can be shown and remembered. */
export interface ModelProvider {
  readonly id: 'claude' | 'vscode';
  readonly model: string;
  /** Tokens that an answer may take at most. */
  readonly maxTokens: number;
  /** Exactly what would be sent for this; the key is no part of it. */
  request(ask: Ask): object;
  send(request: object, signal: AbortSignal): Promise<Answer>;
}
