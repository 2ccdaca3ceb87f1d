import * as z from 'zod';
import { figureSchema } from '../../../core/views/figure.ts';
import { hostAction } from '../../hostAction.ts';

export const openWhy = hostAction('why.open', {
  title: 'Explain a figure',
  description: 'Opens the account of a figure: its spans, gaps, rules, and corrections, and what to do if it is wrong.',
  access: 'read',
  transports: ['view'],
  params: figureSchema,
  result: z.object({}),
  run: async (services, figure) => (await (await import('./explainDesk.ts')).explainDay(services, figure), {}),
});
