import type { ModelProvider } from '../provider.ts';
import type { ClaudeClient } from './claudeClient.ts';
import { claudeRequest, maxTokens } from './request.ts';
import type { ClaudeRequest } from './request.ts';

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
