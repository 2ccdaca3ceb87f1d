import type { Disposable } from '../../core/base/event.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { messageOf, type Rpc } from './rpc.ts';

export type DashboardState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly dashboard: Dashboard };

/**
 * A change that the view shows before the host does. Returns the very object it was given once there is nothing left to
 * change: that is how a snapshot says that it has arrived.
 */
export type Patch = (dashboard: Dashboard) => Dashboard;

interface Held {
  readonly patch: Patch;
  /** When the host has accepted it: until then it stays, afterwards for `graceMs` at most. */
  settledAt?: number;
}

/** For snapshots that were on their way when the host accepted a change. */
const graceMs = 3000;

/** The latest snapshot with the user's own changes on top, and how it is got: asked for first, then pushed. */
export class DashboardStore {
  readonly #rpc: Rpc;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #snapshot: Dashboard | undefined;
  #held: readonly Held[] = [];
  #state: DashboardState = { kind: 'loading' };
  #last: Promise<unknown> = Promise.resolve();

  /** @param now milliseconds from any origin */
  constructor(rpc: Rpc, now: () => number) {
    this.#rpc = rpc;
    this.#now = now;
    rpc.on('dashboard', (snapshot) => this.#receive(snapshot));
  }

  get state(): DashboardState {
    return this.#state;
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Asks for a snapshot; never rejects, a failure becomes the state. */
  async load(): Promise<void> {
    if (!this.#snapshot) this.#show({ kind: 'loading' });
    try {
      this.#receive(
        await this.#rpc.call('dashboard.get', { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
      );
    } catch (error) {
      if (!this.#snapshot) this.#show({ kind: 'failed', message: messageOf(error) });
    }
  }

  /**
   * Shows a change at once, makes it, and takes it back when the host refuses. Changes are made one after the other: one may
   * rest on what the one before it left.
   * @param make absent when the host has made it already, and its snapshot is on its way
   * @throws what `make` throws
   */
  async change(patch: Patch, make?: () => Promise<unknown>): Promise<void> {
    const held: Held = { patch };
    this.#held = [...this.#held, held];
    this.#refresh();
    try {
      if (make) await (this.#last = this.#last.then(make, make));
      held.settledAt = this.#now();
    } catch (error) {
      this.#held = this.#held.filter((other) => other !== held);
      this.#refresh();
      throw error;
    }
  }

  #receive(snapshot: Dashboard): void {
    this.#snapshot = snapshot;
    this.#held = this.#held.filter(({ patch, settledAt }) => {
      if (settledAt === undefined) return true;
      return patch(snapshot) !== snapshot && this.#now() - settledAt < graceMs;
    });
    this.#refresh();
  }

  #refresh(): void {
    if (!this.#snapshot) return;
    const dashboard = this.#held.reduce((shown, { patch }) => patch(shown), this.#snapshot);
    this.#show({ kind: 'ready', dashboard });
  }

  #show(state: DashboardState): void {
    this.#state = state;
    for (const listener of Array.from(this.#listeners)) listener();
  }
}
