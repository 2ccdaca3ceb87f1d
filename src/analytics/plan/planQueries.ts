import * as z from 'zod';
import { internalQuery, query } from '../../core/operations/operation.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { Day } from '../../core/time/days.ts';
import { pastPlan as pastPlanSchema } from '../../core/views/views.ts';
import { readPlanInputs } from '../planInputs.ts';
import { pastPlan } from './shownPlan.ts';

export const getPlanInputs = internalQuery('plan.inputs', (read: Reading, { day }: { readonly day: Day }) =>
  readPlanInputs(read.reader, day, read),
);

export const getLastPlan = query('plan.last', {
  title: 'Last plan',
  description:
    'What became of the last plan before today: its tasks with planned and worked time. Null when there is none.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({}),
  result: pastPlanSchema.nullable(),
  run: (read) => pastPlan(read.reader, read),
});
