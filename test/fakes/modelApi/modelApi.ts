import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call, Plan, ServedCall } from './call.ts';
import { answerGenerateContent } from './generateContent.ts';
import { answerMessages } from './messages.ts';
import { answerResponses } from './responses.ts';

/**
 * Anthropic's Messages API, OpenAI's Responses API, and the Gemini API on 127.0.0.1, as far as their command lines use them: streams, tools, usage, and
 * errors. A word in the last message decides on the answer; see `planOf`. Each call has its own token counts, so that one that is missing
 * or counted twice shows in any sum.
 */
export interface ModelApi {
  readonly url: string;
  readonly served: ServedCall[];
  /** Requests for an answer, also those that failed. */
  requests: number;
  close(): Promise<void>;
}

export async function startModelApi(): Promise<ModelApi> {
  const served: ServedCall[] = [];
  const plans = new Map<Plan, number>();
  const api = { requests: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const handler = path.endsWith('/v1/messages')
      ? answerMessages
      : path.endsWith('/responses')
        ? answerResponses
        : /:(?:streamG|g)enerateContent$/.test(path)
          ? (call: Call) => answerGenerateContent(call, path.endsWith(':streamGenerateContent'))
          : undefined;
    if (!handler) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    api.requests += 1;
    handler({
      body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
      response,
      number: api.requests,
      times: (plan) => {
        plans.set(plan, (plans.get(plan) ?? 0) + 1);
        return plans.get(plan) ?? 0;
      },
      served: (call) => served.push(call),
    });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    served,
    get requests() {
      return api.requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
