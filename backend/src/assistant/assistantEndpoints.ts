import * as z from 'zod';
import { receiptSchema } from '../../../src/core/insights/receipts.ts';
import { type Endpoint, type MemberCall, memberEndpoint, userEndpoint } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { daySchema } from '../sharing/daySchema.ts';
import { makeInsights, makePlan, planSchema, presentDayOf, previewOf, serverInsightsSchema } from './makePages.ts';

const tag = 'Plans and insights';
const ofDay = z.object({ day: daySchema.optional().describe('By default today in your time zone, or in UTC.') });

type AssistantCall = MemberCall<unknown, unknown, unknown>;

async function dayFor({ services, caller }: AssistantCall, day: string | undefined): Promise<string> {
  if (day !== undefined) return day;
  const { time_zone: zone } = await services.db
    .selectFrom('users')
    .select('time_zone')
    .where('id', '=', caller.userId)
    .executeTakeFirstOrThrow();
  return presentDayOf(services.now(), zone ?? undefined);
}

function ownerOf({ member, caller }: AssistantCall) {
  return { organizationId: member.organizationId, userId: caller.userId };
}

async function kept<T>(call: AssistantCall, schema: z.ZodType<T>, at: { kind: 'plan' | 'insights'; day: string }) {
  const row = await call.services.db
    .selectFrom('assistant_pages')
    .select('body')
    .where('organization_id', '=', call.member.organizationId)
    .where('user_id', '=', call.caller.userId)
    .where('kind', '=', at.kind)
    .where('day', '=', at.day)
    .executeTakeFirst();
  return row && schema.parse(row.body);
}

const generatePlan = memberEndpoint({
  method: 'post',
  path: '/plans',
  alias: '/generate_plan',
  tag,
  summary: 'Make a plan for a day',
  description:
    'By the built-in rules, or by the model of the operator once you agreed to it, from what you shared with the organization: sums of days, so the plan knows no tasks, errors, or branches. Everything cites what it rests on. It takes the place of the plan of that day.',
  access: 'read',
  role: 'member',
  body: z.strictObject({ day: daySchema.optional() }),
  status: 201,
  result: planSchema,
  run: async (call) => {
    const day = await dayFor(call, call.body.day);
    return makePlan(call.services, ownerOf(call), { day, now: call.services.now() });
  },
});

const showPlan = memberEndpoint({
  method: 'get',
  path: '/plans',
  tag,
  summary: 'Show the plan of a day',
  access: 'read',
  role: 'viewer',
  query: ofDay,
  status: 200,
  result: planSchema,
  run: async (call) => {
    const found = await kept(call, planSchema, { kind: 'plan', day: await dayFor(call, call.query.day) });
    if (!found) throw notFound();
    return found;
  },
});

const showInsights = memberEndpoint({
  method: 'get',
  path: '/insights',
  alias: '/insights',
  tag,
  summary: 'Show the insights of a day',
  description:
    'Findings of the built-in rules in the two weeks before, from what you shared with the organization, each with its evidence. Made at night in your time zone, or now if there are none.',
  access: 'read',
  role: 'member',
  query: ofDay,
  status: 200,
  result: serverInsightsSchema,
  run: async (call) => {
    const day = await dayFor(call, call.query.day);
    const found = await kept(call, serverInsightsSchema, { kind: 'insights', day });
    return found ?? makeInsights(call.services, ownerOf(call), { day, now: call.services.now() });
  },
});

const showPreview = memberEndpoint({
  method: 'get',
  path: '/model/preview',
  tag,
  summary: 'Show what the model would be sent',
  description: 'Exactly the request for the insights of a day. Names of projects are replaced. Nothing is sent.',
  access: 'read',
  role: 'member',
  query: ofDay,
  status: 200,
  result: z.object({ payload: z.string() }),
  run: async (call) => {
    const day = await dayFor(call, call.query.day);
    const payload = await previewOf(call.services, ownerOf(call), { day, now: call.services.now() });
    if (payload === undefined) throw notFound();
    return { payload };
  },
});

const listCalls = userEndpoint({
  method: 'get',
  path: '/model/calls',
  tag,
  summary: 'List what the model was sent for you',
  description: 'The last 30 days, newest first, with exactly what was sent, the outcome, and the cost.',
  access: 'read',
  status: 200,
  result: z.array(
    z.object({
      at: z.iso.datetime(),
      task: z.string(),
      model: z.string(),
      outcome: z.string(),
      costUsd: z.number().nullable(),
      payload: z.string(),
    }),
  ),
  run: async ({ services, caller }) => {
    const query = services.db.selectFrom('model_calls').select('body').where('user_id', '=', caller.userId);
    const rows = await query.orderBy('at', 'desc').limit(200).execute();
    return rows.map(({ body }) => {
      const { at, task, model, outcome, costUsd, payload } = receiptSchema.parse(body);
      return { at: new Date(at).toISOString(), task, model, outcome, costUsd, payload };
    });
  },
});

export const assistantEndpoints: readonly Endpoint[] = [generatePlan, showPlan, showInsights, showPreview, listCalls];
