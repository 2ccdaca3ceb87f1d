/** A request as a client made it. */
export interface SentRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** The body as bytes; empty for none. */
  readonly body: Buffer;
  readonly redirect: RequestRedirect | undefined;
}

/** Answer of a server, or the error of a connection that broke. */
export type ScriptedAnswer = Response | Error | ((signal: AbortSignal) => Promise<Response>);

/** Stands in for `fetch`: answers in turn, and notes what was sent and how many ms it was given. No network is needed. */
export class ScriptedFetch {
  readonly sent: SentRequest[] = [];
  /** Limit that was handed to `AbortSignal.timeout`, in ms. */
  readonly limits: number[] = [];
  #answers: ScriptedAnswer[] = [];
  readonly #usual = { fetch: globalThis.fetch, timeout: AbortSignal.timeout };

  constructor() {
    const { timeout } = this.#usual;
    globalThis.fetch = (async (url: string, init: RequestInit = {}) => this.#answer(url, init)) as typeof fetch;
    AbortSignal.timeout = (ms) => {
      this.limits.push(ms);
      return timeout.call(AbortSignal, ms);
    };
  }

  /** Sets the next answers; a request beyond them fails. */
  answers(...answers: readonly ScriptedAnswer[]): void {
    this.#answers = [...answers];
  }

  restore(): void {
    globalThis.fetch = this.#usual.fetch;
    AbortSignal.timeout = this.#usual.timeout;
  }

  async #answer(url: string, { method = 'GET', headers, body, redirect, signal }: RequestInit): Promise<Response> {
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(await new Response(body).arrayBuffer());
    this.sent.push({ method, url: new URL(url), headers: new Headers(headers), body: bytes, redirect });
    signal?.throwIfAborted();
    const answer = this.#answers.shift() ?? new Error('no answer is left');
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : answer(signal ?? new AbortController().signal);
  }
}

/** An answer with a JSON body. */
export function jsonAnswer(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}
