import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Day } from '../core/time/days.ts';
import type { EventData } from '../core/views/contract.ts';

export type Destination = EventData<'navigate'>['to'];

/** Lets any feature show a place in the dashboard; the dashboard feature listens. */
export class DashboardLink implements Disposable {
  readonly #asked = new Emitter<Destination>();
  readonly #tabAsked = new Emitter<void>();
  readonly #planMade = new Emitter<Day>();
  readonly #agentsChanged = new Emitter<void>();
  readonly onDidAsk: Event<Destination> = this.#asked.event;
  readonly onDidAskTab: Event<void> = this.#tabAsked.event;
  readonly onDidMakePlan: Event<Day> = this.#planMade.event;
  readonly onDidChangeAgents: Event<void> = this.#agentsChanged.event;

  show(to: Destination): void {
    this.#asked.fire(to);
  }

  /** Opens the dashboard in an editor tab, or reveals the tab that is there. */
  openTab(): void {
    this.#tabAsked.fire();
  }

  /** A plan was made: the view is marked until it is looked at. */
  planMade(day: Day): void {
    this.#planMade.fire(day);
  }

  /** An AI tool began, ended, or changed its state. */
  agentsChanged(): void {
    this.#agentsChanged.fire();
  }

  dispose(): void {
    this.#agentsChanged.dispose();
    this.#planMade.dispose();
    this.#tabAsked.dispose();
    this.#asked.dispose();
  }
}
