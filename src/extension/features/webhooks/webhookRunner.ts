import type { Disposable } from '../../../core/base/event.ts';
import { errorCode } from '../../../core/base/appError.ts';
import type { AppEvent } from '../../../core/events/appEvents.ts';
import { deliverDue, queueEvent, type WebhookSender } from '../../../integrations/webhooks/deliver.ts';
import { deliveries } from '../../../integrations/webhooks/webhooks.ts';
import { appEvents } from '../../appEvents.ts';
import { oneWindow } from '../../oneWindow.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import { webhookSecret } from './webhookSecret.ts';

/** Interval at which to check for deliveries queued by another window or program, in ms. */
const lookEveryMs = 10 * 60_000;
/** Wait while another window delivers, in ms. */
const busyMs = 30_000;

/** Queues this window's events, and delivers what is due unless another window does. */
export class WebhookRunner implements Disposable {
  readonly #services: Services;
  readonly #held: Disposable[];
  #next: Disposable | undefined;
  #turn: Promise<void> = Promise.resolve();
  #isDisposed = false;

  constructor(services: Services) {
    this.#services = services;
    this.#held = [
      appEvents(services)((event) => this.#queue(event)),
      services.recorder.onDidRecord((fact) => {
        // Includes deliveries that were queued again by hand.
        if (fact.type === 'record' && fact.collection === deliveries.name && fact.fields['status'] === 'pending')
          this.#soon(0);
      }),
    ];
    this.#soon(0);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#next?.dispose();
    for (const one of this.#held) one.dispose();
  }

  /** Delivers what is due now. */
  deliver(): Promise<void> {
    const { log } = this.#services;
    this.#turn = this.#turn
      .then(() => this.#deliver())
      .catch((error: unknown) => {
        log.warn(`webhooks could not be delivered: ${errorCode(error)}`);
        this.#soon(busyMs);
      });
    return this.#turn;
  }

  #queue(event: AppEvent): void {
    const { log } = this.#services;
    named(this.#services, event)
      .then((full) => queueEvent(this.#sender, full))
      .catch((error: unknown) => log.warn(`an event could not be queued for webhooks: ${errorCode(error)}`));
  }

  async #deliver(): Promise<void> {
    const { clock } = this.#services;
    const waitMs = await oneWindow(this.#services, 'webhooks').ifFree(async () => {
      const next = await deliverDue(this.#sender);
      return next === undefined ? lookEveryMs : Math.min(lookEveryMs, Math.max(1000, next - clock.now()));
    });
    this.#soon(waitMs ?? busyMs);
  }

  get #sender(): WebhookSender {
    return { ...this.#services, secretOf: (webhook) => webhookSecret.read(this.#services, webhook) };
  }

  #soon(ms: number): void {
    this.#next?.dispose();
    if (!this.#isDisposed) this.#next = this.#services.clock.after(ms, () => void this.deliver());
  }
}

export const webhookRunner = perWindow((services: Services) => new WebhookRunner(services));

/** With the title of its task. */
async function named({ read }: Services, event: AppEvent): Promise<AppEvent> {
  const { task, list } = event.data;
  if (typeof task !== 'string') return event;
  const titleOf = async (): Promise<string | undefined> =>
    list === 'tasks' ? (await read('tasks.get', { id: task })).title : (await read('plan.task', { id: task }))?.title;
  const title = await titleOf().catch(() => undefined);
  return title === undefined ? event : { ...event, names: { ...event.names, title } };
}
