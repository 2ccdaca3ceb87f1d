import type { ModelProvider } from '../provider.ts';
import type { ClaudeClient } from './claudeClient.ts';
import { claudeRequest, maxTokens } from './request.ts';
import type { ClaudeRequest } from './request.ts';

/** The model asked when the user has chosen none: good at this, at a price of a cent or two a call. */
export const defaultModel = 'claude-sonnet-5-5';

/** Claude as a provider. @param open loads the SDK; called only when something is sent */
export function claudeProvider(model: string, open: () => Promise<ClaudeClient>): ModelProvider {
  return {
    id: 'claude',
    model,
    maxTokens,
    request: (ask) => claudeRequest(model, ask),
    send: async (request, signal) => (await open()).send(request as ClaudeRequest, signal),
  };
}
