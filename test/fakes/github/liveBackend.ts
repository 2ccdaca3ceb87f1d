import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HookEvent } from '../../../src/core/github/hookEvent.ts';

/** A backend that anybody may sign in to, with one organization whose events are streamed. */
export interface LiveBackend {
  readonly url: string;
  /** The number of open streams. */
  readonly followers: () => number;
  /** Tells all followers of an event. */
  readonly send: (event: HookEvent) => void;
  close(): void;
}

const organization = '018f3a00-0000-7000-8000-000000000001';
const answers: Readonly<Record<string, object>> = {
  '/auth/device/token': { access_token: 'dma_first', refresh_token: 'dmr_first' },
  '/auth/refresh': { data: { accessToken: 'dma_next', refreshToken: 'dmr_next' } },
  '/users/me': { data: { organizations: [{ id: organization, role: 'owner' }] } },
};

/** Streams events on a free port of this machine as the backend does (`backend/src/events`). */
export async function startLiveBackend(): Promise<LiveBackend> {
  const streams = new Set<ServerResponse>();
  let position = 0;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', `http://${request.headers.host}`);
    const path = pathname.replace('/api/v1', '');
    if (path === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`id: ${position}\nevent: hello\ndata: {}\n\n`);
      streams.add(response);
      response.once('close', () => streams.delete(response));
      return;
    }
    const code = { device_code: 'dmd_x', user_code: 'BCDF-GHJK', expires_in: 60, interval: 1 };
    const page = `http://${request.headers.host}/device`;
    response.end(JSON.stringify(answers[path] ?? { ...code, verification_uri_complete: page }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    followers: () => streams.size,
    send: (event) => {
      position += 1;
      for (const stream of streams) stream.write(`id: ${position}\nevent: github\ndata: ${JSON.stringify(event)}\n\n`);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
