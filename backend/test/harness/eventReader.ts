import type { TestServer } from './testServer.ts';

export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** Reads a stream of events, as browsers do. */
export class EventReader {
  readonly status: number;
  readonly #abort: AbortController;
  readonly #parts: AsyncIterator<Uint8Array> | undefined;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.#abort = abort;
    this.#parts = response.body?.[Symbol.asyncIterator]() as AsyncIterator<Uint8Array> | undefined;
  }

  /** The next event; undefined when the stream has ended. */
  async next(): Promise<StreamEvent | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const frame = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        if (frame.startsWith(':')) continue;
        const of = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1] ?? '';
        return { event: of('event'), id: of('id'), data: JSON.parse(of('data')) };
      }
      const part = await this.#parts?.next();
      if (!part || part.done) return undefined;
      this.#text += this.#decoder.decode(part.value, { stream: true });
    }
  }

  close(): void {
    this.#abort.abort();
  }
}

interface Followed {
  readonly organization?: string;
  readonly after?: string;
  /** Below /api/v1. */
  readonly path?: string;
}

/** Follows the events of an organization, or of the caller's own; or another stream. */
export async function followEvents(
  server: Pick<TestServer, 'url'>,
  token: string | undefined,
  { organization, after, path = '/events' }: Followed = {},
): Promise<EventReader> {
  const abort = new AbortController();
  const query = organization === undefined ? '' : `?organization=${organization}`;
  const response = await fetch(`${server.url}/api/v1${path}${query}`, {
    headers: { authorization: `Bearer ${token}`, ...(after !== undefined && { 'last-event-id': after }) },
    signal: abort.signal,
  });
  return new EventReader(response, abort);
}
