import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolResult,
  type InputRequiredResult,
  type Server,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import type { OperationDescription } from '../catalog/describe.ts';
import type { Conversation } from './conversation.ts';
import { outputSchemaOf } from './schemas.ts';

/** The key of the only question before a write. */
const confirmKey = 'confirm';

/** Offers every operation of the transport as a tool. Knows none of them. */
export function offerTools(server: Server, conversation: Conversation): void {
  let listed: Promise<readonly OperationDescription[]> | undefined;
  const list = (): Promise<readonly OperationDescription[]> => (listed ??= conversation.headless.describe('mcp'));
  server.setRequestHandler('tools/list', async () => ({ tools: (await list()).map(toolOf) }));
  server.setRequestHandler('tools/call', async ({ params: { name, arguments: args = {} } }, context) => {
    const operation = (await list()).find((one) => toolName(one.name) === name);
    const known = operation?.name ?? (await conversation.headless.refused('mcp')).find((one) => toolName(one) === name);
    if (known === undefined)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no tool ${JSON.stringify(name.slice(0, 100))}.`,
      );
    try {
      const question = await confirmation({ server, conversation, context }, known, args);
      if (question) return question;
      const result = await answered(conversation, known, args);
      return operation ? server.projectCallToolResult(result, outputSchemaOf(operation)) : result;
    } catch (error) {
      return failed(conversation.failure(error));
    }
  });
}

/** The name of an operation's tool. Some clients and models allow only letters, digits, `_`, and `-` in it. */
function toolName(operation: string): string {
  return operation.replaceAll('.', '_');
}

function toolOf(operation: OperationDescription): Tool {
  const { name, title, description, access, params } = operation;
  const outputSchema = outputSchemaOf(operation);
  return {
    name: toolName(name),
    title,
    description,
    inputSchema: { ...params, type: 'object' },
    ...(outputSchema && { outputSchema }),
    annotations: {
      title,
      readOnlyHint: access === 'read',
      destructiveHint: access === 'destructive',
      idempotentHint: access === 'read',
      openWorldHint: false,
    },
  };
}

interface ToolCallContext {
  readonly server: Server;
  readonly conversation: Conversation;
  readonly context: ServerContext;
}

/** Returns the result that replaces a run: the question, or that it was declined. Undefined if it may run. */
async function confirmation(
  { server, conversation, context }: ToolCallContext,
  operation: string,
  args: unknown,
): Promise<InputRequiredResult | CallToolResult | undefined> {
  const question = await conversation.headless.confirmation(conversation.call(operation, args));
  if (!question || !canAsk(server, context)) return undefined;
  const response = inputResponse(context.mcpReq.inputResponses, confirmKey);
  if (response.kind === 'missing') {
    const message = `${question.title}\n\n${question.message}`;
    const requestedSchema = { type: 'object' as const, properties: {} };
    return inputRequired({
      inputRequests: { [confirmKey]: inputRequired.elicit({ mode: 'form', message, requestedSchema }) },
    });
  }
  if (response.kind === 'elicit' && response.action === 'accept') return undefined;
  return failed('The user declined. Nothing was changed. (cancelled)');
}

function canAsk(server: Server, context: ServerContext): boolean {
  const envelope = context.mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  const declared = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  return (declared as { readonly elicitation?: object } | undefined)?.elicitation !== undefined;
}

async function answered(conversation: Conversation, operation: string, args: unknown): Promise<CallToolResult> {
  const answer = await conversation.ask(operation, args);
  const note = await conversation.lockedNote();
  const texts = [JSON.stringify(answer), ...(note === undefined ? [] : [note])];
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  return {
    content: texts.map((text) => ({ type: 'text', text })),
    ...(isObject && { structuredContent: answer as Record<string, unknown> }),
  };
}

function failed(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}
