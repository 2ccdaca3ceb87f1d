/** Bytes of a response body that are read at most, after decompression; a real answer is a hundredth of that. */
const bodyAtMost = 4 * 1024 * 1024;
/** Redirects within the same origin that are followed at most. */
const hopsAtMost = 2;

const usualHeaders = /^(?:accept|content-type|user-agent|anthropic-version|x-stainless-.*|idempotency-key)$/;

/** Reason why a response was rejected. */
export class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused';
  readonly reason: 'redirected' | 'too-long';

  constructor(reason: 'redirected' | 'too-long') {
    super(reason);
    this.reason = reason;
  }
}

/**
 * A `fetch` for the SDK that sends only usual headers and our own key (the environment may add others, such as `ANTHROPIC_CUSTOM_HEADERS`),
 * never follows a redirect to another origin, and reads the whole body before it returns, so that the caller's deadline and cancellation
 * cover the body too.
 * @throws ResponseRefused for a redirect elsewhere and for a body that is too long
 */
export function boundedFetch(apiKey: string): typeof fetch {
  return async (input, init) => {
    const headers = new Headers();
    for (const [name, value] of new Headers(init?.headers)) if (usualHeaders.test(name)) headers.set(name, value);
    headers.set('authorization', `Bearer ${apiKey}`);
    let url = new URL(input instanceof Request ? input.url : input);
    for (let hop = 0; ; hop++) {
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      if (response.status < 300 || response.status > 399) return buffered(response);
      await response.body?.cancel();
      const next = redirectOf(response, url);
      if (!next || hop === hopsAtMost) throw new ResponseRefused('redirected');
      url = next;
    }
  };
}

/** Returns the address that a redirect may lead to: the same origin, with method and body unchanged. */
function redirectOf({ status, headers }: Response, from: URL): URL | undefined {
  const location = headers.get('location');
  if ((status !== 307 && status !== 308) || location === null || !URL.canParse(location, from.href)) return undefined;
  const next = new URL(location, from);
  return next.origin === from.origin ? next : undefined;
}

async function buffered(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  // The body is decompressed by now.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  const body = await bodyOf(response);
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

async function bodyOf({ body }: Response): Promise<Buffer | null> {
  if (!body) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (length > bodyAtMost) throw new ResponseRefused('too-long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
