import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type RecoveryOffer, type SyncProblem, SyncServerError } from '../../src/core/sync/syncServer.ts';
import type { MemorySync } from './memorySync.ts';

/** A backend for one account, which anybody may sign in to. */
export interface SyncBackend {
  readonly url: string;
  close(): void;
}

const statuses: Partial<Record<SyncProblem, number>> = { conflict: 409, full: 413, busy: 503 };

/** Serves an account on a free port of this machine, as the backend does (`backend/src/sync`). */
export async function startSyncBackend(account: MemorySync): Promise<SyncBackend> {
  const server = createServer((request, response) => {
    answer(account, request).then(
      (found) => response.end(found instanceof Uint8Array ? found : JSON.stringify(found ?? {})),
      (error: unknown) => {
        const problem = error instanceof SyncServerError ? error.problem : 'unexpected';
        response.writeHead(statuses[problem] ?? 403).end('{}');
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function answer(account: MemorySync, request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`);
  const path = url.pathname.replace('/api/v1', '');
  const body = await buffer(request);
  if (path === '/auth/device/token') return { access_token: 'dma_first', refresh_token: 'dmr_first' };
  if (path === '/auth/refresh') return { data: { accessToken: 'dma_next', refreshToken: 'dmr_next' } };
  if (path.startsWith('/sync/')) return sync(account, { method: request.method ?? '', path, url, body });
  const code = { device_code: 'dmd_x', user_code: 'BCDF-GHJK', expires_in: 60, interval: 1 };
  return { ...code, verification_uri_complete: `${url.origin}/device` };
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: Buffer;
}

async function sync(account: MemorySync, { method, path, url, body }: Call): Promise<unknown> {
  const client = account.client();
  const [, , kind, id = '', what = '', sequence = '', last = ''] = path.split('/');
  const sent = (): Record<string, string> => JSON.parse(body.toString()) as Record<string, string>;
  if (kind === 'recovery' && method === 'PUT') return client.offerRecovery(offerOf(JSON.parse(body.toString())));
  if (kind === 'recovery') {
    const { generation, envelope } = await client.recovery();
    return { data: { generation, envelope: base64(envelope) } };
  }
  if (kind === 'segments' && id !== '') return client.read(Number(id));
  if (kind === 'segments') {
    const [after, limit] = ['after', 'limit'].map((name) => Number(url.searchParams.get(name)));
    const listed = await client.segments(after ?? 0, limit ?? 0);
    return {
      data: listed.map(({ body: _body, ...one }: (typeof listed)[number] & { body?: unknown }) => one),
    };
  }
  if (kind === 'contents') {
    const found = await client.contents(Number(url.searchParams.get('after')));
    return { data: [...found].map(([position, content]) => ({ position, body: base64(content) })) };
  }
  if (what === 'segments' && last !== '')
    return client.fold(id, { first: Number(sequence), sequence: Number(last) }, body);
  if (what === 'segments') return client.append(id, Number(sequence), body);
  if (what === 'recover') return client.recover(id, Buffer.from(sent()['proof'] ?? '', 'base64'));
  if (what === 'admit') return client.admit(id, Buffer.from(sent()['envelope'] ?? '', 'base64'));
  if (method === 'DELETE') return client.revoke(id);
  if (method === 'POST')
    return { data: await client.join(sent()['name'] ?? '', Buffer.from(sent()['publicKey'] ?? '', 'base64')) };
  if (kind !== 'devices') throw new SyncServerError('refused');
  const devices = await client.devices();
  return {
    data: devices.map(({ publicKey, envelope, ...device }) => ({
      ...device,
      publicKey: base64(publicKey),
      envelope: base64(envelope),
    })),
  };
}

function offerOf(sent: { generation: number; envelope: string | null; verifier: string | null }): RecoveryOffer {
  const { generation, envelope, verifier } = sent;
  return {
    generation,
    ...(envelope !== null && { envelope: Buffer.from(envelope, 'base64') }),
    ...(verifier !== null && { verifier: Buffer.from(verifier, 'base64') }),
  };
}

function base64(bytes: Uint8Array | undefined): string | null {
  return bytes ? Buffer.from(bytes).toString('base64') : null;
}
