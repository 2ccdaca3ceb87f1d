import type { Answer, FailedCall } from '../provider.ts';
import type { ClaudeRequest } from './request.ts';

/** How to reach the Messages API. Everything is told; nothing is looked up in the environment or on disk. */
export interface ClaudeOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** For the whole exchange, ms: all attempts, the waiting between them, and the bodies. */
  readonly timeoutMs: number;
  readonly retries: number;
}

/** A model as the API lists it. */
export interface ClaudeModel {
  readonly id: string;
  readonly name: string;
  /** When it is to be retired, `YYYY-MM-DD`. */
  readonly retiresAt?: string;
}

export type Models =
  | { readonly outcome: 'ok'; readonly models: readonly ClaudeModel[] }
  | { readonly outcome: FailedCall | 'unreadable' };

/** What the bundle with the SDK gives: made and loaded only when a call is made. */
export interface ClaudeClient {
  send(request: ClaudeRequest, signal: AbortSignal): Promise<Answer>;
  /** The models that the key may use; a free call, so it checks the key too. */
  models(signal: AbortSignal): Promise<Models>;
}
