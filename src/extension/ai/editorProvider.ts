import {
  CancellationTokenSource,
  l10n,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelError,
  LanguageModelTextPart,
} from 'vscode';
import type { Answer, FailedCall, ModelProvider } from '../../ai/provider.ts';
import { jsonSchemaOf } from '../../ai/answerSchemas.ts';
import { formInWords } from '../../ai/prompts.ts';

/** Answers of the editor's models are cut by the editor; this much is assumed. */
const maxTokens = 8000;

interface EditorRequest {
  readonly model: string;
  /** All as the user's, since there is no system role. */
  readonly messages: readonly string[];
}

/**
 * The editor's own language models. They know no structured output and tell no usage: JSON is asked for in words, and tokens are
 * counted with the model's own counter.
 */
export function editorProvider(model: LanguageModelChat): ModelProvider {
  return {
    id: 'vscode',
    model: model.id,
    maxTokens,
    request: ({ task, system, content }) => ({
      model: model.id,
      messages: [`${system}\n${formInWords(jsonSchemaOf(task))}`, content],
    }),
    send: (request, signal) => send(model, request as EditorRequest, signal),
  };
}

async function send(model: LanguageModelChat, { messages }: EditorRequest, signal: AbortSignal): Promise<Answer> {
  const source = new CancellationTokenSource();
  signal.addEventListener('abort', () => source.cancel(), { once: true });
  try {
    const said = messages.map((text) => LanguageModelChatMessage.User(text));
    const justification = l10n.t('To analyze your days and make plans, as you asked.');
    const response = await model.sendRequest(said, { justification }, source.token);
    let text = '';
    for await (const part of response.stream) if (part instanceof LanguageModelTextPart) text += part.value;
    const count = async (one: string) => model.countTokens(one);
    const input = (await Promise.all(messages.map(count))).reduce((a, b) => a + b, 0);
    const tokens = { input, output: await count(text), cacheRead: 0, cacheWrite: 0, estimated: true };
    return signal.aborted
      ? { outcome: 'cancelled', model: model.id, tokens }
      : { outcome: 'ok', model: model.id, tokens, text };
  } catch (error) {
    return { outcome: signal.aborted ? 'cancelled' : outcomeOf(error), model: model.id, tokens: null };
  } finally {
    source.dispose();
  }
}

function outcomeOf(error: unknown): FailedCall {
  if (!(error instanceof LanguageModelError)) return 'server-error';
  if (error.code === LanguageModelError.NoPermissions.name) return 'permission';
  if (error.code === LanguageModelError.Blocked.name) return 'rate-limited';
  return error.code === LanguageModelError.NotFound.name ? 'no-model' : 'server-error';
}
