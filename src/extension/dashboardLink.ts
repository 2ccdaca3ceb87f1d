import { Emitter, type Disposable, type Event } from '../shared/event.ts';
import type { Day } from '../shared/days.ts';
import type { EventData } from '../shared/contract.ts';

export type Destination = EventData<'navigate'>['to'];

/** How any feature asks for the dashboard to be shown at a place; the dashboard feature listens. */
export class DashboardLink implements Disposable {
  readonly #asked = new Emitter<Destination>();
  readonly #tabAsked = new Emitter<void>();
  readonly #planMade = new Emitter<Day>();
  readonly onDidAsk: Event<Destination> = this.#asked.event;
  readonly onDidAskTab: Event<void> = this.#tabAsked.event;
  readonly onDidMakePlan: Event<Day> = this.#planMade.event;

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

  dispose(): void {
    this.#planMade.dispose();
    this.#tabAsked.dispose();
    this.#asked.dispose();
  }
}
