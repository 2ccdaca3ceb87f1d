import * as z from 'zod';
import {
  type ListedSegment,
  longestSegment,
  type RecoveryOffer,
  type SyncDevice,
  type SyncProblem,
  type SyncServer,
  SyncServerError,
} from '../../core/sync/syncServer.ts';

const timeoutMs = 30_000;
/** An answer with a list of 1000 segments is a fifth of this. */
const longestAnswer = longestSegment + 100_000;

/** The server puts 1 MiB of segments into one answer, in base64, or one segment that is longer. */
const longestContents = 1_600_000;
const contentsAnswer = z.object({
  data: z.array(z.object({ position: z.int().min(1), body: z.base64().max(longestContents) })).max(1000),
});

/** In base64. */
const longestRecovery = 500_000;
const base64 = z.base64().max(8192);
/** No device uploads as many segments in a hundred years. */
const counted = z.int().min(1).max(1_000_000_000);
const devicesAnswer = z.object({
  data: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string().max(1000),
        status: z.enum(['pending', 'active', 'revoked']),
        publicKey: base64,
        envelope: base64.nullable(),
        nextSequence: counted,
      }),
    )
    .max(1000),
});
const joinAnswer = z.object({ data: z.object({ id: z.uuid(), status: z.enum(['pending', 'active']) }) });
const recoveryAnswer = z.object({
  data: z.object({ generation: z.int().min(0), envelope: z.base64().max(longestRecovery).nullable() }),
});
const segmentsAnswer = z.object({
  data: z
    .array(
      z.object({
        position: counted,
        sequence: counted,
        first: counted.optional(),
        deviceId: z.uuid(),
        bytes: z.int().min(0),
      }),
    )
    .max(1000),
});

const problems: Readonly<Record<number, SyncProblem>> = {
  401: 'signed-out',
  403: 'refused',
  404: 'refused',
  409: 'conflict',
  413: 'full',
  429: 'busy',
  503: 'busy',
};

interface DeviceRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  /** Bytes of the longest answer that is read. */
  readonly most?: number;
}

/** Speaks with the backend about sync, as one device. Nothing but its own address is ever called: redirects are errors. */
export class SyncClient implements SyncServer {
  readonly #origin: string;
  readonly #token: string;

  /**
   * @param origin as `https://host`
   * @param token an access token with the scope `sync`
   */
  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  async devices(): Promise<readonly SyncDevice[]> {
    const { data } = read(devicesAnswer, await this.#call('/sync/devices'));
    return data.map(({ publicKey, envelope, ...device }) => ({
      ...device,
      publicKey: Buffer.from(publicKey, 'base64'),
      ...(envelope !== null && { envelope: Buffer.from(envelope, 'base64') }),
    }));
  }

  async join(name: string, publicKey: Uint8Array): Promise<{ id: string; status: 'pending' | 'active' }> {
    const json = { name, publicKey: Buffer.from(publicKey).toString('base64') };
    return read(joinAnswer, await this.#call('/sync/devices', { method: 'POST', json })).data;
  }

  async admit(deviceId: string, envelope: Uint8Array): Promise<void> {
    const json = { envelope: Buffer.from(envelope).toString('base64') };
    await this.#call(`/sync/devices/${deviceId}/admit`, { method: 'POST', json });
  }

  async revoke(deviceId: string): Promise<void> {
    await this.#call(`/sync/devices/${deviceId}`, { method: 'DELETE' });
  }

  async append(deviceId: string, sequence: number, bytes: Uint8Array): Promise<void> {
    await this.#call(`/sync/devices/${deviceId}/segments/${sequence}`, { method: 'PUT', bytes });
  }

  async fold(
    deviceId: string,
    { first, sequence }: { readonly first: number; readonly sequence: number },
    bytes: Uint8Array,
  ): Promise<void> {
    await this.#call(`/sync/devices/${deviceId}/segments/${first}/${sequence}`, { method: 'PUT', bytes });
  }

  async segments(after: number, limit: number): Promise<readonly ListedSegment[]> {
    return read(segmentsAnswer, await this.#call(`/sync/segments?after=${after}&limit=${limit}`)).data;
  }

  read(position: number): Promise<Uint8Array> {
    return this.#call(`/sync/segments/${position}`);
  }

  async contents(after: number): Promise<ReadonlyMap<number, Uint8Array>> {
    try {
      const body = await this.#call(`/sync/contents?after=${after}`, { most: longestContents });
      const { data } = read(contentsAnswer, body);
      return new Map(data.map(({ position, body }) => [position, Buffer.from(body, 'base64')]));
    } catch (error) {
      // A server of an earlier version doesn't know this.
      if (error instanceof SyncServerError && error.problem === 'refused') return new Map();
      throw error;
    }
  }

  async recovery(): Promise<{ readonly generation: number; readonly envelope?: Uint8Array }> {
    const { generation, envelope } = read(recoveryAnswer, await this.#call('/sync/recovery')).data;
    return { generation, ...(envelope !== null && { envelope: Buffer.from(envelope, 'base64') }) };
  }

  async offerRecovery({ generation, envelope, verifier }: RecoveryOffer): Promise<void> {
    const json = { generation, envelope: textOf(envelope), verifier: textOf(verifier) };
    await this.#call('/sync/recovery', { method: 'PUT', json });
  }

  async recover(deviceId: string, proof: Uint8Array): Promise<void> {
    await this.#call(`/sync/devices/${deviceId}/recover`, { method: 'POST', json: { proof: textOf(proof) } });
  }

  /** Reading is tried twice: a connection that was kept open may have ended while this process was busy. */
  async #call(path: string, request: DeviceRequest = {}): Promise<Buffer> {
    try {
      return await this.#send(path, request);
    } catch (error) {
      const isReading = (request.method ?? 'GET') === 'GET';
      if (error instanceof SyncServerError) throw error;
      if (!isReading || isTimeout(error)) throw new SyncServerError('unreachable');
      return this.#send(path, request).catch((reason: unknown) => {
        throw reason instanceof SyncServerError ? reason : new SyncServerError('unreachable');
      });
    }
  }

  async #send(path: string, { method = 'GET', json, bytes, most = longestAnswer }: DeviceRequest): Promise<Buffer> {
    const type = bytes ? 'application/octet-stream' : 'application/json';
    const body = bytes ? Buffer.from(bytes) : json === undefined ? undefined : JSON.stringify(json);
    const response = await fetch(`${this.#origin}/api/v1${path}`, {
      method,
      redirect: 'error',
      headers: { authorization: `Bearer ${this.#token}`, ...(body !== undefined && { 'content-type': type }) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body }),
    });
    return accepted(response, await bytesOf(response, most));
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function textOf(bytes: Uint8Array | undefined): string | null {
  return bytes ? Buffer.from(bytes).toString('base64') : null;
}

async function bytesOf(response: Response, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array;
    length += bytes.length;
    if (length > most) throw new SyncServerError('unexpected');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function accepted({ status }: Response, body: Buffer): Buffer {
  if (status < 300) return body;
  throw new SyncServerError(problems[status] ?? 'unexpected', detailOf(body));
}

function detailOf(body: Buffer): string {
  try {
    const { detail } = JSON.parse(body.toString()) as { readonly detail?: unknown };
    return typeof detail === 'string' ? detail.slice(0, 500) : '';
  } catch {
    return '';
  }
}

function read<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new SyncServerError('unexpected');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new SyncServerError('unexpected');
  return parsed.data;
}
