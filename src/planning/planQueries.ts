import * as z from 'zod';
import { internalQuery, query } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import type { DayPlan, PlannedTask } from '../core/facts/plans.ts';
import { priorities } from '../core/facts/activity.ts';
import { addDays, type Day } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { daySchema } from '../core/views/views.ts';

/** A plan with its tasks as they are stored. */
export interface StoredPlan {
  readonly plan?: DayPlan;
  readonly tasks: readonly PlannedTask[];
}

export const getStoredPlan = internalQuery(
  'plan.stored',
  ({ reader }: Reading, { day }: { readonly day: Day }): StoredPlan => {
    const plan = reader.plan(day);
    return { tasks: reader.planTasks(day, day), ...(plan && { plan }) };
  },
);

export const getPlanTask = internalQuery(
  'plan.task',
  ({ reader }: Reading, { id }: { readonly id: string }): PlannedTask | undefined => reader.planTask(id),
);

const provider = z.enum(['rules', 'claude', 'vscode']);
const evidence = z.array(z.object({ id: z.string(), text: z.string(), url: z.string().optional() }));
const plan = z.object({
  day: daySchema,
  provider,
  capacityMinutes: z.number(),
  tasks: z.array(
    z.object({ title: z.string(), priority: z.enum(priorities), minutes: z.number(), done: z.boolean(), evidence }),
  ),
  learning: z.object({ title: z.string(), minutes: z.number(), done: z.boolean(), evidence }).nullable(),
  reflection: z.object({ question: z.string(), answer: z.string(), evidence }).nullable(),
});

export const getPlan = query('plan.get', {
  title: 'Plan',
  description:
    "Returns the user's plan of a day as JSON: tasks with priority, minutes, and whether they are done; the learning goal; and the evidence for each. Read-only.",
  access: 'read',
  transports: ['chat', 'http', 'mcp', 'cli'],
  tool: {
    name: 'daymark_plan',
    reference: 'daymarkPlan',
    icon: '$(checklist)',
    userDescription: 'Your plan for today or tomorrow.',
  },
  params: z.object({ day: z.enum(['today', 'tomorrow']).default('today').describe('Default: today.') }),
  result: z.union([plan, z.object({ day: daySchema, plan: z.null() })]),
  run: ({ reader, now, offset, rules }, params) => {
    const today = presentDay({ now, offset, rules });
    const day = params.day === 'today' ? today : addDays(today, 1);
    const found = reader.plan(day);
    return found ? planView(found, reader.planTasks(day, day)) : { day, plan: null };
  },
});

function planView(
  { day, provider: by, capacityMinutes, learning, reflection }: DayPlan,
  tasks: readonly PlannedTask[],
): z.output<typeof plan> {
  return {
    day,
    provider: by,
    capacityMinutes,
    tasks: tasks.map(({ title, priority, minutes, doneAt, evidence: rests }) => {
      return { title, priority, minutes, done: doneAt !== undefined, evidence: [...rests] };
    }),
    learning: learning ? { ...learning, evidence: [...learning.evidence] } : null,
    reflection: reflection ? { ...reflection, evidence: [...reflection.evidence] } : null,
  };
}
