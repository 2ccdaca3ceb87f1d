import { errorCode } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { isTimeMeasure } from '../../../core/views/goalNames.ts';
import type { GoalNow } from '../../../habits/goalsNow.ts';
import type { Services } from '../../services.ts';

/** Goals are read at most this often (ms), and only once where there are none. */
const readEveryMs = 10 * minuteMs;
const collections = ['goals', 'restDays'];
/** Longer lists are the dashboard's. */
const mostGoals = 4;

/** The goals that count today, for the tooltip of the status bar. */
export class GoalProgress {
  readonly #services: Services;
  readonly #changed: () => void;
  #goals: readonly GoalNow[] = [];
  #readAt: number | undefined;
  #isStale = true;

  /** @param changed the lines may be others */
  constructor(services: Services, changed: () => void) {
    this.#services = services;
    this.#changed = changed;
    const again = (): void => {
      this.#isStale = true;
      this.refresh();
    };
    services.context.subscriptions.push(
      services.recorder.onDidRecord(
        (fact) => fact.type === 'record' && collections.includes(fact.collection) && again(),
      ),
    );
  }

  /** A line for each goal, such as `At least 2 h of Learning a week: 45 min of 2 h`. */
  get lines(): string[] {
    const { t } = this.#services;
    return this.#goals.slice(0, mostGoals).map((goal) => {
      const amount = (value: number): string =>
        isTimeMeasure(goal.measure) ? formatDuration(value * minuteMs, t) : String(Math.round(value));
      const done = t('{0} of {1}', amount(goal.value), amount(goal.due));
      return t('{0}: {1}', goal.title, done);
    });
  }

  /** Reads the goals again if it is time; called whenever today's total changes. */
  refresh(): void {
    const { clock, log } = this.#services;
    const now = clock.monotonic();
    const isDue = this.#readAt === undefined || (this.#goals.length > 0 && now - this.#readAt >= readEveryMs);
    if (!isDue && !this.#isStale) return;
    [this.#readAt, this.#isStale] = [now, false];
    this.#read().catch((error: unknown) => log.warn(`goals were not read: ${errorCode(error)}`));
  }

  async #read(): Promise<void> {
    this.#goals = await this.#services.read('goals.now', {});
    this.#changed();
  }
}
