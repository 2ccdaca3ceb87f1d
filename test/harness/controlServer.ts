import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ControlHandlers } from './controlApi.ts';

export interface ControlServer {
  readonly address: string;
  close(): void;
}

/** Starts the control endpoint on a free port of 127.0.0.1. A handler that throws answers 500 with its message. */
export async function startControl(handlers: ControlHandlers): Promise<ControlServer> {
  const server = createServer((request, response) => {
    answer(handlers, request).then(
      (result) => response.end(JSON.stringify(result ?? null)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${port}`, close };
}

async function answer(handlers: ControlHandlers, request: IncomingMessage): Promise<unknown> {
  const method = request.url?.slice(1) ?? '';
  const handler = (handlers as Record<string, ((params: unknown) => unknown) | undefined>)[method];
  if (!handler) throw new Error(`The runner can't ${method} here`);
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return handler(JSON.parse(body));
}
