import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './problem.ts';
import { limits } from './limits.ts';

/**
 * Parses a JSON body, whatever its content type: browser extensions send it as plain text. Undefined for an empty one.
 * @param most bytes
 * @throws HttpProblem 413 when it is too long, 400 when it is no JSON in UTF-8
 */
export async function readJson(request: IncomingMessage, most: number = limits.bodyBytes): Promise<unknown> {
  const bytes = await readBytes(request, most);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new HttpProblem(400, 'The body is not valid JSON in UTF-8.');
  }
}

async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLong(most);
  if (request.headers['content-encoding'] !== undefined)
    throw new HttpProblem(415, 'Send the body without compression.');
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) throw tooLong(most);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLong(most: number): HttpProblem {
  const detail = `The body is longer than ${most} bytes. Send it in parts.`;
  return new HttpProblem(413, detail, { connection: 'close' });
}
