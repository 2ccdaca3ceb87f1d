import * as z from 'zod';
import { instant } from '../../core/records/timeFields.ts';
import { appEventTypes, sentEventTypes } from '../../core/events/appEvents.ts';
import { collection } from '../../core/records/collection.ts';

/** Webhooks. The secret that one is signed with is in the secret storage of the machine that sends it. */
export const webhooks = collection(
  'webhooks',
  z.object({
    url: z.string().max(2000),
    events: z.array(z.enum(appEventTypes)).min(1),
    /** True if the payload contains names of projects and tasks. */
    names: z.boolean(),
    allowPrivate: z.boolean(),
    /** `gone`: the endpoint wants no more deliveries (410). */
    status: z.enum(['active', 'gone']),
  }),
);
export type Webhook = z.output<typeof webhooks.schema> & { readonly id: string };

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;

/** One message to one webhook, with an id of both. `failed` ones are the dead letters. */
export const deliveries = collection(
  'webhookDeliveries',
  z.object({
    webhook: z.string(),
    event: z.string(),
    type: z.enum(sentEventTypes),
    /** As sent, so that a repeated message is identical. */
    body: z.string(),
    status: z.enum(deliveryStatuses),
    /** Time of its creation. */
    start: instant,
    /** Time of the next try. */
    due: instant.optional(),
    attempts: z.number().int(),
    lastStatus: z.number().int().optional(),
    reason: z.string().optional(),
  }),
);
export type Delivery = z.output<typeof deliveries.schema> & { readonly id: string };

/** The delays after failed attempts, in ms; the schedule that the Standard Webhooks scheme recommends. */
const waits = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600].map((s) => s * 1000);

/** The longest delay, with the random part, in ms. */
export const longestWaitMs = Math.max(...waits) * 1.1;

/**
 * Returns the time to retry a delivery after `attempts` failures, in ms since the epoch; undefined if it is given up. A tenth is random, so that many
 * don't come at once.
 */
export function nextAttempt(attempts: number, now: number, random: number): number | undefined {
  const wait = waits[attempts - 1];
  return wait === undefined ? undefined : Math.round(now + wait * (1 + random / 10));
}
