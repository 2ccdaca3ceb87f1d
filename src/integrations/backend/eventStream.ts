import { type HookEvent, hookEventSchema } from '../../core/github/hookEvent.ts';
import { BackendError } from './backendClient.ts';

/** The server says something every 15 s; after this long without a byte, ms, the connection is dead. */
const silenceMs = 40_000;
/** A frame is a few hundred characters. */
const mostChars = 200_000;

/** Message of a stream of events. `position` is where to go on from, once this was taken. */
export type StreamItem = { readonly position: number } & (
  | { readonly kind: 'hello' | 'gap' }
  | { readonly kind: 'github'; readonly event: HookEvent }
);

/** Stream to follow. */
export interface EventStreamOptions {
  /** As `https://host`. */
  readonly origin: string;
  /** An access token with the scope `read`. */
  readonly token: string;
  readonly organization: string;
  /** The last position that was taken; undefined for what comes from now on. */
  readonly after: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Follows the events of an organization of the backend, until the server ends the stream, as it does when the token ends. Follows no
 * redirect, and believes nothing that isn't an event.
 * @throws BackendError; the signal's reason
 */
export async function* streamEvents({
  origin,
  token,
  organization,
  after,
  signal,
}: EventStreamOptions): AsyncGenerator<StreamItem> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const response = await fetch(`${origin}/api/v1/events?organization=${organization}`, {
      redirect: 'error',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'text/event-stream',
        ...(after !== undefined && { 'last-event-id': String(after) }),
      },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    check(response);
    const decoder = new TextDecoder();
    let text = '';
    for await (const part of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMs);
      text += decoder.decode(part as Uint8Array, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const item = itemOf(text.slice(0, end));
        text = text.slice(end + 2);
        if (item) yield item;
      }
      if (text.length > mostChars) throw new BackendError('unexpected');
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof BackendError ? error : new BackendError('unreachable');
  } finally {
    clearTimeout(timer);
  }
}

function check({ status, headers }: Response): void {
  if (status === 401) throw new BackendError('signed-out');
  if (status === 403 || status === 404) throw new BackendError('refused');
  // Too many requests, or restarting: later.
  if (status >= 400) throw new BackendError('unreachable');
  if (!headers.get('content-type')?.startsWith('text/event-stream')) throw new BackendError('unexpected');
}

/** Reads one frame: https://html.spec.whatwg.org/multipage/server-sent-events.html */
function itemOf(frame: string): StreamItem | undefined {
  const fields = new Map(
    frame.split('\n').map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trim()];
    }),
  );
  const kind = fields.get('event');
  const id = fields.get('id') ?? '';
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const position = Number(id);
  if (kind === 'hello' || kind === 'gap') return { kind, position };
  const event = kind === 'github' ? eventOf(fields.get('data') ?? '') : undefined;
  // One that a newer server sends is passed over: the next sync reads what it is about.
  return event ? { kind: 'github', position, event } : undefined;
}

function eventOf(data: string): HookEvent | undefined {
  try {
    return hookEventSchema.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
