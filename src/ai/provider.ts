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

/** The result of a call. Failures are told apart, and the cost is told even then. */
export type Answer = {
  readonly model: string;
  readonly tokens: Tokens | null;
  readonly requestId?: string;
  /** It certainly cost nothing: it was turned away, or never left. Otherwise a call without `tokens` may have cost all it could. */
  readonly unbilled?: boolean;
  /** When the service wants to be asked again, ms since the epoch. */
  readonly retryAt?: number;
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
  /** Resolves with an outcome even where it fails; `callModel` bounds one that does not. */
  send(request: object, signal: AbortSignal): Promise<Answer>;
}
