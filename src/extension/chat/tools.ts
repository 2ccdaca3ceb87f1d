import { LanguageModelTextPart, LanguageModelToolResult, MarkdownString, type PreparedToolInvocation } from 'vscode';
import { codeBlock } from '../../core/base/markdown.ts';
import { parseParams } from '../../core/operations/parseParams.ts';
import { toModel } from '../ai/outgoing.ts';
import { actionOf, operate } from '../operate.ts';
import type { Services } from '../services.ts';

/**
 * Language model tools: any operation that is offered in chat. Knows none of them.
 * @throws AppError `invalid-input` when the input doesn't fit the schema
 */
export async function invoke(services: Services, operation: string, input: unknown): Promise<LanguageModelToolResult> {
  const result = await operate(services, { transport: 'chat', operation, params: input ?? {} });
  // The only way out: the result of any operation passes the policy of what a model may see.
  const outgoing = await toModel(services, result);
  return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(outgoing))]);
}

/** Returns the confirmation question for an operation that writes. @throws AppError `invalid-input` */
export async function prepare(
  services: Services,
  operation: string,
  input: unknown,
): Promise<PreparedToolInvocation | undefined> {
  const action = await actionOf('chat', operation);
  if (!action || action.access === 'read') return undefined;
  const params = parseParams(action.params, input ?? {});
  const { title, message } = (await action.confirm?.(services, params as never)) ?? {
    title: action.title,
    message: codeBlock(JSON.stringify(params, undefined, 2)),
  };
  return { confirmationMessages: { title, message: new MarkdownString(message) } };
}
