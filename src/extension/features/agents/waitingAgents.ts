import type { LiveAgent } from '../../../agents/live.ts';
import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';
import type { Quiet } from '../../quiet.ts';

/** Someone who answers a prompt within this time (ms) saw it. */
const patienceMs = 15_000;
/** Only work that took at least this long (ms) is worth a message at its end. */
const longWorkMs = 60_000;

interface WaitingOptions {
  readonly clock: Pick<Clock, 'after'>;
  /** Focus mode holds messages back. */
  readonly quiet: Pick<Quiet, 'show'>;
  /** Returns true if the user wants notifications. */
  readonly isOn: () => boolean;
  /** Shows the message that an agent waits, or has finished. */
  readonly say: (agent: LiveAgent) => void;
}

/** Shows a message when an agent waits for a permission, has failed, or has finished long work, unless the user handles it first. */
export class WaitingAgents implements Disposable {
  readonly #options: WaitingOptions;
  readonly #timers = new Map<string, Disposable>();
  #known = new Map<string, LiveAgent>();

  constructor(options: WaitingOptions) {
    this.#options = options;
  }

  /** @param agents all that are running now */
  update(agents: readonly LiveAgent[]): void {
    const before = this.#known;
    this.#known = new Map(agents.map((agent) => [agent.id, agent]));
    for (const id of before.keys()) if (this.#known.get(id)?.state !== before.get(id)?.state) this.#forget(id);
    if (!this.#options.isOn()) return;
    for (const agent of agents) if (isWorthSaying(agent, before.get(agent.id))) this.#plan(agent);
  }

  dispose(): void {
    for (const id of this.#timers.keys()) this.#forget(id);
  }

  #forget(id: string): void {
    this.#timers.get(id)?.dispose();
    this.#timers.delete(id);
  }

  #plan(agent: LiveAgent): void {
    const { clock, quiet, say } = this.#options;
    const isStill = (): boolean => this.#known.get(agent.id)?.state === agent.state;
    const show = (): void => {
      this.#timers.delete(agent.id);
      quiet.show(`agent ${agent.id}`, () => isStill() && say(agent));
    };
    this.#timers.set(agent.id, clock.after(patienceMs, show));
  }
}

function isWorthSaying(agent: LiveAgent, before: LiveAgent | undefined): boolean {
  if (agent.state === 'waiting') return before?.state !== 'waiting';
  if (agent.state === 'failed') return before !== undefined && before.state !== 'failed';
  const hasFinished = agent.state === 'done' && before?.state === 'working';
  return hasFinished && agent.since - before.since >= longWorkMs;
}
