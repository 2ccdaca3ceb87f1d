import type { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/event.ts';

interface Session {
  /** Caller that may use it. */
  readonly owner: string;
  readonly transport: Pick<WebStandardStreamableHTTPServerTransport, 'handleRequest' | 'close'>;
}

/** Sessions at most, for one owner and for all; the one that was not used for the longest time ends first. */
const mostPerOwner = 8;
const most = 32;
/** Time for which a session lives without a request, in ms. */
const idleMs = 4 * 60 * 60_000;

/** The sessions of MCP clients, bounded in number and time: most clients never end theirs. */
export class Sessions {
  readonly #clock: Clock;
  /** The least recently used first. */
  readonly #open = new Map<string, Session & { readonly usedAt: number }>();
  #next: Disposable | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(id: string, session: Session): void {
    this.#open.set(id, { ...session, usedAt: this.#clock.monotonic() });
    const own = [...this.#open].filter(([, { owner }]) => owner === session.owner);
    if (own.length > mostPerOwner) this.end(own[0]?.[0]);
    if (this.#open.size > most) this.end([...this.#open.keys()][0]);
    this.#endIdleLater();
  }

  /** The session's transport. Undefined if there is no such session, or it isn't the owner's. */
  use(id: string, owner: string): Session['transport'] | undefined {
    const session = this.#open.get(id);
    if (session?.owner !== owner) return undefined;
    this.#open.delete(id);
    this.#open.set(id, { ...session, usedAt: this.#clock.monotonic() });
    return session.transport;
  }

  /** Ends a session with its streams. */
  end(id = ''): void {
    const session = this.#open.get(id);
    this.#open.delete(id);
    void session?.transport.close();
  }

  async close(): Promise<void> {
    this.#next?.dispose();
    const transports = [...this.#open.values()].map(({ transport }) => transport);
    this.#open.clear();
    await Promise.all(transports.map((transport) => transport.close()));
  }

  #endIdleLater(): void {
    const [oldest] = this.#open.values();
    if (!oldest || this.#next) return;
    const left = Math.max(1000, oldest.usedAt + idleMs - this.#clock.monotonic());
    this.#next = this.#clock.after(left, () => {
      this.#next = undefined;
      const now = this.#clock.monotonic();
      for (const [id, { usedAt }] of this.#open) if (now - usedAt >= idleMs) this.end(id);
      this.#endIdleLater();
    });
  }
}
