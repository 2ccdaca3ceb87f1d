import type { ServerResponse } from 'node:http';

/** Tokens of one call as the API counts them, in classes that don't overlap. */
export interface ServedTokens {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite: number;
  readonly cacheWrite1h: number;
  readonly cacheRead: number;
  readonly reasoning: number;
}

/** A call that the API has counted. */
export interface ServedCall {
  readonly tokens: ServedTokens;
  /** False for one that its client gave up. */
  readonly isComplete: boolean;
}

/** A message's instruction to the fake. */
export type Plan = 'answer' | 'tool' | 'write' | 'ask' | 'subagent' | 'overload' | 'fail' | 'hang';

/** Reads the plan out of a message: PLEASE_TOOL, PLEASE_WRITE (and the path of a file), PLEASE_ASK (a tool that needs a permission), PLEASE_SUBAGENT, PLEASE_OVERLOAD (two errors, then an answer), PLEASE_FAIL, PLEASE_HANG. */
export function planOf(message: unknown): Plan {
  const word = /PLEASE_(TOOL|WRITE|ASK|SUBAGENT|OVERLOAD|FAIL|HANG)/.exec(JSON.stringify(message ?? ''))?.[1];
  return word === undefined ? 'answer' : (word.toLowerCase() as Plan);
}

/** The file of PLEASE_WRITE, and the lines that are written to it. */
export function writtenFile(message: unknown): { readonly file: string; readonly lines: readonly string[] } {
  const file = /PLEASE_WRITE ([^\s"\\]+)/.exec(JSON.stringify(message ?? ''))?.[1] ?? '';
  return { file, lines: ['export const cart = [];', 'export const total = 0;'] };
}

/** A request with the context for answering it. */
export interface Call {
  readonly body: Readonly<Record<string, unknown>>;
  readonly response: ServerResponse;
  /** The number of the request, from 1. */
  readonly number: number;
  /** The number of requests for this plan, from 1. */
  times(plan: Plan): number;
  served(call: ServedCall): void;
}

/** A server-sent event. */
export type ApiEvent = Readonly<Record<string, unknown>> & { readonly type: string };

/** Sends server-sent events. */
export function sendEvents(response: ServerResponse, events: readonly ApiEvent[], number: number): void {
  if (!response.headersSent)
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': `req_fake${number}` });
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

/** Sends an error as both APIs write it. */
export function sendError(response: ServerResponse, status: number, type: string): void {
  const headers = { 'content-type': 'application/json', 'retry-after': '0' };
  response.writeHead(status, headers).end(JSON.stringify({ type: 'error', error: { type, message: type } }));
}
