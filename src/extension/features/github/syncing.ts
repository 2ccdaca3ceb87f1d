import { l10n } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { dayMs } from '../../../core/time/days.ts';
import type { SyncReport } from '../../../core/github/githubState.ts';
import type { HookEvent } from '../../../core/github/hookEvent.ts';
import { oneWindow } from '../../oneWindow.ts';
import type { Services } from '../../services.ts';
import { accessOf, connectionOf, pinned, setConnection } from '../../githubConnection.ts';
import { notifyReport, notifySignedOut } from './notices.ts';

const firstReachMs = 30 * dayMs;
const lastSyncKey = 'github.lastSyncAt';

/** Options for watching and stopping a sync. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
  /** Reads only what these say has changed, which isn't a sync by the schedule. */
  readonly changes?: readonly HookEvent[];
  /** Skips the sync if any window's last one was less than this long ago, in ms. */
  readonly notWithinMs?: number;
}

/** Runs syncs in this window, while no other one does. */
export class Syncing {
  readonly #services: Services;
  #running: Promise<SyncReport | undefined> | undefined;
  #abort: AbortController | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Time at which the last sync known to this window ended, in ms since the epoch. */
  get lastAt(): number {
    return this.#services.context.globalState.get<number>(lastSyncKey) ?? 0;
  }

  /** True if a sync runs in this window. */
  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /**
   * Syncs once; joins the sync that already runs in this window.
   * @returns undefined if there is nothing to do: not connected, signed out, or another window is syncing
   */
  run(watch: Watch): Promise<SyncReport | undefined> {
    this.#running ??= this.#begin(watch).finally(() => (this.#running = undefined));
    return this.#running;
  }

  /**
   * Reads what webhooks say has changed, after the sync that runs in this window, which may have passed it.
   * @param changes undefined for a whole sync
   * @returns false if it should be tried again later
   */
  async readChanges(changes: readonly HookEvent[] | undefined, signal: AbortSignal): Promise<boolean> {
    await this.#running?.catch(() => undefined);
    if (!connectionOf(this.#services)) return true;
    const report = await this.run({ signal, ...(changes && { changes }) });
    return report?.outcome === 'done';
  }

  /** Stops the sync that runs in this window, if any; resolves when it asks nothing more. */
  async stop(): Promise<void> {
    this.#abort?.abort();
    // The caller reports the result.
    await this.#running?.catch(() => undefined);
  }

  #begin(watch: Watch): Promise<SyncReport | undefined> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    return oneWindow(this.#services, 'github').ifFree(({ lost }) =>
      this.#sync({ ...watch, signal: AbortSignal.any([watch.signal, signal, lost]) }),
    );
  }

  async #sync({ signal, onProgress, changes, notWithinMs = 0 }: Watch): Promise<SyncReport | undefined> {
    const services = this.#services;
    const { clock, context, log } = services;
    const connection = connectionOf(services);
    if (!connection) return undefined;
    const { FactStore } = await import('./factStore.ts');
    const store = new FactStore(services);
    const state = await store.state();
    if (state?.last?.outcome === 'done' && isWithin(clock.now() - state.last.endedAt, notWithinMs)) return state.last;
    const access = await accessOf(connection, { silent: true });
    if (!access) {
      notifySignedOut(services);
      return undefined;
    }
    if (connection.pin === undefined) {
      // An earlier version connected: the host is the one that was synced.
      if (state && state.host !== access.host) throw notSynced(services);
      // If it was disconnected in the meantime, it stays so.
      if (!signal.aborted) await setConnection(services, pinned(connection, access));
    }
    const off = await store.off();
    const { isPrivate } = connection;
    // Octokit is in a separate file, which only a sync loads.
    const { syncGithub } = await import('../../../integrations/github/sync.ts');
    const report = await syncGithub({
      ...access,
      isPrivate,
      off,
      firstReachMs,
      state,
      store,
      clock,
      signal,
      ...(changes && { changes }),
      ...(onProgress && { onProgress }),
    });
    if (!changes || !state) await context.globalState.update(lastSyncKey, report.endedAt);
    log.info(`github: ${report.outcome}, ${report.requests} requests, ${report.problems.length} problems`);
    notifyReport(services, report);
    return report;
  }
}

/** After a clock was set back, the last sync lies in the future, which says nothing. */
function isWithin(passedMs: number, ms: number): boolean {
  return passedMs >= 0 && passedMs < ms;
}

/** For commands: the message if nothing was synced. */
export function notSynced(services: Services): AppError {
  return connectionOf(services)
    ? new AppError(
        'internal',
        l10n.t('Another window is syncing with GitHub, or you are signed out. Try again in a moment.'),
      )
    : new AppError('not-found', l10n.t('GitHub is not connected. Run "Daymark: Connect GitHub…" first.'));
}
