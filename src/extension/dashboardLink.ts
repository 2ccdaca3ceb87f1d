import { Emitter, type Disposable, type Event } from '../shared/event.ts';
import type { EventData } from '../shared/contract.ts';

export type Destination = EventData<'navigate'>['to'];

/** How any feature asks for the dashboard to be shown at a place; the dashboard feature listens. */
export class DashboardLink implements Disposable {
  readonly #asked = new Emitter<Destination>();
  readonly #tabAsked = new Emitter<void>();
  readonly onDidAsk: Event<Destination> = this.#asked.event;
  readonly onDidAskTab: Event<void> = this.#tabAsked.event;

  show(to: Destination): void {
    this.#asked.fire(to);
  }

  /** Opens the dashboard in an editor tab, or reveals the tab that is there. */
  openTab(): void {
    this.#tabAsked.fire();
  }

  dispose(): void {
    this.#tabAsked.dispose();
    this.#asked.dispose();
  }
}
