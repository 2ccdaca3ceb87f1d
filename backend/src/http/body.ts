import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { httpLimits } from './limits.ts';
import { HttpProblem } from './problem.ts';

/**
 * Reads a body, decompressed if it was sent with gzip. Reading stops at the limits, so a small body that would grow to
 * gigabytes costs no more than any other.
 * @throws HttpProblem 413 when it is too long, 415 for another compression, 400 when it isn't gzip
 */
export async function readBody(request: Request): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new HttpProblem(415, 'Compress the body with gzip, or not at all.');
  if (Number(request.headers.get('content-length') ?? 0) > httpLimits.bodyBytes) throw tooLong(httpLimits.bodyBytes);
  const sent = bounded(Readable.fromWeb(request.body as never), httpLimits.bodyBytes);
  if (encoding === 'identity') return collect(sent);
  return collect(bounded(inflate(sent), httpLimits.inflatedBytes));
}

/** @throws HttpProblem 400 when the bytes are not JSON in UTF-8 */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new HttpProblem(400, 'The body is not valid JSON in UTF-8.');
  }
}

async function* bounded(parts: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const part of parts) {
    length += part.length;
    if (length > most) throw tooLong(most);
    yield part;
  }
}

async function* inflate(parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(parts, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const part of gunzip as AsyncIterable<Buffer>) yield part;
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem(400, 'The body is not valid gzip.');
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function collect(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

function tooLong(most: number): HttpProblem {
  return new HttpProblem(413, `The body is longer than ${most} bytes. Send it in parts.`, {
    headers: { Connection: 'close' },
  });
}
