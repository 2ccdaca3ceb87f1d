import type { Dashboard } from '../../../core/views/views.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import type { StoredDashboard } from '../../../analytics/dashboardQueries.ts';

type SnapshotServices = Pick<Services, 'read' | 'readOptions' | 'tracking' | 'notices' | 'timeZone' | 'settings'>;

/** Creates the snapshot that the dashboard shows: stored data and this window's state. */
export class Snapshots {
  readonly #services: SnapshotServices;
  #last: StoredDashboard | undefined;

  constructor(services: SnapshotServices) {
    this.#services = services;
  }

  /** Rejects with an `AppError` when the store cannot be read. */
  async take(): Promise<Dashboard> {
    const stored = await this.#services.read('dashboard.stored', {});
    this.#last = stored;
    return { ...stored, ...this.#ofWindow() };
  }

  /**
   * The last snapshot of today, if one was taken: to be shown while the next one is read. It is kept in memory only, since it holds
   * names, which are nowhere on the disk in clear.
   */
  last(): Dashboard | undefined {
    if (this.#last?.today.day !== presentDay(this.#services.readOptions())) return undefined;
    return { ...this.#last, ...this.#ofWindow() };
  }

  #ofWindow(): Pick<Dashboard, 'tracking' | 'notices' | 'timeZone' | 'dayStartsAt' | 'currency'> {
    const { tracking, notices, settings, timeZone, readOptions } = this.#services;
    const { name } = timeZone;
    const currency = settings.currency;
    return {
      tracking: tracking.state,
      notices: [...notices.all],
      dayStartsAt: readOptions().rules.dayStartsAt,
      ...(name !== undefined && { timeZone: name }),
      ...(currency && { currency }),
    };
  }
}

/** The snapshots of the window. */
export const snapshotsOf = perWindow(
  (services: SnapshotServices & Pick<Services, 'context'>) => new Snapshots(services),
);
