import { sql } from 'kysely';
import * as z from 'zod';
import { analysisQuestion, analyzeByModel } from '../../../src/ai/analysis.ts';
import { payloadOf } from '../../../src/ai/callModel.ts';
import { clampPlan } from '../../../src/ai/clamp.ts';
import { plannedByModel } from '../../../src/ai/planning.ts';
import { analyzeByRules } from '../../../src/ai/rules/analyzer.ts';
import { planByRules } from '../../../src/ai/rules/planner.ts';
import type { Digest } from '../../../src/core/insights/digest.ts';
import { bottleneckTypes, impacts, insightCategories } from '../../../src/core/insights/insights.ts';
import { type Day, dayOf, minuteMs } from '../../../src/core/time/days.ts';
import { offsetsOf } from '../../../src/core/time/zone.ts';
import type { Database } from '../database/connect.ts';
import { lockActivity, type Owner } from '../sharing/applyBatch.ts';
import { type ModelReply, askModel, type AssistantServices, clockAt, providerOf } from './model.ts';
import { digestOf, english, planInputsOf, readPast } from './sharedDigest.ts';

const evidence = z.array(z.object({ id: z.string(), text: z.string() }));
const priority = z.enum(['high', 'medium', 'low']);

/** Maker of a page; `fallback`: why not the model that was to make it, as a code. */
const maker = {
  provider: z.enum(['rules', 'claude']).default('rules'),
  fallback: z.string().nullable().default(null),
};

export const planSchema = z.object({
  day: z.string(),
  ...maker,
  capacityMinutes: z.int(),
  tasks: z.array(z.object({ title: z.string(), priority, minutes: z.int(), evidence })),
  learning: z.object({ title: z.string(), minutes: z.int(), evidence }).nullable(),
  reflection: z.object({ question: z.string(), evidence }).nullable(),
});
export type ServerPlan = z.infer<typeof planSchema>;

export const serverInsightsSchema = z.object({
  day: z.string(),
  ...maker,
  from: z.string(),
  to: z.string(),
  workdays: z.int(),
  bottlenecks: z.array(
    z.object({
      type: z.enum(bottleneckTypes),
      description: z.string(),
      frequency: z.string(),
      impact: z.enum(impacts),
      evidence,
    }),
  ),
  insights: z.array(
    z.object({ category: z.enum(insightCategories), observation: z.string(), recommendation: z.string(), evidence }),
  ),
  /** The measurements, most relevant first. */
  facts: evidence,
});
export type ServerInsights = z.infer<typeof serverInsightsSchema>;

/** The local hour at which people's pages are made. */
const nightHour = 3;
const nightlyAtMost = 500;

/** Returns the person's current day. @param zone as in the IANA database; undefined for UTC */
export function presentDayOf(now: number, zone: string | undefined): Day {
  return dayOf(now, offsetsOf(zone ?? 'UTC')(now));
}

/** Data about a person that the server doesn't have. */
const preferences = { workingHours: '', focusTime: '', interests: [] };

interface PageTime {
  readonly day: Day;
  /** In ms since the epoch. */
  readonly now: number;
}

/** Makes a plan, by the model if the person agreed to it, and keeps it in place of the one before. */
export async function makePlan(services: AssistantServices, owner: Owner, at: PageTime): Promise<ServerPlan> {
  const past = await readPast(services.db, owner, at.day);
  const [inputs, digest] = [planInputsOf(past), digestOf(past)];
  const reply = await askModel(services, { userId: owner.userId, now: at.now }, (desk, signal) =>
    plannedByModel({ inputs, digest, preferences, t: english }, { desk, names: 'aliased' }, signal),
  );
  const { draft } = answerIn(reply) ?? clampPlan(planByRules(inputs, english), inputs, english);
  const plan = planSchema.parse({
    day: at.day,
    ...makerOf(reply),
    capacityMinutes: inputs.capacityMinutes,
    tasks: draft.tasks,
    learning: draft.learning ?? null,
    reflection: draft.reflection ?? null,
  });
  await keep(services.db, owner, { kind: 'plan', body: plan, ...at });
  return plan;
}

