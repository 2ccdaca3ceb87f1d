import type { ServerResponse } from 'node:http';
import type { Clock } from '../../core/base/clock.ts';
import type { Disposable } from '../../core/base/event.ts';
import type { HubStore } from '../hubStore.ts';
import type { Tokens } from '../tokens.ts';
import type { HubLimits } from './limits.ts';
import { HttpProblem } from './problem.ts';
import type { HubAnswer, HubRequest, Route } from './router.ts';

interface Parts {
  readonly store: Pick<HubStore, 'onDidChange'>;
  readonly clock: Clock;
  readonly limits: HubLimits;
  readonly tokens: Pick<Tokens, 'list'>;
}

/** Time that a client waits before it reconnects, in ms. */
const retryMs = 2000;

/**
 * Server-Sent Events: notifies clients of changed data, so that they can request it again:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * An event contains only its time. A client that reconnects with `Last-Event-ID` gets one event if it missed any. Nothing is watched
 * without listeners.
 */
export class ChangeStream implements Disposable {
  readonly #parts: Parts;
  /** Ids of another run of the hub are never mistaken for those of this one. */
  readonly #run: string;
  readonly #clients = new Map<ServerResponse, string>();
  #count = 0;
  #changedAt: number;
  #watching: Disposable | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#changedAt = parts.clock.now();
    this.#run = this.#changedAt.toString(36);
  }

  route(path: string): Route {
    return { method: 'GET', path, scope: 'read', run: (request) => this.#answer(request) };
  }

  /** Ends all streams. */
  dispose(): void {
    for (const response of this.#clients.keys()) response.end();
    this.#clients.clear();
    this.#stopIfIdle();
  }

  #answer({ headers, token }: HubRequest): HubAnswer {
    const { eventStreams, eventStreamsPerToken } = this.#parts.limits;
    const owner = token?.id ?? '';
    const own = [...this.#clients.values()].filter((one) => one === owner).length;
    if (this.#clients.size >= eventStreams || own >= eventStreamsPerToken)
      throw new HttpProblem(429, 'Too many event streams are open. Close one first.', { 'retry-after': '10' });
    const last = headers['last-event-id'];
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      stream: (response) => this.#add(response, { owner, last: typeof last === 'string' ? last : undefined }),
    };
  }

  #add(response: ServerResponse, { owner, last }: { readonly owner: string; readonly last: string | undefined }): void {
    this.#clients.set(response, owner);
    response.on('close', () => {
      this.#clients.delete(response);
      this.#stopIfIdle();
    });
    this.#watching ??= this.#watch();
    // The first line includes the id, so that a client that loses the connection before the first change can report what it has seen.
    const isMissed = last !== undefined && last !== this.#id;
    response.write(`retry: ${retryMs}\nid: ${this.#id}\n\n${isMissed ? this.#event() : ''}`);
  }

  get #id(): string {
    return `${this.#run}-${this.#count}`;
  }

  #event(): string {
    return `id: ${this.#id}\nevent: change\ndata: ${JSON.stringify({ at: this.#changedAt })}\n\n`;
  }

  #watch(): Disposable {
    const { store, clock, limits } = this.#parts;
    const changes = store.onDidChange(() => {
      this.#count++;
      this.#changedAt = clock.now();
      this.#send(this.#event());
    });
    let beat: Disposable;
    const beatLater = (): void => {
      beat = clock.after(limits.eventBeatMs, () => {
        this.#send(': still here\n\n');
        beatLater();
      });
    };
    beatLater();
    return {
      dispose: () => {
        changes.dispose();
        beat.dispose();
      },
    };
  }

  /** A client that doesn't read is disconnected before it costs memory; it reconnects when it can. So is one whose token was revoked. */
  #send(text: string): void {
    const valid = this.#validTokens();
    for (const [response, owner] of this.#clients) {
      if (!valid.has(owner) || response.writableLength > this.#parts.limits.eventBytes) response.destroy();
      else response.write(text);
    }
  }

  #validTokens(): ReadonlySet<string> {
    try {
      return new Set(this.#parts.tokens.list().map(({ id }) => id));
    } catch {
      // The list is damaged: nothing is answered until it is mended.
      return new Set();
    }
  }

  #stopIfIdle(): void {
    if (this.#clients.size > 0 || !this.#watching) return;
    this.#watching.dispose();
    this.#watching = undefined;
    // Changes while nothing is watched may be missed, so a client that returns with an id is told to request again.
    this.#count++;
  }
}
