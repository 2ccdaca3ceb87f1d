import type { Disposable } from '../../core/base/event.ts';
import type { Dashboard } from '../../core/views/views.ts';
import { messageOf, type Rpc } from './rpc.ts';

export type DashboardState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly dashboard: Dashboard };

/**
 * A change that the view shows before the host does. Returns the same object once there is nothing left to change, which is how a snapshot
 * shows that it contains the change.
 */
export type Patch = (dashboard: Dashboard) => Dashboard;

interface PendingPatch {
  readonly patch: Patch;
  /** Time at which the host accepted it: it stays until then, and for at most `graceMs` afterwards. */
  settledAt?: number;
}

/** For snapshots that were already on their way when the host accepted a change. */
const graceMs = 3000;

/** The latest snapshot with the user's own changes on top; requested first, then pushed. */
export class DashboardStore {
  readonly #rpc: Rpc;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #snapshot: Dashboard | undefined;
  #held: readonly PendingPatch[] = [];
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

  /** Requests a snapshot. Never rejects; a failure becomes the state. */
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
   * Shows a change immediately, makes it, and reverts it if the host refuses. Changes are made one after the other, since one may depend on
   * the previous one.
   * @param make absent when the host has made it already, and its snapshot is on its way
   * @throws what `make` throws
   */
  async change(patch: Patch, make?: () => Promise<unknown>): Promise<void> {
    const held: PendingPatch = { patch };
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
    // In order: a later change may undo an earlier one, which then never agrees with a snapshot by itself.
    const from = this.#held.findIndex(({ patch, settledAt }) => {
      if (settledAt === undefined) return true;
      return patch(snapshot) !== snapshot && this.#now() - settledAt < graceMs;
    });
    this.#held = from < 0 ? [] : this.#held.slice(from);
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