/** Looks for insights, by the model if the person agreed to it, and keeps them in place of those before. */
export async function makeInsights(services: AssistantServices, owner: Owner, at: PageTime): Promise<ServerInsights> {
  const digest = digestOf(await readPast(services.db, owner, at.day));
  const reply = await askModel(services, { userId: owner.userId, now: at.now }, (desk, signal) =>
    analyzeByModel({ digest, clock: desk.clock, t: english }, { desk, names: 'aliased' }, signal),
  );
  const insights = serverInsightsSchema.parse({
    day: at.day,
    ...makerOf(reply),
    from: digest.from,
    to: digest.to,
    workdays: digest.workdays,
    ...(answerIn(reply) ?? foundByRules(digest)),
    facts: digest.facts,
  });
  await keep(services.db, owner, { kind: 'insights', body: insights, ...at });
  return insights;
}

function foundByRules(digest: Digest): object {
  const found = analyzeByRules(digest, english);
  return {
    bottlenecks: found.bottlenecks.map(({ item, facts }) => ({ ...item, evidence: facts })),
    insights: found.insights.map(({ item, facts }) => ({ ...item, evidence: facts })),
  };
}

function answerIn<T>(reply: ModelReply<T>): T | undefined {
  return reply && 'answer' in reply ? reply.answer : undefined;
}

function makerOf(reply: ModelReply<unknown>): Pick<ServerPlan, 'provider' | 'fallback'> {
  if (!reply) return { provider: 'rules', fallback: null };
  return 'failure' in reply ? { provider: 'rules', fallback: reply.failure } : { provider: 'claude', fallback: null };
}

/** Exactly what the model would be sent for the insights of a day, as JSON; undefined without a model. */
export async function previewOf(
  { db, config }: AssistantServices,
  owner: Owner,
  at: PageTime,
): Promise<string | undefined> {
  if (!config.claude) return undefined;
  const digest = digestOf(await readPast(db, owner, at.day));
  const { ask } = analysisQuestion({ digest, clock: clockAt(at.now), t: english }, 'aliased');
  return payloadOf(providerOf(config.claude), ask);
}

interface Page {
  readonly kind: 'plan' | 'insights';
  readonly day: Day;
  readonly body: object;
  readonly now: number;
}

async function keep(db: Database, owner: Owner, { kind, day, body, now }: Page): Promise<void> {
  const row = { body: JSON.stringify(body), made_at: new Date(now) };
  await db.transaction().execute(async (trx) => {
    await lockActivity(trx, owner);
    await trx
      .insertInto('assistant_pages')
      .values({ organization_id: owner.organizationId, user_id: owner.userId, kind, day, ...row })
      .onConflict((conflict) => conflict.columns(['organization_id', 'user_id', 'kind', 'day']).doUpdateSet(row))
      .execute();
  });
}

/**
 * Makes today's plan and insights for people who gave their time zone, share with their personal organization, and have none yet, once it
 * is three o'clock there. Any instance may run it at any time.
 * @returns the number of people
 */
export async function makeNightly(services: AssistantServices, now: number): Promise<number> {
  const { rows } = await sql<{ organizationId: string; userId: string; zone: string; last: Day | null }>`
    select m.organization_id as "organizationId", u.id as "userId", u.time_zone as zone, p.last
    from users u
    join memberships m on m.user_id = u.id
    join organizations o on o.id = m.organization_id and o.is_personal
    left join lateral (
      select max(day) as last from assistant_pages where organization_id = o.id and user_id = u.id and kind = 'insights'
    ) p on true
    where u.time_zone is not null and exists (
      select from daily_totals t where t.organization_id = o.id and t.user_id = u.id and t.day > ${dayOf(now, 0)}::date - 14
    )
    order by p.last nulls first limit ${nightlyAtMost}`.execute(services.db);
  let count = 0;
  for (const { zone, last, ...owner } of rows) {
    const at = { day: presentDayOf(now, zone), now };
    const hour = new Date(now + offsetsOf(zone)(now) * minuteMs).getUTCHours();
    if (hour < nightHour || (last !== null && last >= at.day)) continue;
    await makePlan(services, owner, at);
    await makeInsights(services, owner, at);
    count += 1;
  }
  return count;
}
