import {
  createMcpHandler,
  isInitializeRequest,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type Server,
} from '@modelcontextprotocol/server';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/base/clock.ts';
import type { McpOverHttp, McpOverHttpOptions } from '../headless/mcpOverHttp.ts';
import type { ModelGate } from '../headless/modelGate.ts';
import { readingOnly } from '../headless/readingOnly.ts';
import { makeServer, type Names } from './makeServer.ts';
import { Sessions } from './sessions.ts';

export interface EndpointOptions extends McpOverHttpOptions {
  readonly clock: Clock;
  /** Daymark's. */
  readonly version: string;
}

type Caller = Parameters<McpOverHttp['answer']>[0]['caller'];

/** Gates kept at most; the one that was not used for the longest time goes first. */
const mostGates = 200;
const mostSubscriptions = 32;

/**
 * Makes the MCP server over streamable HTTP. Clients of the newest protocol have no sessions; those of 2025 have, since only in a session
 * can they be asked for a confirmation.
 */
export function openEndpoint({ headless, names, clock, version }: EndpointOptions): McpOverHttp {
  const reading = readingOnly(headless);
  const gates = new Map<string, ModelGate>();
  const serverFor = (caller: Caller): Server => {
    const mode = modeOf(caller, names());
    const owner = ownerOf(caller, mode);
    // A token keeps its aliases from one request to the next.
    const gate = gates.get(owner) ?? headless.gate(mode);
    gates.delete(owner);
    gates.set(owner, gate);
    for (const oldest of gates.keys()) {
      if (gates.size <= mostGates) break;
      gates.delete(oldest);
    }
    return makeServer({ headless: caller.scopes.includes('write') ? headless : reading, names: mode, version, gate });
  };
  const modern = createMcpHandler(({ authInfo }) => serverFor(callerIn(authInfo)), {
    legacy: 'reject',
    maxSubscriptions: mostSubscriptions,
  });
  const sessions = new Sessions(clock);
  const open = async (caller: Caller): Promise<WebStandardStreamableHTTPServerTransport> => {
    const owner = ownerOf(caller, modeOf(caller, names()));
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => sessions.add(id, { owner, transport }),
      onsessionclosed: (id) => sessions.end(id),
    });
    await serverFor(caller).connect(transport);
    return transport;
  };
  const legacy = async ({ request, body, caller }: Parameters<McpOverHttp['answer']>[0]): Promise<Response> => {
    const id = request.headers.get('mcp-session-id');
    const options = { parsedBody: body };
    if (id === null && isInitializeRequest(body)) return (await open(caller)).handleRequest(request, options);
    if (id === null) return refusal(400, 'Send initialize first, and then its Mcp-Session-Id with each request.');
    const transport = sessions.use(id, ownerOf(caller, modeOf(caller, names())));
    return transport?.handleRequest(request, options) ?? refusal(404, 'This session has ended. Send initialize again.');
  };
  return {
    answer: async (mcpRequest) => {
      if (await isLegacyRequest(mcpRequest.request, mcpRequest.body)) return legacy(mcpRequest);
      return modern.fetch(mcpRequest.request, { parsedBody: mcpRequest.body, authInfo: authInfoOf(mcpRequest.caller) });
    },
    close: async () => {
      await Promise.all([modern.close(), sessions.close()]);
    },
  };
}

/** Returns the stand-ins that a client gets instead of names: they need their scope. */
function modeOf({ scopes }: Caller, setting: Names): Names {
  if (scopes.includes('names')) return 'real';
  return setting === 'none' ? 'none' : 'aliased';
}

/** A session and its aliases belong to one token, and to the setting for names that they began with. */
function ownerOf({ id }: Caller, mode: Names): string {
  return `${id} ${mode}`;
}

/** The caller in the SDK's form, without the token itself. */
function authInfoOf({ id, scopes }: Caller): AuthInfo {
  return { token: '', clientId: id, scopes: [...scopes] };
}

function callerIn(authInfo: AuthInfo | undefined): Caller {
  return { id: authInfo?.clientId ?? '', scopes: authInfo?.scopes ?? [] };
}

function refusal(status: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null }, { status });
}
