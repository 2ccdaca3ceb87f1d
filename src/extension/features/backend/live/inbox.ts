import type { HookEvent } from '../../../../core/github/hookEvent.ts';
import { errorCode } from '../../../../core/base/appError.ts';
import { pause } from '../../../../core/base/pause.ts';
import { minuteMs } from '../../../../core/time/days.ts';
import type { StreamItem } from '../../../../integrations/backend/eventStream.ts';
import { githubLink } from '../../../githubLink.ts';
import type { Services } from '../../../services.ts';

/** Time for which events are gathered, in ms: they come in bursts, such as a push with its checks. */
const gatherMs = 150;
const firstRetryMs = 1000;
const longestRetryMs = 5 * minuteMs;
/** Then the scheduled sync reads it. */
const mostTries = 8;
/** With more than this, a whole sync costs less. */
const mostEvents = 300;
const positionsKey = 'backend.livePositions';
/** Daymark has nothing in a day for these. */
const unread: readonly string[] = ['deployment', 'deployment_status', 'release'];

type InboxServices = Pick<Services, 'clock' | 'context' | 'log'>;

/**
 * Events that wait to be read from GitHub. Positions are kept once what came before them was read, so nothing is passed over when the window
 * closes in between.
 */
export class Inbox {
  readonly #services: InboxServices;
  readonly #signal: AbortSignal;
  readonly #link: ReturnType<typeof githubLink>;
  #events: HookEvent[] = [];
  #isWhole = false;
  #reached: Record<string, number> = {};
  #isWorking = false;

  constructor(services: Services, signal: AbortSignal) {
    this.#services = services;
    this.#signal = signal;
    this.#link = githubLink(services);
  }

  /** From where an organization's events were not taken yet; undefined if none was followed before. */
  positionOf(organization: string): number | undefined {
    return this.#reached[organization] ?? this.#positions()[organization];
  }

  /** Takes what a stream said. */
  take(organization: string, item: StreamItem): void {
    this.#reached[organization] = item.position;
    if (item.kind === 'gap') this.#isWhole = true;
    if (item.kind === 'github' && !unread.includes(item.event.event)) this.#events.push(item.event);
    if (this.#events.length > mostEvents) {
      this.#isWhole = true;
      this.#events = [];
    }
    if (!this.#isWorking) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    try {
      await pause(this.#services.clock, gatherMs, this.#signal);
      while (!this.#signal.aborted && (await this.#takeAll()));
    } catch (error) {
      this.#services.log.warn(`live updates: ${errorCode(error)}`);
    } finally {
      this.#isWorking = false;
    }
  }

  /** @returns whether more has come meanwhile */
  async #takeAll(): Promise<boolean> {
    const [events, isWhole, reached] = [this.#events, this.#isWhole, { ...this.#reached }];
    this.#events = [];
    this.#isWhole = false;
    if ((isWhole || events.length > 0) && !(await this.#read(isWhole ? undefined : events))) return false;
    await this.#services.context.globalState.update(positionsKey, { ...this.#positions(), ...reached });
    return this.#events.length > 0 || this.#isWhole;
  }

  /** @returns false when it was stopped */
  async #read(events: readonly HookEvent[] | undefined): Promise<boolean> {
    const { log } = this.#services;
    for (let i = 0; i < mostTries; i++) {
      const isRead = await this.#link.readChanges?.(events, this.#signal).catch((error: unknown) => {
        log.warn(`live updates: ${errorCode(error)}`);
        return false;
      });
      if (this.#signal.aborted) return false;
      if (isRead !== false) return true;
      await pause(this.#services.clock, Math.min(firstRetryMs * 2 ** i, longestRetryMs), this.#signal);
    }
    return !this.#signal.aborted;
  }

  #positions(): Readonly<Record<string, number>> {
    return this.#services.context.globalState.get<Record<string, number>>(positionsKey) ?? {};
  }
}
