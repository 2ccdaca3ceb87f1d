import * as z from 'zod';
import { receiptsView } from '../../../core/insights/receipts.ts';
import { hostAction } from '../../hostAction.ts';

export const listReceipts = hostAction('receipts.list', {
  title: 'List receipts',
  description: 'The calls of AI models in the last 90 days: when, for what, which model, tokens, and cost.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({}),
  result: receiptsView,
  run: async (services) => (await import('./sent.ts')).listReceipts(services),
});

export const showReceipt = hostAction('receipts.show', {
  title: 'Show a receipt',
  description: 'Opens what was sent to a model in an editor.',
  access: 'read',
  transports: ['view'],
  params: z.object({ id: z.string() }),
  result: z.object({}),
  run: async (services, { id }) => (await (await import('./sent.ts')).showReceipt(services, id), {}),
});
