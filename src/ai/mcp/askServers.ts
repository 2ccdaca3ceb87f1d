import * as z from 'zod';
import { isSecretFile } from '../../core/base/secrets.ts';
import { ServerFailed, StdioServer } from './stdioServer.ts';
import { callsAtMost, readOnlyTools, type CallProblem, type CallResult, type ToolCall } from './toolCall.ts';

/** Time that a server may take to start and to answer (ms): `npx` fetches it the first time. */
const usualTimeoutMs = 20_000;
const protocolVersion = '2025-06-18';

const toolsSchema = z.object({
  tools: z.array(
    z.object({ name: z.string(), annotations: z.object({ readOnlyHint: z.boolean().optional() }).optional() }),
  ),
});
const resultSchema = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
});

/**
 * Calls the configured tools, each server once. Never rejects: a server that crashes, floods, or doesn't answer in time has problems in place
 * of results, and ends.
 */
export async function askServers(
  calls: readonly ToolCall[],
  signal: AbortSignal,
  timeoutMs = usualTimeoutMs,
): Promise<CallResult[]> {
  const wanted = calls.slice(0, callsAtMost);
  const isAllowed = (call: ToolCall): boolean => readOnlyTools.includes(call.tool) && !namesSecret(call.arguments);
  const refused = wanted
    .filter((call) => !isAllowed(call))
    .map((call): CallResult => ({ call, problem: 'not-allowed' }));
  const servers = Map.groupBy(wanted.filter(isAllowed), ({ command, args }) => JSON.stringify([command, args]));
  const answers = await Promise.all(
    Array.from(servers.values(), (own) => askOne(own, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]))),
  );
  return [...answers.flat(), ...refused];
}

/** Returns true for arguments that name a file of secrets. */
function namesSecret(value: unknown): boolean {
  if (typeof value === 'string') return isSecretFile(value.replaceAll('\\', '/'));
  return typeof value === 'object' && value !== null && Object.values(value).some(namesSecret);
}

async function askOne(calls: readonly ToolCall[], signal: AbortSignal): Promise<CallResult[]> {
  const [{ command, args = [] } = { command: '' }] = calls;
  const server = new StdioServer(command, args);
  const results: CallResult[] = [];
  try {
    const clientInfo = { name: 'daymark', version: '1' };
    await server.request('initialize', { protocolVersion, capabilities: {}, clientInfo }, signal);
    server.notify('notifications/initialized');
    const listed = await server.request('tools/list', {}, signal);
    const tools = toolsSchema.safeParse(listed.result).data?.tools ?? [];
    for (const call of calls) {
      const tool = tools.find(({ name }) => name === call.tool);
      // A server that calls a tool by the name of one that reads, and says that it writes, is believed.
      const isOffered = tool !== undefined && tool.annotations?.readOnlyHint !== false;
      results.push(isOffered ? await callTool(server, call, signal) : { call, problem: 'not-offered' });
    }
    return results;
  } catch (error) {
    const problem = problemOf(error);
    return [...results, ...calls.slice(results.length).map((call): CallResult => ({ call, problem }))];
  } finally {
    server.close();
  }
}

async function callTool(server: StdioServer, call: ToolCall, signal: AbortSignal): Promise<CallResult> {
  const params = { name: call.tool, arguments: call.arguments ?? {} };
  const { result } = await server.request('tools/call', params, signal);
  const read = resultSchema.safeParse(result).data;
  if (!read || read.isError === true) return { call, problem: 'failed' };
  return { call, text: read.content.flatMap(({ type, text }) => (type === 'text' ? (text ?? []) : [])).join('\n') };
}

function problemOf(error: unknown): CallProblem {
  return error instanceof ServerFailed ? error.reason : 'timeout';
}
