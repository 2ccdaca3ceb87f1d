import * as z from 'zod';
import { appEventTypes, sentEventTypes } from '../../core/events/appEvents.ts';
import { action, query } from '../../core/operations/operation.ts';
import { deliveries, deliveryStatuses, webhooks } from './webhooks.ts';

const ms = z.number().describe('Milliseconds since the epoch.');
const transports = ['http', 'mcp', 'cli'] as const;
const mostShown = 200;

export const listWebhooksQuery = query('webhooks.list', {
  title: 'List webhooks',
  description: 'Returns the webhooks that Daymark sends events to, without their secrets.',
  access: 'read',
  transports,
  params: z.object({}),
  result: z.object({
    webhooks: z.array(
      z.object({
        id: z.string(),
        host: z.string(),
        events: z.array(z.enum(appEventTypes)),
        names: z.boolean(),
        status: z.enum(['active', 'gone']).describe('`gone`: the endpoint wants no more deliveries.'),
      }),
    ),
  }),
  run: (read) => {
    const { records } = read.records(webhooks, {});
    // The rest of an address can hold a token.
    return {
      webhooks: records.map(({ id, values: { url, events, names, status } }) => {
        return { id, host: URL.canParse(url) ? new URL(url).host : '', events, names, status };
      }),
    };
  },
});

export const listDeliveries = query('webhooks.deliveries', {
  title: 'List webhook deliveries',
  description:
    'Returns what was sent to webhooks in the last 30 days, and what waits or was given up, the latest first.',
  access: 'read',
  transports,
  params: z.object({ status: z.enum(deliveryStatuses).optional().describe('`failed` are those that were given up.') }),
  result: z.object({
    deliveries: z
      .array(
        z.object({
          id: z.string(),
          webhook: z.string(),
          type: z.enum(sentEventTypes),
          status: z.enum(deliveryStatuses),
          at: ms,
          attempts: z.number(),
          next: ms.optional().describe('When it is tried next.'),
          lastStatus: z.number().optional().describe('HTTP status of the last attempt; 0 when there was no answer.'),
          reason: z.string().optional(),
        }),
      )
      .max(mostShown),
  }),
  run: (read, { status }) => {
    const { records } = read.records(deliveries, {
      ...(status && { status }),
      by: 'start',
      descending: true,
      limit: mostShown,
    });
    return {
      deliveries: records.map(
        ({ id, values: { webhook, type, status: state, start, attempts, due, lastStatus, reason } }) => {
          return {
            id,
            webhook,
            type,
            status: state,
            at: start,
            attempts,
            ...(due !== undefined && { next: due }),
            ...(lastStatus !== undefined && { lastStatus }),
            ...(reason !== undefined && { reason }),
          };
        },
      ),
    };
  },
});

export const redeliver = action('webhooks.redeliver', {
  title: 'Redeliver a webhook message',
  description: 'Sends a message to its webhook again, as it was. A window of VS Code delivers it within a minute.',
  access: 'write',
  transports,
  params: z.object({ id: z.string().describe('Of a delivery.') }),
  result: z.object({ id: z.string() }),
  run: async ({ records, clock }, { id }) => {
    await records(deliveries).revise(id, { status: 'pending', due: clock.now(), attempts: 0 });
    return { id };
  },
});
