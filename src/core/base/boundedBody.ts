/** The body of an answer was longer than any real one. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';

  constructor() {
    super('The answer of the server is too long.');
  }
}

/** As much of a `Response` as is read here. */
interface WithBody {
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(): Promise<void>;
    };
  } | null;
}

/**
 * Reads the body of an answer, as it is after decompression: a server that sends without end, or a small file that becomes a huge one, can't fill
 * the memory.
 * @param most bytes
 * @throws BodyTooLong; what `fetch` throws when the connection breaks
 */
export async function boundedBody({ body }: WithBody, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    length += part.value.byteLength;
    parts.push(part.value);
    if (length <= most) continue;
    await reader?.cancel();
    throw new BodyTooLong();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
