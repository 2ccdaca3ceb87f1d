import {
  CancellationTokenSource,
  l10n,
  type LanguageModelChat,
  LanguageModelChatMessage,
  LanguageModelError,
  LanguageModelTextPart,
} from 'vscode';
import type { ModelAnswer, FailedCall, ModelProvider } from '../../ai/provider.ts';
import { jsonSchemaOf } from '../../ai/answerSchemas.ts';
import { formInWords } from '../../ai/prompts.ts';
import { streamedAnswer } from '../../ai/streamedAnswer.ts';

/** Answers of the editor's models are cut by the editor; this much is assumed. */
const maxTokens = 8000;

interface EditorRequest {
  readonly model: string;
  /** All as user messages, since there is no system role. */
  readonly messages: readonly string[];
}

/**
 * The editor's own language models. They support no structured output and report no usage: the prompt asks for JSON, and tokens are counted
 * with the model's own counter.
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

function send(model: LanguageModelChat, { messages }: EditorRequest, signal: AbortSignal): Promise<ModelAnswer> {
  const source = new CancellationTokenSource();
  return streamedAnswer(
    {
      id: model.id,
      open: async () => {
        const chatMessages = messages.map((text) => LanguageModelChatMessage.User(text));
        const justification = l10n.t('To analyze your days and make plans, as you asked.');
        const response = await model.sendRequest(chatMessages, { justification }, source.token);
        return textOf(response.stream);
      },
      cancel: () => {
        source.cancel();
        source.dispose();
      },
      countTokens: (text) => model.countTokens(text),
      outcomeOf,
    },
    messages,
    signal,
  );
}

/** The text among what a model streams; it may stream other parts, such as calls of tools. */
async function* textOf(stream: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const part of stream) if (part instanceof LanguageModelTextPart) yield part.value;
}

/** A failure inside a stream arrives as the cause of another error, or as a plain error with a code. */
function outcomeOf(error: unknown): FailedCall {
  for (let one = error; one instanceof Error; one = one.cause) {
    const code = one instanceof LanguageModelError ? one.code : (one as { code?: unknown }).code;
    if (code === LanguageModelError.NoPermissions.name) return 'permission';
    if (code === LanguageModelError.Blocked.name) return 'rate-limited';
    if (code === LanguageModelError.NotFound.name) return 'no-model';
  }
  return 'server-error';
}
