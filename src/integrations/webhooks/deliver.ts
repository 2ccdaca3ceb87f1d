import type { AppEvent } from '../../core/events/appEvents.ts';
import type { App } from '../../core/operations/app.ts';
import { send, type Attempt, type WebhookRequest } from './send.ts';
import { bodyOf, signedHeaders } from './signing.ts';
import { deliveries, longestWaitMs, nextAttempt, webhooks, type Delivery, type Webhook } from './webhooks.ts';

type Records = Pick<App, 'records' | 'clock'>;

export interface WebhookSender extends Records {
  /** The secret of a webhook; undefined on a machine that doesn't have it, or if the webhook isn't the approved one. */
  readonly secretOf: (webhook: Webhook) => Promise<string | undefined>;
  /** Default: over the network. */
  readonly send?: (outgoing: WebhookRequest) => Promise<Attempt>;
}

/** More webhooks than anybody has; further ones are left out. */
const mostWebhooks = 100;
/** Deliveries of one pass. */
const mostAtOnce = 50;
/** The number of deliveries kept for the list, and for how long, in ms. */
const keptMs = 30 * 24 * 3_600_000;

export async function listWebhooks({ records }: Pick<App, 'records'>): Promise<Webhook[]> {
  const page = await records(webhooks).list({ limit: mostWebhooks });
  return page.records.map(({ id, values }) => ({ id, ...values }));
}

/**
 * Queues an event for each of this machine's webhooks that subscribe to it. One that this or another window queued already is left
 * unchanged.
 */
export async function queueEvent(app: Records & Pick<WebhookSender, 'secretOf'>, event: AppEvent): Promise<void> {
  for (const webhook of await listWebhooks(app))
    if (webhook.status === 'active' && webhook.events.some((type) => type === event.type))
      if ((await app.secretOf(webhook)) !== undefined) await queueFor(app, webhook, event);
}

/** Queues an event for one webhook, even without a subscription to its type. @returns the id of the delivery */
export async function queueFor(app: Records, webhook: Webhook, event: AppEvent): Promise<string> {
  const id = `${webhook.id}|${event.id}`;
  const known = await app.records(deliveries).list({ ids: [id] });
  if (known.records.length > 0) return id;
  const now = app.clock.now();
  await app.records(deliveries).put(id, {
    webhook: webhook.id,
    event: event.id,
    type: event.type,
    body: bodyOf(event, webhook.names),
    status: 'pending',
    start: now,
    due: now,
    attempts: 0,
  });
  return id;
}

/** A webhook that this machine sends to; the secrets of others are on the machines that send to them. */
interface OwnWebhook extends Webhook {
  readonly secret: string;
}

/**
 * Sends what is due. Only one process may do so at a time.
 * @returns when to come again, ms since the epoch; undefined if nothing waits
 */
export async function deliverDue(sender: WebhookSender): Promise<number | undefined> {
  const { records, clock } = sender;
  const known = await listWebhooks(sender);
  const own = await ownOf(sender, known);
  const ids = new Set(known.map(({ id }) => id));
  const mayTouch = ({ webhook }: Delivery): boolean => own.has(webhook) || !ids.has(webhook);
  const due = (await pending(sender, mayTouch)).filter((delivery) => isDue(delivery, clock.now()));
  for (const delivery of due) {
    const webhook = own.get(delivery.webhook);
    if (!webhook) await records(deliveries).remove(delivery.id);
    else await attempt(sender, webhook, delivery);
  }
  if (due.length > 0) await dropOld(sender);
  const next = (await pending(sender, mayTouch)).map((delivery) => delivery.due ?? 0);
  return next.length > 0 ? Math.min(...next) : undefined;
}

/** One that is due later than any is was set by a clock that was ahead. */
function isDue({ due = 0 }: Delivery, now: number): boolean {
  return due <= now || due > now + longestWaitMs;
}

async function ownOf({ secretOf }: WebhookSender, all: readonly Webhook[]): Promise<Map<string, OwnWebhook>> {
  const own = new Map<string, OwnWebhook>();
  for (const webhook of all) {
    const secret = await secretOf(webhook);
    if (secret !== undefined) own.set(webhook.id, { ...webhook, secret });
  }
  return own;
}

/** The first that wait and may be touched here, as many as one pass sends. */
async function pending({ records }: Records, mayTouch: (delivery: Delivery) => boolean): Promise<Delivery[]> {
  const found: Delivery[] = [];
  let after: string | undefined;
  do {
    const page = await records(deliveries).list({
      status: 'pending',
      by: 'due',
      ...(after !== undefined && { after }),
    });
    found.push(...page.records.map(({ id, values }) => ({ id, ...values })).filter(mayTouch));
    after = page.next;
  } while (after !== undefined && found.length < mostAtOnce);
  return found.slice(0, mostAtOnce);
}

async function attempt(
  { records, clock, send: post = send }: WebhookSender,
  webhook: OwnWebhook,
  delivery: Delivery,
): Promise<void> {
  if (webhook.status === 'gone') return fail(records, delivery, 'the receiver wants no more deliveries');
  const { url, allowPrivate, secret } = webhook;
  const at = clock.now();
  const headers = signedHeaders(secret, { id: delivery.event, at, body: delivery.body });
  const result = await post({ url, allowPrivate, headers, body: delivery.body });
  const attempts = delivery.attempts + 1;
  const common = { attempts, lastStatus: result.status, reason: result.reason === '' ? null : result.reason };
  if (result.isDelivered) {
    await records(deliveries).revise(delivery.id, { ...common, status: 'delivered', due: null });
    return;
  }
  const due = result.status === 410 ? undefined : nextAttempt(attempts, clock.now(), Math.random());
  if (result.status === 410) await records(webhooks).revise(webhook.id, { status: 'gone' });
  await records(deliveries).revise(delivery.id, {
    ...common,
    status: due === undefined ? 'failed' : 'pending',
    due: due ?? null,
  });
}

async function fail(records: App['records'], { id }: Delivery, reason: string): Promise<void> {
  await records(deliveries).revise(id, { status: 'failed', due: null, reason });
}

async function dropOld({ records, clock }: Records): Promise<void> {
  const to = clock.now() - keptMs;
  for (const status of ['delivered', 'failed'] as const) {
    const { records: old } = await records(deliveries).list({ status, by: 'start', to, limit: mostAtOnce });
    for (const { id } of old) await records(deliveries).remove(id);
  }
}
