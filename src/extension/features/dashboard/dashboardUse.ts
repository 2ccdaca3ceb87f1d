import { dayMs } from '../../../core/time/days.ts';
import type { Services } from '../../services.ts';

const key = 'dashboard.shownAt';
/** Someone who has not looked at the dashboard for this long probably won't in the next minutes. */
const recentMs = 14 * dayMs;

type DashboardUseServices = Pick<Services, 'clock' | 'log'> & {
  readonly context: { readonly globalState: Pick<Services['context']['globalState'], 'get' | 'update'> };
};

/** Remembers if anyone looks at the dashboard at all on this machine. */
export class DashboardUse {
  readonly #services: DashboardUseServices;

  constructor(services: DashboardUseServices) {
    this.#services = services;
  }

  /** It is shown. Noted once a day. */
  note(): void {
    const { clock, context, log } = this.#services;
    const now = clock.now();
    if (Math.abs(now - this.#shownAt()) < dayMs) return;
    context.globalState.update(key, now).then(undefined, () => log.debug('the use of the dashboard was not noted'));
  }

  isRecent(): boolean {
    return Math.abs(this.#services.clock.now() - this.#shownAt()) < recentMs;
  }

  #shownAt(): number {
    const at = this.#services.context.globalState.get<unknown>(key);
    return typeof at === 'number' ? at : Number.NEGATIVE_INFINITY;
  }
}
