import type { AiTask, ModelTokens } from '../core/insights/receipts.ts';
import type { CallOutcome } from '../core/insights/receipts.ts';

/** The request to a model. */
export interface ModelQuestion {
  readonly task: AiTask;
  /** The instructions. */
  readonly system: string;
  /** JSON: the digest and what else the task needs. */
  readonly content: string;
  /** Text that the receipt has in place of `content`, where that must not be stored: source code. */
  readonly kept?: string;
}

export type FailedCall = Exclude<CallOutcome, 'sent' | 'ok' | 'cached' | 'unreadable'>;

/** The result of a call. Failures have types, and the cost is known even then. */
export type ModelAnswer = {
  readonly model: string;
  readonly tokens: ModelTokens | null;
  readonly requestId?: string;
  /** It certainly cost nothing: it was turned away, or never left. Otherwise a call without `tokens` may have cost all it could. */
  readonly unbilled?: boolean;
  /** Time at which the service wants the next attempt, ms since the epoch. */
  readonly retryAt?: number;
} & (
  | { readonly outcome: 'ok'; readonly text: string }
  | { readonly outcome: FailedCall | 'unreadable'; readonly text?: string }
);

/** A model that can be called. Building the payload is separate from sending it, so that it can be shown and stored. */
export interface ModelProvider {
  readonly id: 'claude' | 'vscode';
  readonly model: string;
  /** Tokens that an answer may take at most. */
  readonly maxTokens: number;
  /** Exactly what would be sent for this; the key isn't a part of it. */
  request(ask: ModelQuestion): object;
  /** Resolves with an outcome even where it fails; `callModel` bounds one that does not. */
  send(request: object, signal: AbortSignal): Promise<ModelAnswer>;
}
