import { Emitter } from '../core/base/event.ts';

/** A program that sends to the hub. */
export interface SeenClient {
  /** The name of its token, and its own name. */
  readonly token: string;
  readonly app: string;
  /** Time at which it last sent something, in ms since the epoch. */
  readonly last: number;
  readonly accepted: number;
  /** Heartbeats that make no time, by reason. */
  readonly ignored: Readonly<Record<string, number>>;
}

/** A kind of request that was refused. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly count: number;
  readonly last: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const mostClients = 200;
const mostRefusals = 50;

/** Records clients' requests, and what was refused and why. In memory only, and bounded; it contains no project or file name. */
export class HubLog {
  readonly #clients = new Map<string, Mutable<Omit<SeenClient, 'ignored'>> & { ignored: Record<string, number> }>();
  readonly #refusals = new Map<string, Mutable<Refusal>>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  /** Notes heartbeats of a client. */
  seen(token: string, app: string, what: { readonly at: number; readonly ignored?: string }): void {
    const key = `${token}\n${app}`;
    const client = this.#clients.get(key) ?? { token, app, last: 0, accepted: 0, ignored: {} };
    client.last = Math.max(client.last, what.at);
    if (what.ignored === undefined) client.accepted++;
    else client.ignored[what.ignored] = (client.ignored[what.ignored] ?? 0) + 1;
    this.#clients.delete(key);
    this.#clients.set(key, client);
    dropOldest(this.#clients, mostClients);
    this.#changed.fire();
  }

  refused(status: number, reason: string, at: number): void {
    const key = `${status} ${reason}`;
    const refusal = this.#refusals.get(key) ?? { status, reason, count: 0, last: at };
    refusal.count++;
    refusal.last = at;
    this.#refusals.delete(key);
    this.#refusals.set(key, refusal);
    dropOldest(this.#refusals, mostRefusals);
    this.#changed.fire();
  }

  /** The latest first. */
  clients(): SeenClient[] {
    return [...this.#clients.values()].reverse();
  }

  refusals(): Refusal[] {
    return [...this.#refusals.values()].reverse();
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
