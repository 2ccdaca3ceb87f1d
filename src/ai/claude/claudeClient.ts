import type { ModelAnswer, FailedCall } from '../provider.ts';
import type { ClaudeRequest } from './request.ts';

/** Settings for reaching the Messages API. All values are explicit; nothing is read from the environment or the disk. */
export interface ClaudeOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** For the whole exchange, in ms: all attempts, the waits between them, and the bodies. */
  readonly timeoutMs: number;
  readonly retries: number;
}

/** A model as the API lists it. */
export interface ClaudeModel {
  readonly id: string;
  readonly name: string;
  /** Day on which it will be retired, `YYYY-MM-DD`. */
  readonly retiresAt?: string;
}

export type Models =
  | { readonly outcome: 'ok'; readonly models: readonly ClaudeModel[] }
  | { readonly outcome: FailedCall | 'unreadable' };

/** The exports of the SDK's bundle, which only a call loads. */
export interface ClaudeClient {
  send(request: ClaudeRequest, signal: AbortSignal): Promise<ModelAnswer>;
  /** The models that the key may use; a free call, so it checks the key too. */
  models(signal: AbortSignal): Promise<Models>;
}
