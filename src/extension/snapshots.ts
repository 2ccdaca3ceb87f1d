import type { Dashboard } from '../shared/views.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'read' | 'readOptions' | 'tracking' | 'notices'>;

/** Makes the whole snapshot that the dashboard shows: what is stored, and what holds in this window. */
export class Snapshots {
  readonly #services: Needs;

  constructor(services: Needs) {
    this.#services = services;
  }

  /** Rejects with an `AppError` when the store cannot be read. */
  async take(): Promise<Dashboard> {
    const { read, readOptions, tracking, notices } = this.#services;
    const stored = await read('dashboard', readOptions());
    return { ...stored, tracking: tracking.state, notices: [...notices.all] };
  }
}
